package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The numbers of a chart as a table, made from the same JSON that is drawn: one row for each point, with the name of its
 * series where there are several, and the ends of its interval where it has one.
 */
public final class ChartTable {

    private static final String SERIES = "series";
    private static final List<String> SINGLE =
            List.of("labels", "values", "open", "close", "low", "q1", "median", "q3", "high");

    private final Map<String, List<Object>> columns = new LinkedHashMap<>();
    private final JsonNode layout;
    private int rows;

    private ChartTable(JsonNode layout) {
        this.layout = layout;
    }

    /**
     * Returns the table of a figure.
     *
     * @param figure plotly's JSON: {@code data} and {@code layout}
     */
    public static Table of(JsonNode figure) {
        var table = new ChartTable(figure.path("layout"));
        var traces = new ArrayList<JsonNode>();
        figure.path("data").forEach(traces::add);
        // What only fills an area or repeats a series for the eye says so itself: it has no hover text.
        traces.removeIf(trace -> "skip".equals(trace.path("hoverinfo").asText())
                || (trace.has("visible") && !trace.path("visible").asBoolean(true)));
        boolean several = traces.size() > 1;
        for (int i = 0; i < traces.size(); i++) {
            table.add(traces.get(i), several ? traces.get(i).path("name").asText("trace " + i) : null);
        }
        return table.table();
    }

    private void add(JsonNode trace, String series) {
        if (trace.path("z").path(0).isArray()) {
            addCells(trace, series);
            return;
        }
        var arrays = new LinkedHashMap<String, JsonNode>();
        var x = axis(trace, "x");
        var y = axis(trace, "y");
        put(arrays, x, named(trace, "x"));
        put(arrays, x.equals(y) ? y + " (y)" : y, named(trace, "y"));
        for (var each : List.of("x", "y")) {
            putEnds(arrays, trace, each);
        }
        put(arrays, "from", trace.path("base"));
        put(arrays, "text", trace.path("text"));
        for (var name : SINGLE) {
            put(arrays, name, trace.path(name));
        }
        int length = arrays.values().stream().mapToInt(JsonNode::size).max().orElse(0);
        for (int row = 0; row < length; row++) {
            if (series != null) {
                set(SERIES, Markup.plain(series));
            }
            int at = row;
            arrays.forEach((name, values) -> set(name, value(values.path(at))));
            rows++;
        }
    }

    private void addCells(JsonNode trace, String series) {
        var x = axis(trace, "x");
        var y = axis(trace, "y");
        var z = Markup.plain(trace.path("colorbar").path("title").path("text").asText("value"));
        for (int row = 0; row < trace.path("z").size(); row++) {
            for (int column = 0; column < trace.path("z").path(row).size(); column++) {
                if (series != null) {
                    set(SERIES, Markup.plain(series));
                }
                set(y, value(trace.path("y").has(row) ? trace.path("y").path(row) : number(row)));
                set(x, value(trace.path("x").has(column) ? trace.path("x").path(column) : number(column)));
                set(z, value(trace.path("z").path(row).path(column)));
                rows++;
            }
        }
    }

    private static JsonNode number(int value) {
        return Json.number(value);
    }

    private static void put(Map<String, JsonNode> arrays, String name, JsonNode values) {
        if (values.isArray() && !values.isEmpty()) {
            arrays.put(name, values);
        }
    }

    /** The ends of an interval, as values: plotly has distances. */
    private static void putEnds(Map<String, JsonNode> arrays, JsonNode trace, String axis) {
        var error = trace.path("error_" + axis);
        var values = trace.path(axis);
        if (!error.path("array").isArray() || !error.path("visible").asBoolean(true)) {
            return;
        }
        var below = error.path("arrayminus").isArray() ? error.path("arrayminus") : error.path("array");
        var low = values.isArray() ? Json.of(List.of()) : null;
        var ends = new ArrayList<JsonNode>();
        var highs = new ArrayList<JsonNode>();
        for (int i = 0; i < values.size() && low != null; i++) {
            ends.add(Json.number(
                    values.path(i).asDouble(Double.NaN) - below.path(i).asDouble(Double.NaN)));
            highs.add(Json.number(values.path(i).asDouble(Double.NaN)
                    + error.path("array").path(i).asDouble(Double.NaN)));
        }
        put(arrays, "interval from", Json.of(ends));
        put(arrays, "interval to", Json.of(highs));
    }

    /** Returns the title of the trace's axis; of an axis without one, what it counts. */
    private String axis(JsonNode trace, String letter) {
        var title = title(axisOf(trace, letter));
        return !title.isBlank() ? title : hasLanes(axisOf(trace, letter)) ? "lane" : letter;
    }

    private JsonNode axisOf(JsonNode trace, String letter) {
        return layout.path(
                letter + "axis" + trace.path(letter + "axis").asText(letter).substring(1));
    }

    private static String title(JsonNode axis) {
        var title = axis.path("title");
        return Markup.plain(
                        title.isTextual() ? title.asText() : title.path("text").asText(""))
                .replace('\n', ' ');
    }

    /** Whether numbers along the axis are no measure, which a title would name, but stand for names. */
    private static boolean hasLanes(JsonNode axis) {
        return title(axis).isBlank()
                && axis.path("tickvals").path(0).isNumber()
                && axis.path("ticktext").size() == axis.path("tickvals").size();
    }

    /** Returns the values along an axis, in place of a number in a lane the lane's name. */
    private JsonNode named(JsonNode trace, String letter) {
        var axis = axisOf(trace, letter);
        var values = trace.path(letter);
        if (!hasLanes(axis) || !values.isArray()) {
            return values;
        }
        return Json.of(values.valueStream()
                .map(value -> value.isNumber() ? lane(axis, value.doubleValue()) : value)
                .toList());
    }

    /** Dots that would hide each other stand beside the middle of their lane. */
    private static JsonNode lane(JsonNode axis, double at) {
        int nearest = 0;
        for (int i = 1; i < axis.path("tickvals").size(); i++) {
            if (Math.abs(axis.path("tickvals").path(i).doubleValue() - at)
                    < Math.abs(axis.path("tickvals").path(nearest).doubleValue() - at)) {
                nearest = i;
            }
        }
        return axis.path("ticktext").path(nearest);
    }

    private static Object value(JsonNode value) {
        return value.isNumber()
                ? (Object) value.doubleValue()
                : value.isMissingNode() || value.isNull()
                        ? null
                        : Markup.plain(value.asText()).replace('\n', ' ');
    }

    private void set(String column, Object value) {
        var values = columns.computeIfAbsent(column, _ -> new ArrayList<>());
        while (values.size() < rows) {
            values.add(null);
        }
        values.add(value);
    }

    private Table table() {
        var title = layout.path("title");
        var table = Table.create(Markup.plain(
                        title.isTextual() ? title.asText() : title.path("text").asText("Data of the chart"))
                .replace('\n', ' '));
        columns.forEach((name, values) -> {
            while (values.size() < rows) {
                values.add(null);
            }
            if (values.stream().allMatch(value -> value == null || value instanceof Double)) {
                var column = DoubleColumn.create(name);
                values.forEach(value -> column.append(value == null ? Double.NaN : (Double) value));
                table.addColumns(column);
            } else {
                var column = StringColumn.create(name);
                values.forEach(value -> column.append(value == null ? "" : text(value)));
                table.addColumns(column);
            }
        });
        return table;
    }

    private static String text(Object value) {
        return value instanceof Double number ? Json.number(number).asText() : value.toString();
    }
}
