package interleave.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * A Tablesaw table as an accessible HTML table and as aligned plain text.
 *
 * <p>The table's name is the caption. Numbers stand right-aligned with grouped digits, a missing value is a dash, and a
 * long table shows its first and last rows with the number left out: what is shown is stated, never silently cut. The
 * view reads the table when asked and keeps no copy.
 */
public final class TableView implements Shown {

    /** The number of rows shown at most. */
    static final int ROWS_SHOWN = 40;

    private static final int TAIL = 5;
    private static final String MISSING = "–";

    /** What is longer, in characters, is rather a sentence than a value. */
    private static final int SENTENCE = 40;

    private final Table table;

    private TableView(Table table) {
        this.table = table;
    }

    /**
     * Returns a view of {@code table}.
     *
     * @throws NullPointerException if {@code table} is {@code null}
     */
    public static TableView of(Table table) {
        return new TableView(Objects.requireNonNull(table, "table is null: nothing to show"));
    }

    @Override
    public String html() {
        List<Column<?>> columns = table.columns();
        String caption = caption();
        StringBuilder html = new StringBuilder();
        html.append("<figure class=\"il-table\">");
        // The box scrolls sideways on a narrow screen; tabindex lets the keyboard reach it, the label names it.
        html.append("<div class=\"il-scroll\" role=\"group\" tabindex=\"0\" style=\"overflow-x:auto\" aria-label=\"")
                .append(Html.escape(caption))
                .append("\"><table>")
                .append(Html.caption(caption))
                .append("<thead><tr>");
        for (Column<?> column : columns) {
            html.append("<th scope=\"col\"").append(heading(column)).append('>');
            html.append(Html.escape(column.name())).append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int row : shownRows()) {
            if (row < 0) {
                html.append("<tr><td colspan=\"").append(columns.size()).append("\">");
                html.append(leftOut()).append("</td></tr>");
                continue;
            }
            html.append("<tr>");
            for (Column<?> column : columns) {
                html.append("<td").append(align(column)).append('>');
                html.append(Html.escape(cell(column, row))).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div></figure>").toString();
    }

    @Override
    public String text() {
        List<Column<?>> columns = table.columns();
        List<String[]> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::name).toArray(String[]::new));
        for (int row : shownRows()) {
            lines.add(
                    row < 0
                            ? null
                            : columns.stream().map(column -> cell(column, row)).toArray(String[]::new));
        }
        int[] widths = IntStream.range(0, columns.size())
                .map(c -> lines.stream()
                        .filter(Objects::nonNull)
                        .mapToInt(line -> line[c].length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder(caption()).append('\n');
        for (String[] line : lines) {
            if (line == null) {
                text.append(leftOut()).append('\n');
                continue;
            }
            StringBuilder padded = new StringBuilder();
            for (int c = 0; c < line.length; c++) {
                String gap = " ".repeat(widths[c] - line[c].length());
                padded.append(c == 0 ? "" : "  ");
                padded.append(isNumber(columns.get(c)) ? gap + line[c] : line[c] + gap);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private String caption() {
        String name = table.name();
        return name == null || name.isBlank() ? "Table" : name;
    }

    /** Returns the indices of the rows to show; -1 stands for those left out. */
    private int[] shownRows() {
        int rows = table.rowCount();
        if (rows <= ROWS_SHOWN) {
            return IntStream.range(0, rows).toArray();
        }
        IntStream head = IntStream.range(0, ROWS_SHOWN - TAIL);
        IntStream tail = IntStream.range(rows - TAIL, rows);
        return IntStream.concat(IntStream.concat(head, IntStream.of(-1)), tail).toArray();
    }

    private String leftOut() {
        return String.format(
                Locale.ROOT, "… %,d rows left out of %,d", table.rowCount() - ROWS_SHOWN, table.rowCount());
    }

    private static boolean isNumber(Column<?> column) {
        return column instanceof NumericColumn;
    }

    private static String align(Column<?> column) {
        return isNumber(column) ? " class=\"il-number\" style=\"text-align:right\"" : " style=\"text-align:left\"";
    }

    /** A column of sentences keeps some width: on a phone it would shrink to a word, and its rows grow tall. */
    private String heading(Column<?> column) {
        boolean sentences = !isNumber(column)
                && IntStream.of(shownRows())
                        .anyMatch(row -> row >= 0 && cell(column, row).length() > SENTENCE);
        return sentences ? " style=\"text-align:left;min-width:20em\"" : align(column);
    }

    private static String cell(Column<?> column, int row) {
        if (column.isMissing(row)) {
            return MISSING;
        }
        Object value = column.get(row);
        ColumnType type = column.type();
        if (type.equals(ColumnType.INTEGER) || type.equals(ColumnType.LONG) || type.equals(ColumnType.SHORT)) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            // A column that brings a format of its own knows better how much it is worth.
            double number = ((Number) value).doubleValue();
            String formatted = column.getString(row);
            return formatted.equals(unformatted(number)) ? decimal(number) : formatted;
        }
        return column.getString(row);
    }

    /** What a column shows that brings no format. */
    private static String unformatted(double number) {
        return DoubleColumn.create("", number).getString(0);
    }

    /** Four significant digits: more would claim a precision that no measurement here has. */
    static String decimal(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        if (value == 0) {
            return "0";
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 1e9 || magnitude < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = Math.clamp(3 - (int) Math.floor(Math.log10(magnitude)), 0, 7);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
