package interleave.workload;

import interleave.trial.Tabular;
import interleave.trial.Threads;
import interleave.trial.child.Uninterrupted;
import interleave.workload.log.LogFile;
import interleave.workload.log.LogSlice;
import interleave.workload.log.LogSummary;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Counts the entries of a log by severity with several threads, a slice of the file each.
 *
 * <p>Each thread owns its slice and its count; nothing that changes is shared, so nothing is locked. The counts are
 * added up by the one thread that has joined all others.
 */
public final class CountBySeverity {

    private CountBySeverity() {}

    /**
     * Counts a log. Every thread is joined before this returns.
     *
     * @param threads how many threads; a log with fewer entries gets fewer
     * @throws InterruptedException if this thread is interrupted; the counting threads are interrupted too and joined
     * @throws ExecutionException if the log or a slice of it cannot be read
     */
    public static Count run(LogFile log, Threads threads) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(log, "CountBySeverity.run(null, ...): pass a log, for instance JvmLog.record()");
        Objects.requireNonNull(threads, "CountBySeverity.run(log, null): pass a number of threads, as threads(4)");
        long start = System.nanoTime();
        var counts = new ArrayList<FutureTask<Part>>();
        var counters = new ArrayList<Thread>();
        var counter = Thread.ofPlatform().name("counter-", 1);
        try {
            for (var slice : slices(log, threads)) {
                var count = new FutureTask<>(() -> count(slice));
                counts.add(count);
                counters.add(counter.start(count));
            }
            for (var each : counters) {
                each.join();
            }
        } finally {
            // Of use only if this thread gives up: then the others stop.
            end(counters);
        }
        var parts = new ArrayList<Part>();
        for (var count : counts) {
            parts.add(count.get());
        }
        return new Count(parts, Duration.ofNanos(System.nanoTime() - start));
    }

    private static List<LogSlice> slices(LogFile log, Threads threads) throws InterruptedException, ExecutionException {
        try {
            return log.slices(threads.count());
        } catch (UncheckedIOException e) {
            // The cut reads the file, which an interrupt ends as an error of the file.
            if (e.getCause() instanceof ClosedByInterruptException && Thread.interrupted()) {
                throw new InterruptedException("interrupted while the log was cut into slices");
            }
            throw new ExecutionException(e);
        }
    }

    private static void end(List<Thread> counters) {
        counters.forEach(Thread::interrupt);
        Uninterrupted.join(counters.toArray(Thread[]::new));
    }

    private static Part count(LogSlice slice) {
        long start = System.nanoTime();
        return new Part(slice.summary(), Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * What one thread counted.
     *
     * @param summary the count of its slice
     * @param took from its first line to its last
     */
    public record Part(LogSummary summary, Duration took) {}

    /**
     * What all threads counted.
     *
     * @param parts one for each thread, in the order of the slices
     * @param took from the first cut to the last join
     */
    public record Count(List<Part> parts, Duration took) implements Tabular {

        /** Keeps a copy of the parts. */
        public Count {
            parts = List.copyOf(parts);
        }

        /** Returns the count of the whole log. */
        public LogSummary summary() {
            return parts.stream().map(Part::summary).reduce(LogSummary.EMPTY, LogSummary::plus);
        }

        /** Returns one row for each thread and one for the log, with the severities that occur in it. */
        @Override
        public Table table() {
            var rows = new ArrayList<>(parts);
            rows.add(new Part(summary(), took));
            var threads = StringColumn.create("thread");
            var times = Decimals.column("time (ms)", 1);
            for (int i = 0; i < rows.size(); i++) {
                threads.append(i == parts.size() ? "all" : String.valueOf(i + 1));
                times.append(rows.get(i).took().toNanos() / 1e6);
            }
            var table = Table.create(
                    parts.size() + (parts.size() == 1 ? " thread" : " threads") + ", a slice of the log each",
                    threads,
                    counts("entries", rows, LogSummary::entries));
            for (int severity = 1; severity <= 5; severity++) {
                int each = severity;
                addUnlessZero(table, counts("severity " + each, rows, summary -> summary.severity(each)));
            }
            addUnlessZero(table, counts("no severity", rows, LogSummary::unknown));
            return table.addColumns(times);
        }

        private static LongColumn counts(String name, List<Part> rows, ToLongFunction<LogSummary> count) {
            return LongColumn.create(
                    name, rows.stream().map(Part::summary).mapToLong(count).toArray());
        }

        private static void addUnlessZero(Table table, LongColumn column) {
            if (column.max() > 0) {
                table.addColumns(column);
            }
        }
    }
}
