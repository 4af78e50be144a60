package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import interleave.lab.plot.Markup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tech.tablesaw.api.Table;

/** Lines over a quantity such as the number of threads, each series with its own colour, dash and shape of points. */
public final class LineChart extends ChartOf<LineChart> {

    private static final int MOST_SERIES = 8;
    private static final int MOST_PANELS = 12;
    /** So many values along the axis get a tick each. */
    private static final int FEW = 10;
    /** Ticks closer than this share of the axis would touch. */
    private static final double TOUCHING = 0.05;

    /** Points of longer lines would touch. */
    private static final int MARKED = 100;

    private boolean logX;
    private boolean logY;

    LineChart(Table table) {
        super(table, "lines");
    }

    /** Takes the quantity along the horizontal axis from a column of numbers. Required. */
    public LineChart x(String column) {
        return numbers("x", column);
    }

    /** Takes the series from a column: a line each. */
    public LineChart series(String column) {
        return names("series", column);
    }

    /** Draws a band around each line from two columns, in the unit of the value; it has a gap where a row has none. */
    public LineChart band(String low, String high) {
        return interval("band", low, high);
    }

    /** Draws a panel for each value of a column, two abreast, all on the same scales. */
    public LineChart facets(String column) {
        return names("facet", column);
    }

    /** Makes the horizontal axis logarithmic: equal distances are equal factors. */
    public LineChart logX() {
        logX = true;
        return this;
    }

    /** Makes the value axis logarithmic: equal distances are equal factors. */
    public LineChart logY() {
        logY = true;
        return this;
    }

    @Override
    public JsonFigure figure() {
        need("x", ".x(\"column\")");
        var rows = rows();
        var layout = new LinkedHashMap<String, Object>();
        readable(rows.series().size(), MOST_SERIES, "lines", "choose some, or draw facets");
        readable(rows.facets().size(), MOST_PANELS, "panels", "choose some");
        onlyOneEach(rows.drawn(), this::place);
        if (logX) {
            positive(rows.drawn(), Row::x, column("x"));
        }
        if (logY) {
            positive(rows.drawn(), Row::value, column("value"));
            positive(rows.drawn().stream().filter(Row::hasInterval).toList(), Row::low, column("low"));
        }
        var facets = Facets.beside(rows.facets(), rows.facets().size() > 2 ? 200 : 320);
        var traces = new ArrayList<JsonTrace>();
        for (int panel = 0; panel < rows.facets().size(); panel++) {
            for (var series : rows.series()) {
                var facet = rows.facets().get(panel);
                var line = rows.drawn().stream()
                        .filter(row -> row.facet().equals(facet) && row.series().equals(series))
                        .sorted(Comparator.comparingDouble(Row::x))
                        .toList();
                if (!line.isEmpty()) {
                    traces.addAll(bands(line, series, panel));
                    traces.add(line(line, series, panel));
                }
            }
        }
        layout.putAll(facets.layout(Markup.literal(column("x")), valueTitle(), xAxis(rows), yAxis()));
        layout.put("height", facets.height());
        return figure(rows, layout, traces, sentence(rows));
    }

    private String place(Row row) {
        return "%s %s%s%s"
                .formatted(
                        column("x"),
                        decimal(row.x()),
                        row.series().isEmpty() ? "" : ", " + row.series(),
                        row.facet().isEmpty() ? "" : ", " + row.facet());
    }

    private Map<String, ?> xAxis(Rows rows) {
        var axis = new LinkedHashMap<String, Object>();
        axis.put("type", logX ? "log" : "linear");
        axis.put("showgrid", false);
        var values = rows.drawn().stream().map(Row::x).distinct().sorted().toList();
        if (values.size() <= FEW && apart(values)) {
            axis.put("tickmode", "array");
            axis.put("tickvals", values);
            axis.put("ticktext", values.stream().map(ChartOf::decimal).toList());
        }
        return axis;
    }

    private boolean apart(List<Double> values) {
        var places = values.stream().map(x -> logX ? Math.log(x) : x).toList();
        double all = places.getLast() - places.getFirst();
        for (int i = 1; i < places.size(); i++) {
            if (places.get(i) - places.get(i - 1) < TOUCHING * all) {
                return false;
            }
        }
        return true;
    }

    private Map<String, ?> yAxis() {
        return logY ? Map.of("type", "log") : Map.of("type", "linear", "rangemode", "tozero");
    }

    private JsonTrace line(List<Row> line, String series, int panel) {
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "scatter");
        trace.put("mode", line.size() > MARKED ? "lines" : "lines+markers");
        trace.put("x", line.stream().map(Row::x).toList());
        trace.put("y", line.stream().map(Row::value).toList());
        trace.putAll(hovers(line, this::place));
        trace.put("legendgroup", "s" + series);
        if (!series.isEmpty()) {
            trace.put("name", Markup.literal(series));
            trace.put("showlegend", panel == 0);
        }
        trace.putAll(Facets.axes(panel));
        return JsonTrace.of(trace);
    }

    /** Returns the areas between low and high: one for each run of rows that have an interval. */
    private List<JsonTrace> bands(List<Row> line, String series, int panel) {
        var bands = new ArrayList<JsonTrace>();
        var run = new ArrayList<Row>();
        for (var row : line) {
            if (row.hasInterval()) {
                run.add(row);
            } else {
                addBand(bands, run, series, panel);
                run.clear();
            }
        }
        addBand(bands, run, series, panel);
        return bands;
    }

    private static void addBand(List<JsonTrace> bands, List<Row> run, String series, int panel) {
        if (run.size() < 2) {
            return;
        }
        var back = run.reversed();
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "scatter");
        trace.put("mode", "lines");
        trace.put("x", Stream.concat(run.stream(), back.stream()).map(Row::x).toList());
        trace.put(
                "y",
                Stream.concat(run.stream().map(Row::low), back.stream().map(Row::high))
                        .toList());
        trace.put("fill", "toself");
        trace.put("line", Map.of("width", 0, "dash", "solid"));
        trace.put("hoverinfo", "skip");
        trace.put("showlegend", false);
        trace.put("legendgroup", "s" + series);
        trace.putAll(Facets.axes(panel));
        bands.add(JsonTrace.of(trace));
    }

    private String sentence(Rows rows) {
        var low = lowest(rows);
        var high = highest(rows);
        int lines = rows.series().size();
        return "Line chart of %s over %s, %d %s: from %s (%s) to %s (%s)."
                .formatted(
                        column("value"),
                        column("x"),
                        lines,
                        lines == 1 ? "line" : "lines",
                        measured(low.value()),
                        place(low),
                        measured(high.value()),
                        place(high));
    }
}
