package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import interleave.lab.plot.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/**
 * Horizontal bars from zero, so that lengths compare as the values do; names stand beside them and need no turning.
 *
 * <p>There is no logarithmic axis: a bar's length means nothing on it. {@link Chart#dots} has one.
 */
public final class BarChart extends ChartOf<BarChart> {

    /** As many as the theme has colours. */
    private static final int MOST_SERIES = 8;

    private final boolean grouped;
    private boolean byValue = true;

    BarChart(Table table, String kind) {
        super(table, kind);
        grouped = kind.equals("groupedBars");
    }

    /** Takes the names of the bars, or of the groups, from a column. Required. */
    public BarChart category(String column) {
        return names("category", column);
    }

    /** Takes the series from a column: a bar in each group, a colour in the legend. Grouped bars need it. */
    public BarChart series(String column) {
        if (!grouped) {
            throw new IllegalArgumentException(
                    "series(\"%s\"): Chart.bars draws one bar a category; use Chart.groupedBars".formatted(column));
        }
        return names("series", column);
    }

    /** Draws whiskers from two columns, in the unit of the value; a row without them gets none. */
    public BarChart interval(String low, String high) {
        return interval("interval", low, high);
    }

    /** Draws a panel for each value of a column, one below the other, all on the same scale. */
    public BarChart facets(String column) {
        return names("facet", column);
    }

    /** Keeps the table's order, instead of the largest bar on top. */
    public BarChart inOrder() {
        byValue = false;
        return this;
    }

    @Override
    public JsonFigure figure() {
        need("category", ".category(\"column\")");
        if (grouped) {
            need("series", ".series(\"column\")");
        }
        var rows = rows();
        readable(rows.drawn().size(), READABLE, "bars", "choose the rows that the finding is about");
        readable(rows.series().size(), MOST_SERIES, "series", "choose some, or draw facets");
        onlyOneEach(rows.drawn(), BarChart::place);
        int bar = grouped ? 16 + 18 * rows.series().size() : 34;
        var facets =
                Facets.below(rows.facets(), Math.max(70, bar * rows.categories().size()));
        // A stable sort by nothing keeps the table's order.
        Comparator<Row> order = byValue && !grouped
                ? Comparator.comparingDouble(Row::value).reversed()
                : Comparator.comparingInt(_ -> 0);
        var labels = labels(rows.categories());
        var traces = new ArrayList<JsonTrace>();
        var layout = new LinkedHashMap<String, Object>();
        for (int panel = 0; panel < rows.facets().size(); panel++) {
            var facet = rows.facets().get(panel);
            for (var series : rows.series()) {
                var bars = rows.drawn().stream()
                        .filter(row -> row.facet().equals(facet) && row.series().equals(series))
                        .sorted(order)
                        .toList();
                if (!bars.isEmpty()) {
                    traces.add(trace(bars, labels, series, panel));
                }
            }
        }
        layout.putAll(facets.layout(
                valueTitle(), "", Map.of("rangemode", "tozero"), Map.of("autorange", "reversed", "type", "category")));
        layout.put("height", facets.height());
        return figure(rows, layout, traces, sentence(rows));
    }

    private static String place(Row row) {
        return List.of(row.category(), row.series(), row.facet()).stream()
                .filter(name -> !name.isEmpty())
                .map(name -> '"' + name + '"')
                .reduce((a, b) -> a + ", " + b)
                .orElse("\"\"");
    }

    private JsonTrace trace(List<Row> bars, Map<String, String> labels, String series, int panel) {
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "bar");
        trace.put("orientation", "h");
        trace.put("y", bars.stream().map(row -> labels.get(row.category())).toList());
        trace.put("x", bars.stream().map(Row::value).toList());
        if (has("low")) {
            trace.put("error_x", whiskers(bars));
        }
        trace.putAll(hovers(bars, row -> row.category() + (grouped ? ", " + series : "")));
        trace.put("legendgroup", "s" + series);
        trace.putAll(Facets.axes(panel));
        if (grouped) {
            trace.put("name", Markup.literal(series));
            trace.put("showlegend", panel == 0);
        }
        return JsonTrace.of(trace);
    }

    private String sentence(Rows rows) {
        var low = lowest(rows);
        var high = highest(rows);
        int bars = rows.drawn().size();
        return bars == 1
                ? "Bar chart of %s with one bar: %s, %s."
                        .formatted(column("value"), place(high), measured(high.value()))
                : "Bar chart of %s with %d bars: the largest is %s with %s, the smallest %s with %s."
                        .formatted(
                                column("value"),
                                bars,
                                place(high),
                                measured(high.value()),
                                place(low),
                                measured(low.value()));
    }
}
