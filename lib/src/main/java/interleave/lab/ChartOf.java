package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.plotly.traces.Trace;

/**
 * What all charts share: title and subtitle, the value with its unit, the interval around it, and how rows are read.
 *
 * @param <S> the chart itself, so that words can follow one another in any order
 */
abstract sealed class ChartOf<S extends ChartOf<S>> extends Chart
        permits BarChart, LineChart, DotChart, BoxChart, HeatChart {

    private static final Pattern A_WORD = Pattern.compile(".*[\\p{L}%°].*");
    /** Room for rounding between a value and the end of its interval. */
    private static final double ROUNDING = 1e-9;

    /** More points than these tell their numbers alone: texts for all would make the page heavy. */
    private static final int HOVERED = 2_000;

    private final Table table;
    private final String kind;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private String title = "";
    private String subtitle = "";
    private String unit = "";

    ChartOf(Table table, String kind) {
        this.table = table;
        this.kind = kind;
    }

    /** A row that can be drawn. Low and high are NaN where there is no interval, texts empty where no column is given. */
    record Row(String category, String series, String facet, double x, double value, double low, double high) {

        boolean hasInterval() {
            return !Double.isNaN(low) && !Double.isNaN(high);
        }
    }

    /** The rows that can be drawn, and how many cannot. */
    record Rows(List<Row> drawn, int leftOut) {

        List<String> categories() {
            return drawn.stream().map(Row::category).distinct().toList();
        }

        List<String> series() {
            return drawn.stream().map(Row::series).distinct().toList();
        }

        List<String> facets() {
            return drawn.stream().map(Row::facet).distinct().toList();
        }
    }

    /** States the finding, in a short sentence. Required. */
    public final S title(String finding) {
        title = said(finding, "title", "the finding in a short sentence");
        return self();
    }

    /** States what was measured, how often, what the interval is, and which direction is better. */
    public final S subtitle(String conditions) {
        subtitle = said(
                conditions,
                "subtitle",
                "what was measured, how often, what the interval is, which direction is better");
        return self();
    }

    /**
     * Takes the values from a column of numbers. Required.
     *
     * @param unit a word or more, such as "µs per call"; for a ratio "times as fast", never "1"
     */
    public final S value(String column, String unit) {
        if (unit == null || !A_WORD.matcher(unit).matches()) {
            throw new IllegalArgumentException(
                    "value(\"%s\", %s): the unit needs a word, such as \"µs per call\"; for a ratio \"times as fast\""
                            .formatted(column, unit == null ? "null" : '"' + unit + '"'));
        }
        this.unit = unit.strip();
        return numbers("value", column);
    }

    final S interval(String word, String low, String high) {
        numbers("low", low, word);
        return numbers("high", high, word);
    }

    final S names(String role, String column) {
        columns.put(role, known(role, column));
        return self();
    }

    final S numbers(String role, String column) {
        return numbers(role, column, role);
    }

    private S numbers(String role, String column, String word) {
        var name = known(word, column);
        if (!(table.column(name) instanceof NumericColumn)) {
            throw new IllegalArgumentException("%s: the column \"%s\" holds %s, and numbers are needed"
                    .formatted(
                            word,
                            name,
                            table.column(name)
                                    .type()
                                    .name()
                                    .toLowerCase(Locale.ROOT)
                                    .replace('_', ' ')));
        }
        columns.put(role, name);
        return self();
    }

    private String known(String word, String column) {
        if (column == null || !table.containsColumn(column)) {
            throw new IllegalArgumentException("%s: the table has no column \"%s\"; it has %s"
                    .formatted(word, column, String.join(", ", table.columnNames())));
        }
        return column;
    }

    private static String said(String text, String word, String what) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("%s: empty; say %s".formatted(word, what));
        }
        return text.strip();
    }

    final boolean has(String role) {
        return columns.containsKey(role);
    }

    final String column(String role) {
        return columns.get(role);
    }

    final String unit() {
        return unit;
    }

    /** Refuses a chart to which a word is still missing. */
    final void need(String role, String word) {
        if (!has(role)) {
            throw new IllegalStateException("Chart.%s: add %s".formatted(kind, word));
        }
    }

    /** Returns the rows to draw, each with a value and with all names that the chart asks for. */
    final Rows rows() {
        need("value", ".value(\"column\", \"unit\")");
        if (title.isEmpty()) {
            throw new IllegalStateException(
                    "Chart.%s: add .title(\"…\"), the finding in a short sentence".formatted(kind));
        }
        if (has("low") && subtitle.isEmpty()) {
            throw new IllegalStateException(
                    "Chart.%s: an interval is drawn; add .subtitle(\"…\") that says what it is".formatted(kind));
        }
        var rows = IntStream.range(0, table.rowCount())
                .filter(this::isComplete)
                .mapToObj(this::row)
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("Chart.%s: the table %s, so there is nothing to draw"
                    .formatted(
                            kind,
                            table.isEmpty()
                                    ? "has no row"
                                    : "has no row with a value in the column \"%s\"".formatted(column("value"))));
        }
        return new Rows(rows, table.rowCount() - rows.size());
    }

    private boolean isComplete(int row) {
        return columns.entrySet().stream()
                .filter(each -> !each.getKey().equals("low") && !each.getKey().equals("high"))
                .noneMatch(each -> isMissing(table.column(each.getValue()), row));
    }

    private static boolean isMissing(Column<?> column, int row) {
        return column.isMissing(row)
                || (column instanceof NumericColumn<?> numbers && !Double.isFinite(numbers.getDouble(row)));
    }

    private Row row(int row) {
        double value = number("value", row);
        double low = number("low", row);
        double high = number("high", row);
        double slack = ROUNDING * Math.abs(value);
        if (low > value + slack || high < value - slack) {
            throw new IllegalArgumentException(
                    "row %d: the value %s lies outside its interval, %s to %s: are the columns in the right order?"
                            .formatted(row + 1, value, low, high));
        }
        return new Row(
                name("category", row), name("series", row), name("facet", row), number("x", row), value, low, high);
    }

    private double number(String role, int row) {
        if (!has(role)
                || !(table.column(column(role)) instanceof NumericColumn<?> numbers)
                || isMissing(numbers, row)) {
            return Double.NaN;
        }
        return numbers.getDouble(row);
    }

    private String name(String role, int row) {
        if (!has(role)) {
            return "";
        }
        var column = table.column(column(role));
        return column instanceof NumericColumn<?> numbers ? decimal(numbers.getDouble(row)) : column.getString(row);
    }

    /** Refuses more of something than a reader can tell apart. */
    final void readable(int count, int most, String what, String advice) {
        if (count > most) {
            throw new IllegalArgumentException(
                    "Chart.%s: %d %s cannot be told apart, at most %d: %s".formatted(kind, count, what, most, advice));
        }
    }

    /** Refuses two rows for one place. */
    final void onlyOneEach(List<Row> rows, Function<Row, String> place) {
        var seen = new HashSet<String>();
        for (var row : rows) {
            if (!seen.add(place.apply(row))) {
                throw new IllegalArgumentException(
                        "Chart.%s: two rows for %s: summarise the table first, or draw all its rows with Chart.box"
                                .formatted(kind, place.apply(row)));
            }
        }
    }

    /** Refuses what a logarithmic axis has no place for. */
    final void positive(List<Row> rows, ToDoubleFunction<Row> number, String axis) {
        for (var row : rows) {
            if (number.applyAsDouble(row) <= 0) {
                throw new IllegalArgumentException(
                        "Chart.%s: %s has the value %s, and a logarithmic axis begins above 0"
                                .formatted(kind, axis, decimal(number.applyAsDouble(row))));
            }
        }
    }

    /** Returns the title of the axis along which the values are measured. */
    final String valueTitle() {
        return Markup.literal("%s (%s)".formatted(column("value"), unit));
    }

    /** Returns a number with its unit. */
    final String measured(double value) {
        return decimal(value) + " " + unit;
    }

    /** Whole numbers as they are, all else in three significant digits: no measurement here is worth more. */
    static String decimal(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 1e9 || magnitude < 1e-4) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = Math.clamp(2 - (int) Math.floor(Math.log10(magnitude)), 0, 7);
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** Returns what a pointer on the row shows, as markup. */
    final String hover(String where, Row row) {
        var head = where.isBlank() ? "" : "<b>" + Markup.literal(where) + "</b><br>";
        var interval = row.hasInterval()
                ? "<br>" + Markup.literal("interval %s to %s".formatted(decimal(row.low()), measured(row.high())))
                : "";
        return head + Markup.literal(measured(row.value())) + interval;
    }

    /** Returns the names as they stand beside an axis, each another, in the same order. */
    static Map<String, String> labels(List<String> names) {
        var labels = new LinkedHashMap<String, String>();
        for (var name : names) {
            var label = Markup.label(name);
            for (int i = 2; labels.containsValue(label); i++) {
                label = Markup.label(name) + " (" + i + ")";
            }
            labels.put(name, label);
        }
        return labels;
    }

    /** Returns what pointers on the rows show, or nothing where the rows are too many to be read one by one. */
    final Map<String, ?> hovers(List<Row> rows, Function<Row, String> where) {
        return rows.size() > HOVERED
                ? Map.of("hoverinfo", "x+y")
                : Map.of(
                        "hoverinfo",
                        "text",
                        "hovertext",
                        rows.stream().map(row -> hover(where.apply(row), row)).toList());
    }

    /** Returns plotly's error bars for the rows, {@code null} where a row has no interval. */
    static Map<String, ?> whiskers(List<Row> rows) {
        return Map.of(
                "type",
                "data",
                "symmetric",
                false,
                "array",
                rows.stream()
                        .map(row -> row.hasInterval() ? row.high() - row.value() : Double.NaN)
                        .toList(),
                "arrayminus",
                rows.stream()
                        .map(row -> row.hasInterval() ? row.value() - row.low() : Double.NaN)
                        .toList());
    }

    /** Returns the figure: the traces under title and subtitle, with the sentence that describes them. */
    final JsonFigure figure(Rows rows, Map<String, ?> layout, List<? extends Trace> traces, String sentence) {
        var notes = new ArrayList<String>();
        if (!subtitle.isEmpty()) {
            notes.add(subtitle);
        }
        if (rows.leftOut() > 0) {
            notes.add(
                    rows.leftOut() == 1
                            ? "1 row without a value is left out"
                            : rows.leftOut() + " rows without a value are left out");
        }
        var head = new LinkedHashMap<String, Object>();
        head.put("text", Markup.literal(title));
        if (!notes.isEmpty()) {
            head.put("subtitle", Map.of("text", Markup.literal(String.join("; ", notes))));
        }
        var all = new LinkedHashMap<String, Object>(layout);
        all.put("title", head);
        return JsonFigure.of(all, traces.toArray(Trace[]::new)).described(sentence);
    }

    /** Returns the row with the smallest value. */
    static Row lowest(Rows rows) {
        return rows.drawn().stream().min(Comparator.comparingDouble(Row::value)).orElseThrow();
    }

    /** Returns the row with the largest value. */
    static Row highest(Rows rows) {
        return rows.drawn().stream().max(Comparator.comparingDouble(Row::value)).orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private S self() {
        return (S) this;
    }
}
