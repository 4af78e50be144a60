package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The theme of one axis: a grid only where values are read off, ticks outside, bars from zero, and on a logarithmic axis
 * ticks that name whole decades, or 1, 2 and 5 of each where there are few.
 */
final class ThemedAxis {

    private static final int MANY_DECADES = 2;

    private static final int LONG_LINE = 40;

    private final ObjectNode axis;
    private final char letter;
    private final List<JsonNode> traces;

    ThemedAxis(String name, ObjectNode axis, ArrayNode data) {
        this.axis = axis;
        this.letter = name.charAt(0);
        var id = letter + name.substring("xaxis".length());
        this.traces = new ArrayList<>();
        for (var trace : data) {
            if (trace.path(letter + "axis").asText(String.valueOf(letter)).equals(id)) {
                traces.add(trace);
            }
        }
    }

    void putBelow() {
        boolean heat = traces.stream().anyMatch(trace -> trace.has("z"));
        boolean positions = traces.stream().anyMatch(this::givesPositions);
        boolean bars = traces.stream().anyMatch(trace -> isBarLike(trace) && !givesPositions(trace));
        boolean log = axis.path("type").asText().equals("log");
        var style = new LinkedHashMap<String, Object>();
        style.put("automargin", true);
        style.put("zeroline", false);
        boolean grid = axis.path("showgrid").asBoolean(!heat && !positions);
        style.put("showgrid", grid);
        if (grid) {
            style.put("gridcolor", Theme.GRID);
        }
        if (!heat) {
            style.putAll(Map.of("showline", true, "linecolor", Theme.AXIS));
            style.putAll(Map.of("ticks", "outside", "ticklen", 4, "tickcolor", Theme.AXIS));
        }
        boolean labels = axis.path("showticklabels").asBoolean(true);
        if (labels) {
            style.put("tickfont", Map.of("size", 12, "color", Theme.QUIET));
        }
        if (axis.has("title")) {
            style.put("title", Map.of("standoff", 10, "font", Map.of("size", 13, "color", Theme.TEXT)));
        }
        if (log) {
            style.putAll(logTicks());
        } else if (!hasNames()) {
            if (labels) {
                style.putAll(Map.of("separatethousands", true, "minexponent", 6));
            }
            if (bars) {
                style.put("rangemode", "tozero");
            }
        }
        Json.putBelow(axis, Json.object(style));
        shorten();
    }

    private static boolean isLong(String name) {
        return Markup.plain(name).lines().anyMatch(line -> line.length() > LONG_LINE);
    }

    /** Names that would leave no room for the plot stand in several lines, the longest cut. */
    private void shorten() {
        var names = traces.stream()
                .flatMap(trace -> trace.path(String.valueOf(letter)).valueStream())
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .distinct()
                .toList();
        if (!axis.has("tickvals") && names.stream().anyMatch(ThemedAxis::isLong)) {
            axis.put("tickmode", "array");
            axis.set("tickvals", Json.of(names));
            axis.set("ticktext", Json.of(names.stream().map(Markup::relabel).toList()));
        }
    }

    /** Whether categories or dates stand along this axis. */
    private boolean hasNames() {
        boolean stated = axis.has("type")
                && !List.of("-", "linear").contains(axis.path("type").asText());
        return stated
                || traces.stream()
                        .flatMap(trace -> trace.path(String.valueOf(letter)).valueStream())
                        .anyMatch(JsonNode::isTextual);
    }

    private static boolean isBarLike(JsonNode trace) {
        return List.of("bar", "histogram").contains(ThemedLayout.kind(trace));
    }

    /** Whether the trace puts its bars or boxes along this axis, rather than measures them by it. */
    private boolean givesPositions(JsonNode trace) {
        boolean boxes = List.of("bar", "box", "violin").contains(ThemedLayout.kind(trace));
        return boxes && (letter == 'y') == ThemedLayout.isHorizontal(trace);
    }

    private Map<String, ?> logTicks() {
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (var trace : traces) {
            for (var value : trace.path(String.valueOf(letter))) {
                if (value.isNumber() && value.asDouble() > 0) {
                    low = Math.min(low, value.asDouble());
                    high = Math.max(high, value.asDouble());
                }
            }
        }
        if (axis.has("tickvals") || axis.has("dtick") || axis.has("nticks") || !(high > 0)) {
            return Map.of();
        }
        if (Math.log10(high / low) > MANY_DECADES) {
            boolean readable = low >= 1e-3 && high < 1e6;
            return Map.of(
                    "dtick",
                    1,
                    "exponentformat",
                    readable ? "none" : "power",
                    "separatethousands",
                    true,
                    "minexponent",
                    0);
        }
        var values = new ArrayList<Double>();
        for (int decade = (int) Math.floor(Math.log10(low)) - 1; decade <= Math.log10(high) + 1; decade++) {
            for (int step : new int[] {1, 2, 5}) {
                values.add(new BigDecimal(step).scaleByPowerOfTen(decade).doubleValue());
            }
        }
        return Map.of("tickmode", "array", "tickvals", values, "separatethousands", true, "minexponent", 6);
    }
}
