package interleave.workload;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/** Columns of measured numbers that show as many digits as the measurement is worth, the same in every language. */
final class Decimals {

    private Decimals() {}

    /** Returns an empty column that shows its numbers with so many digits behind the point; it keeps all of them. */
    static DoubleColumn column(String name, int digits) {
        var column = DoubleColumn.create(name);
        var format = new DecimalFormat("#,##0." + "0".repeat(digits), DecimalFormatSymbols.getInstance(Locale.ROOT));
        column.setPrintFormatter(new NumberColumnFormatter(format));
        return column;
    }
}
