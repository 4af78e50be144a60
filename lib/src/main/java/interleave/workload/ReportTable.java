package interleave.workload;

import interleave.workload.LogPipeline.Report;
import interleave.workload.log.LogSummary;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** What the threads of {@link LogPipeline} did, as a table. Used by one thread. */
final class ReportTable {

    private final Report report;
    private final StringColumn threads = StringColumn.create("thread");
    private final LongColumn entries = LongColumn.create("entries");
    private final LongColumn waits = LongColumn.create("waits");
    private final DoubleColumn waited = Decimals.column("waited (ms)", 1);

    private ReportTable(Report report) {
        this.report = report;
    }

    static Table of(Report report) {
        return new ReportTable(report).table();
    }

    private Table table() {
        for (int i = 0; i < report.producers().size(); i++) {
            var producer = report.producers().get(i);
            row("producer " + (i + 1), producer.entries(), producer.waits());
        }
        for (int i = 0; i < report.workers().size(); i++) {
            var worker = report.workers().get(i);
            row("worker " + (i + 1), worker.summary().entries(), worker.waits());
        }
        var all = report.summary();
        threads.append("all workers");
        entries.append(all.entries());
        waits.append(report.workers().stream()
                .mapToLong(worker -> worker.waits().count())
                .sum());
        waited.append(report.workersWaited().toNanos() / 1e6);
        var table = Table.create(caption(all), threads, entries);
        for (int severity = 1; severity <= 5; severity++) {
            int each = severity;
            counts("severity " + each, all, summary -> summary.severity(each)).ifPresent(table::addColumns);
        }
        counts("malformed", all, LogSummary::unknown).ifPresent(table::addColumns);
        return table.addColumns(waits, waited);
    }

    private void row(String thread, long count, Waits each) {
        threads.append(thread);
        entries.append(count);
        waits.append(each.count());
        waited.append(each.millis());
    }

    private String caption(LogSummary all) {
        return String.format(
                Locale.ROOT,
                "%,d entries, %,d of them malformed, through %s; longest queue seen %,d; %.0f ms",
                all.entries(),
                all.unknown(),
                report.capacity(),
                report.longestQueue(),
                report.took().toNanos() / 1e6);
    }

    /** Returns the counts of the workers; nothing if there are none, and nothing in the rows of producers: they do not parse. */
    private Optional<LongColumn> counts(String name, LogSummary all, ToLongFunction<LogSummary> count) {
        if (count.applyAsLong(all) == 0) {
            return Optional.empty();
        }
        var column = LongColumn.create(name);
        report.producers().forEach(_ -> column.appendMissing());
        report.workers().forEach(worker -> column.append(count.applyAsLong(worker.summary())));
        column.append(count.applyAsLong(all));
        return Optional.of(column);
    }
}
