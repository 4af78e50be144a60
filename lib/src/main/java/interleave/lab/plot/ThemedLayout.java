package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The theme of the layout: title and subtitle at the left edge, the legend between them and the plot, margins that hold
 * them, a height that fits the rows, and axes.
 *
 * <p>Plotly breaks no line of a title, so it is broken here, for a page of common width; {@code layout.meta} keeps title
 * and subtitle unbroken, for a page that knows its width and breaks them again.
 */
final class ThemedLayout {

    private static final String CLEAR = "rgba(0,0,0,0)";
    private static final int TITLE_WIDTH = 68;
    private static final int SUBTITLE_WIDTH = 96;
    private static final int X_TITLE_WIDTH = 80;
    private static final int Y_TITLE_WIDTH = 44;
    /** Where plotly draws one line of title and of subtitle, and how much further each line more reaches, in pixels. */
    private static final int TITLE_BOTTOM = 28;

    private static final int TITLE_LINE = 22;
    private static final int TITLE_RISE = 6;
    private static final int SUBTITLE_BOTTOM = 61;
    private static final int SUBTITLE_DROP = 18;
    private static final int SUBTITLE_LINE = 17;
    private static final int LEGEND = 36;
    private static final int LEGEND_LINE = 19;
    private static final int NO_LEGEND = 12;

    /** Room for the axis below the plot. */
    private static final int BELOW = 64;

    private static final int PLOT_HEIGHT = 340;
    /** Characters of legend entries that fit beside one another, each entry with its sample line. */
    private static final int LEGEND_WIDTH = 84;

    private static final int LEGEND_SAMPLE = 7;

    private final ObjectNode layout;
    private final ArrayNode data;

    private ThemedLayout(ObjectNode layout, ArrayNode data) {
        this.layout = layout;
        this.data = data;
    }

    static void putBelow(ObjectNode layout, ArrayNode data) {
        var themed = new ThemedLayout(layout, data);
        int title = themed.title();
        Json.putBelow(layout, Json.object(common()));
        if (data.valueStream().anyMatch(trace -> kind(trace).equals("histogram"))) {
            Json.putBelow(layout, Json.object(Map.of("bargap", 0.04)));
        }
        if (data.valueStream().anyMatch(ThemedLayout::isBar)) {
            Json.putBelow(layout, Json.object(Map.of("barmode", "group", "bargap", 0.3, "bargroupgap", 0.06)));
        }
        int legend = themed.legend();
        int top = title + (legend == 0 ? NO_LEGEND : LEGEND + LEGEND_LINE * (legend - 1));
        Json.putBelow(layout, Json.object(Map.of("margin", Map.of("l", 16, "r", 20, "t", top, "b", 16))));
        if (!layout.has("height")) {
            layout.put("height", layout.path("margin").path("t").asInt(top) + BELOW + themed.plotHeight());
        }
        if (themed.hasAxes()) {
            Json.putBelow(layout, Json.object(Map.of("plot_bgcolor", CLEAR)));
            themed.axes();
        }
    }

    private static Map<String, ?> common() {
        var common = new LinkedHashMap<String, Object>();
        common.put("font", Map.of("family", Theme.FONT, "size", 13, "color", Theme.TEXT));
        common.put("paper_bgcolor", CLEAR);
        common.put("colorway", Theme.SERIES);
        common.put("hovermode", "closest");
        common.put(
                "hoverlabel",
                Map.of(
                        "bgcolor",
                        Theme.PAPER,
                        "bordercolor",
                        Theme.AXIS,
                        "font",
                        Map.of("color", Theme.TEXT, "size", 13),
                        "align",
                        "left",
                        "namelength",
                        -1));
        common.put("modebar", Map.of("bgcolor", CLEAR, "color", Theme.AXIS, "activecolor", Theme.TEXT));
        return common;
    }

    /** Breaks title and subtitle into lines and returns where they end, in pixels from the top. */
    private int title() {
        if (layout.path("title").isTextual()) {
            layout.putObject("title").put("text", layout.get("title").asText());
        }
        if (!(layout.path("title") instanceof ObjectNode title)
                || title.path("text").asText().isEmpty()) {
            return NO_LEGEND;
        }
        var unbroken = new LinkedHashMap<String, Object>();
        unbroken.put("title", title.get("text"));
        int more = breakLines(title, TITLE_WIDTH) - 1;
        int bottom = TITLE_BOTTOM + TITLE_LINE * more;
        if (title.path("subtitle") instanceof ObjectNode subtitle && subtitle.has("text")) {
            unbroken.put("subtitle", subtitle.get("text"));
            bottom =
                    SUBTITLE_BOTTOM + SUBTITLE_DROP * more + SUBTITLE_LINE * (breakLines(subtitle, SUBTITLE_WIDTH) - 1);
            Json.putBelow(subtitle, Json.object(Map.of("font", Map.of("size", 13, "color", Theme.QUIET))));
        }
        Json.putBelow(title, Json.object(titlePlace(more)));
        if (!layout.has("meta")) {
            layout.set("meta", Json.object(unbroken));
        }
        return bottom;
    }

