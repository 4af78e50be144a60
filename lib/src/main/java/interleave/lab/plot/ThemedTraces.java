package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The theme of the traces: colour, shape and dash by series, quiet whiskers, one colour scale.
 *
 * <p>Traces that share a {@code legendgroup} are one series, so a series looks the same in every facet. What a trace says
 * itself stays; a trace that names one colour gets it for its lines and its points.
 */
final class ThemedTraces {

    private static final Set<String> SCALED = Set.of("heatmap", "contour", "histogram2d", "histogram2dcontour");
    /** Longer names are broken into lines. */
    private static final int NAME_WIDTH = 48;

    private ThemedTraces() {}

    static void putBelow(ArrayNode data) {
        var series = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < data.size(); i++) {
            var trace = (ObjectNode) data.get(i);
            var group = trace.path("legendgroup").asText("trace " + i);
            int index = series.computeIfAbsent(group, _ -> series.size());
            if (trace.path("name").isTextual()) {
                trace.put("name", Markup.wrap(trace.get("name").textValue(), NAME_WIDTH));
            }
            Json.putBelow(trace, Json.object(style(trace, index)));
        }
    }

    private static Map<String, ?> style(JsonNode trace, int index) {
        var kind = trace.path("type").asText("scatter");
        var colour = colour(trace, index);
        return switch (kind) {
            case "bar" -> withWhiskers(trace, Map.of("marker", bar(trace, colour)));
            case "histogram" -> Map.of("marker", Map.of("color", colour));
            case "box", "violin" ->
                Map.of(
                        "marker", Map.of("color", colour, "size", 5),
                        "line", Map.of("color", colour, "width", 1.5),
                        "fillcolor", Theme.pale(colour));
            case "pie" ->
                Map.of(
                        "marker",
                        Map.of("colors", Theme.SERIES, "line", Map.of("color", Theme.PAPER, "width", 1)),
                        "textinfo",
                        "label+percent");
            case "scatter" -> withWhiskers(trace, scatter(trace, index, colour));
            default -> SCALED.contains(kind) ? scaled(trace) : Map.of();
        };
    }

    /** A whisker begins inside its bar, so a bar with whiskers is lighter, within a firm outline. */
    private static Map<String, ?> bar(JsonNode trace, String colour) {
        boolean whiskers = trace.has("error_x") || trace.has("error_y");
        return whiskers && colour.length() == 7
                ? Map.of("color", Theme.half(colour), "line", Map.of("color", colour, "width", 1.2))
                : Map.of("color", colour);
    }

    private static Map<String, ?> scatter(JsonNode trace, int index, String colour) {
        var style = new LinkedHashMap<String, Object>();
        int points = Math.max(trace.path("x").size(), trace.path("y").size());
        var mode = trace.path("mode").asText(points < 20 ? "lines+markers" : "lines");
        style.put("mode", mode);
        if (mode.contains("markers")) {
            var shape = Theme.SHAPES.get(index % Theme.SHAPES.size());
            style.put("marker", Map.of("color", colour, "symbol", shape, "size", 8));
        }
        if (mode.contains("lines")) {
            var dash = Theme.DASHES.get(index % Theme.DASHES.size());
            style.put("line", Map.of("color", colour, "dash", dash, "width", 2));
        }
        if (trace.path("fill").asText("none").startsWith("to")) {
            style.put("fillcolor", Theme.pale(colour));
        }
        return style;
    }

    private static Map<String, ?> scaled(JsonNode trace) {
        boolean numbered = trace.has("texttemplate");
        var style = new LinkedHashMap<String, Object>();
        style.put("colorscale", stops(numbered ? Theme.TINTS : Theme.SCALE));
        style.put(
                "colorbar",
                Map.of(
                        "outlinewidth",
                        0,
                        "thickness",
                        14,
                        "ticks",
                        "outside",
                        "ticklen",
                        4,
                        "tickfont",
                        Map.of("size", 12, "color", Theme.QUIET)));
        if (numbered) {
            style.put("textfont", Map.of("color", Theme.ON_TINTS));
        }
        return style;
    }

    private static Object[][] stops(List<String> colours) {
        var stops = new Object[colours.size()][];
        for (int i = 0; i < stops.length; i++) {
            stops[i] = new Object[] {i / (stops.length - 1.0), colours.get(i)};
        }
        return stops;
    }

    private static Map<String, ?> withWhiskers(JsonNode trace, Map<String, ?> style) {
        var all = new LinkedHashMap<String, Object>(style);
        for (var axis : List.of("error_x", "error_y")) {
            if (trace.path(axis).isObject()) {
                all.put(axis, Map.of("color", Theme.TEXT, "thickness", 1.4, "width", 4));
            }
        }
        return all;
    }

    private static String colour(JsonNode trace, int index) {
        var line = trace.path("line").path("color");
        var marker = trace.path("marker").path("color");
        return line.isTextual() ? line.asText() : marker.isTextual() ? marker.asText() : Theme.colour(index);
    }
}
