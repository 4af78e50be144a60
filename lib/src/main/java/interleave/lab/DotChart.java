package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import interleave.lab.plot.Markup;
import interleave.lab.plot.Theme;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.Table;

/**
 * A dot for each row: along the table's order, or in a lane for each category. The value axis need not begin at zero and
 * may be logarithmic, which is what bars cannot have; a line marks a value to compare with.
 */
public final class DotChart extends ChartOf<DotChart> {

    /** How far dots of one lane stand apart across it, in lanes: equal values would hide one another. */
    private static final double SPREAD = 0.24;

    /** Multiples of it modulo 1 lie evenly. */
    private static final double GOLDEN = 0.618_033_988_75;

    private static final int MANY = 200;

    private double reference = Double.NaN;
    private String referenceLabel = "";
    private boolean log;

    DotChart(Table table) {
        super(table, "dots");
    }

    /** Takes the lanes from a column; without it the dots stand in the order of the rows. */
    public DotChart category(String column) {
        return names("category", column);
    }

    /** Takes each dot's place from a column of numbers, such as the number of the run. */
    public DotChart x(String column) {
        return numbers("x", column);
    }

    /** Draws whiskers from two columns, in the unit of the value; a row without them gets none. */
    public DotChart interval(String low, String high) {
        return interval("interval", low, high);
    }

