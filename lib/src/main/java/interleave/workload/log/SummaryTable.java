package interleave.workload.log;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** A summary as a table: the only class of the package that needs Tablesaw, so that a shell command need not load it. */
final class SummaryTable {

    private SummaryTable() {}

    static Table of(LogSummary summary) {
        StringColumn severity = StringColumn.create("severity");
        StringColumn meaning = StringColumn.create("meaning");
        LongColumn entries = LongColumn.create("entries");
        DoubleColumn share = DoubleColumn.create("share");
        // The same in every language: a page made elsewhere must not read differently.
        DecimalFormat percent = new DecimalFormat("0.0%", DecimalFormatSymbols.getInstance(Locale.ROOT));
        share.setPrintFormatter(new NumberColumnFormatter(percent));
        Table table = Table.create(summary.totals(), severity, meaning, entries, share);
        summary.severities().forEach((level, count) -> {
            severity.append(Integer.toString(level));
            meaning.append(Severity.meaning(level));
            entries.append(count);
        });
        if (summary.unknown() > 0) {
            severity.append("none");
            meaning.append("unknown format");
            entries.append(summary.unknown());
        }
        for (int row = 0; row < entries.size(); row++) {
            share.append(summary.entries() == 0 ? 0 : (double) entries.getLong(row) / summary.entries());
        }
        return table;
    }
}