    private static Map<String, ?> titlePlace(int linesMore) {
        return Map.of(
                "x",
                0,
                "xref",
                "container",
                "xanchor",
                "left",
                "y",
                1,
                "yref",
                "container",
                "yanchor",
                "top",
                // Plotly lifts a title by a part of each line that it has more.
                "pad",
                Map.of("l", 12, "t", 12 + TITLE_RISE * linesMore),
                "font",
                Map.of("size", 17, "weight", 600, "color", Theme.TEXT));
    }

    private static int breakLines(ObjectNode title, int width) {
        var broken = Markup.wrap(title.path("text").asText(), width);
        title.put("text", broken);
        return Markup.lines(broken);
    }

    /** Says whether there is a legend, and returns the lines that it takes above the plot. */
    private int legend() {
        int entries = 0;
        int width = 0;
        int lines = 1;
        int above = 0;
        for (var trace : data) {
            boolean listed = trace.path("showlegend").asBoolean(trace.has("name"));
            if (listed) {
                entries++;
                var name = trace.path("name").asText("trace");
                int longest = Markup.plain(name)
                        .lines()
                        .mapToInt(String::length)
                        .max()
                        .orElse(0);
                int entry = LEGEND_SAMPLE + longest;
                if (width > 0 && width + entry > LEGEND_WIDTH) {
                    above += lines;
                    lines = 1;
                    width = 0;
                }
                width += entry;
                lines = Math.max(lines, Markup.lines(name));
            }
        }
        if (!layout.has("showlegend")) {
            layout.put("showlegend", entries > 1);
        }
        if (layout.path("showlegend").asBoolean()) {
            Json.putBelow(layout, Json.object(Map.of("legend", legendPlace())));
        }
        boolean onTop = layout.path("legend").path("orientation").asText().equals("h")
                && layout.path("legend").path("y").asDouble() >= 1;
        return layout.path("showlegend").asBoolean() && onTop ? above + lines : 0;
    }

    private static Map<String, ?> legendPlace() {
        return Map.of("orientation", "h", "x", 0, "xanchor", "left", "y", 1, "yanchor", "bottom", "bgcolor", CLEAR);
    }

    /** Horizontal bars take a height by their number, all else a common one. */
    private int plotHeight() {
        var rows = new TreeSet<String>();
        int members = 0;
        for (var trace : data) {
            if (isBar(trace) && isHorizontal(trace)) {
                trace.path("y").forEach(each -> rows.add(each.asText()));
                members++;
            }
        }
        boolean beside = layout.path("barmode").asText("group").equals("group");
        int row = members > 1 && beside ? 16 + 18 * members : 34;
        return rows.isEmpty() ? PLOT_HEIGHT : Math.max(60, row * rows.size());
    }

    private boolean hasAxes() {
        for (var trace : data) {
            if (!List.of("pie", "scatter3d", "surface", "scatterternary").contains(kind(trace))) {
                return true;
            }
        }
        return false;
    }

    private void axes() {
        var names = new TreeSet<String>(List.of("xaxis", "yaxis"));
        layout.properties().stream()
                .map(Map.Entry::getKey)
                .filter(key -> key.matches("[xy]axis\\d*"))
                .forEach(names::add);
        for (var trace : data) {
            names.add("xaxis" + trace.path("xaxis").asText("x").substring(1));
            names.add("yaxis" + trace.path("yaxis").asText("y").substring(1));
        }
        for (var name : names) {
            var axis = layout.path(name) instanceof ObjectNode object ? object : layout.putObject(name);
            if (axis.path("title").isTextual()) {
                axis.putObject("title").put("text", axis.get("title").asText());
            }
            if (axis.path("title") instanceof ObjectNode title && title.has("text")) {
                breakLines(title, name.startsWith("x") ? X_TITLE_WIDTH : Y_TITLE_WIDTH);
            }
            new ThemedAxis(name, axis, data).putBelow();
        }
    }

    static String kind(JsonNode trace) {
        return trace.path("type").asText("scatter");
    }

    static boolean isBar(JsonNode trace) {
        return kind(trace).equals("bar");
    }

    static boolean isHorizontal(JsonNode trace) {
        return trace.path("orientation").asText("v").equals("h");
    }
}