    /**
     * Draws a line at a value to compare with.
     *
     * @param label what the value is, such as "every update counted"
     */
    public DotChart reference(double value, String label) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("reference(%s): the line needs a finite value".formatted(value));
        }
        if (label == null || label.isBlank()) {
            throw new IllegalArgumentException("reference(%s, …): say in the label what the value is".formatted(value));
        }
        reference = value;
        referenceLabel = label.strip();
        return this;
    }

    /** Makes the value axis logarithmic: equal distances are equal factors. */
    public DotChart log() {
        log = true;
        return this;
    }

    @Override
    public JsonFigure figure() {
        var rows = rows();
        boolean lanes = has("category");
        readable(rows.categories().size(), READABLE, "lanes", "choose the rows that the finding is about");
        if (log) {
            positive(rows.drawn(), Row::value, column("value"));
            positive(rows.drawn().stream().filter(Row::hasInterval).toList(), Row::low, column("low"));
            if (reference <= 0) {
                throw new IllegalArgumentException(
                        "reference(%s): a logarithmic axis begins above 0".formatted(decimal(reference)));
            }
        }
        var traces = new ArrayList<JsonTrace>();
        var places = places(rows);
        double first = lanes ? 0 : Collections.min(places);
        double last = lanes ? rows.categories().size() - 1 : Collections.max(places);
        double margin = lanes ? 0.5 : last == first ? 1 : 0.02 * (last - first);
        double end = last + margin;
        // The line's label stands before the first lane.
        double start = first - (lanes && !Double.isNaN(reference) ? 1 : margin);
        traces.add(dots(rows, places, lanes));
        if (!Double.isNaN(reference)) {
            traces.add(line(start, end, lanes));
        }
        var values = new LinkedHashMap<String, Object>();
        values.put("title", Map.of("text", valueTitle()));
        values.put("type", log ? "log" : "linear");
        var along = new LinkedHashMap<String, Object>();
        along.put("range", lanes ? List.of(end, start) : List.of(start, end));
        along.put("showgrid", false);
        if (lanes) {
            along.put("tickmode", "array");
            along.put(
                    "tickvals",
                    IntStream.range(0, rows.categories().size()).boxed().toList());
            along.put("ticktext", rows.categories().stream().map(Markup::label).toList());
        } else {
            along.put("title", Map.of("text", has("x") ? Markup.literal(column("x")) : "row"));
        }
        var layout = new LinkedHashMap<String, Object>();
        layout.put(lanes ? "xaxis" : "yaxis", values);
        layout.put(lanes ? "yaxis" : "xaxis", along);
        layout.put("showlegend", false);
        layout.put("height", lanes ? 190 + 40 * rows.categories().size() : 430);
        if (!Double.isNaN(reference)) {
            layout.put("annotations", List.of(label(lanes, start, end)));
        }
        return figure(rows, layout, traces, sentence(rows));
    }

    private JsonTrace line(double start, double end, boolean lanes) {
        var along = List.of(start, end);
        var at = List.of(reference, reference);
        return JsonTrace.of(Map.of(
                "type",
                "scatter",
                "mode",
                "lines",
                "x",
                lanes ? at : along,
                "y",
                lanes ? along : at,
                "name",
                Markup.literal(referenceLabel),
                "hoverinfo",
                "skip",
                "legendgroup",
                "reference",
                "line",
                Map.of("dash", "dash", "width", 1.5, "color", Theme.TEXT)));
    }

    private Map<String, ?> label(boolean lanes, double start, double end) {
        var label = new LinkedHashMap<String, Object>();
        label.put("text", Markup.literal("%s: %s".formatted(referenceLabel, decimal(reference))));
        double at = log ? Math.log10(reference) : reference;
        label.putAll(Map.of("x", lanes ? at : end, "y", lanes ? start : at, "showarrow", false));
        label.putAll(Map.of("xanchor", lanes ? "left" : "right", "yanchor", lanes ? "top" : "bottom"));
        label.put("xshift", lanes ? 4 : 0);
        return label;
    }

    private List<Double> places(Rows rows) {
        var categories = rows.categories();
        var inLane = rows.drawn().stream().collect(Collectors.groupingBy(Row::category, Collectors.counting()));
        var places = new ArrayList<Double>();
        for (var row : rows.drawn()) {
            int i = places.size();
            if (!has("category")) {
                places.add(has("x") ? row.x() : i + 1.0);
            } else {
                boolean alone = inLane.get(row.category()) == 1;
                places.add(categories.indexOf(row.category()) + (alone ? 0 : aside(i)));
            }
        }
        return places;
    }

    /** A place across the lane that depends on the row alone, so that every drawing is the same. */
    private static double aside(int i) {
        return SPREAD * (i * GOLDEN % 1 * 2 - 1);
    }

    private JsonTrace dots(Rows rows, List<Double> places, boolean lanes) {
        var drawn = rows.drawn();
        var values = drawn.stream().map(Row::value).toList();
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "scatter");
        trace.put("mode", "markers");
        trace.put("x", lanes ? values : places);
        trace.put("y", lanes ? places : values);
        if (has("low")) {
            trace.put(lanes ? "error_x" : "error_y", whiskers(drawn));
        }
        trace.putAll(hovers(drawn, DotChart::place));
        trace.put("legendgroup", "dots");
        trace.put("marker", Map.of("symbol", "circle", "size", drawn.size() > MANY ? 5 : 8, "opacity", 0.75));
        return JsonTrace.of(trace);
    }

    private static String place(Row row) {
        if (!row.category().isEmpty()) {
            return row.category();
        }
        return Double.isNaN(row.x()) ? "" : decimal(row.x());
    }

    private String sentence(Rows rows) {
        var compared = "";
        if (!Double.isNaN(reference)) {
            long below =
                    rows.drawn().stream().filter(row -> row.value() < reference).count();
            long above =
                    rows.drawn().stream().filter(row -> row.value() > reference).count();
            compared = "; %d of them below %s (%s), %d on it, %d above"
                    .formatted(
                            below,
                            decimal(reference),
                            referenceLabel,
                            rows.drawn().size() - below - above,
                            above);
        }
        return "Dot plot of %s, %d %s from %s to %s%s."
                .formatted(
                        column("value"),
                        rows.drawn().size(),
                        rows.drawn().size() == 1 ? "dot" : "dots",
                        decimal(lowest(rows).value()),
                        measured(highest(rows).value()),
                        compared);
    }
}
