package interleave.lab.plot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How our figures look where the figure itself says nothing: one font, one set of colours that colour-blind readers tell
 * apart, a shape and a dash for each series so that it reads without colour, a grid across the value axis alone.
 *
 * <p>The paper is transparent. The JSON holds the colours for a light page; {@link #dark()} maps each of them to its
 * counterpart on a dark one, so a page that is dark replaces colour by colour wherever one stands. No state.
 */
public final class Theme {

    static final String FONT = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", sans-serif";

    /** The colour of text, and of what is drawn as firmly. */
    public static final String TEXT = "#24292F";

    /** Colours of Okabe and Ito that have a meaning of their own in a chart. */
    public static final String GREEN = "#009E73";

    public static final String VERMILION = "#D55E00";
    public static final String ORANGE = "#E69F00";
    public static final String SKY = "#56B4E9";
    public static final String PINK = "#CC79A7";
    public static final String GREY = "#7F7F7F";

    static final String QUIET = "#57606A";
    static final String AXIS = "#8C959F";
    static final String GRID = "#E4E7EB";
    /** The colour of a page, for strokes upon bars. */
    public static final String PAPER = "#FEFEFE";

    /** The colours of Okabe and Ito, the strongest on white first. */
    static final List<String> SERIES = List.of("#0072B2", VERMILION, GREEN, PINK, ORANGE, SKY, GREY, "#000000");

    static final List<String> SHAPES =
            List.of("circle", "square", "diamond", "triangle-up", "cross", "x", "triangle-down", "star");
    static final List<String> DASHES =
            List.of("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "8px,2px,2px,2px,2px,2px", "2px,6px");

    /** Viridis: even steps of lightness, dark for little. */
    static final List<String> SCALE =
            List.of("#440154", "#472D7B", "#3B528B", "#2C728E", "#21918C", "#28AE80", "#5EC962", "#ADDC30", "#FDE725");

    /** Tints of one colour on which dark numbers can be read. */
    static final List<String> TINTS = List.of("#EEF5FA", "#C9E0EF", "#9DC8E3", "#6FAFD6", "#4A98C9");

    /** The colour of those numbers; it is none that a dark page replaces, since the tints stay. */
    static final String ON_TINTS = "#111418";

    private Theme() {}

    /**
     * Returns, for each colour of the theme on a light page, the one that takes its place on a dark page. Colours in the
     * JSON are spelt exactly as the keys; those of eight digits let the page shine through.
     */
    public static Map<String, String> dark() {
        var dark = new LinkedHashMap<String, String>();
        dark.put(TEXT, "#E6EDF3");
        dark.put(QUIET, "#A9B4C0");
        dark.put(AXIS, "#7D8792");
        dark.put(GRID, "#343B44");
        dark.put(PAPER, "#22272E");
        var series = List.of("#58ACE0", "#F08040", "#2FC79A", "#DE9CC2", "#F2B430", "#8CCBF2", "#A5A5A5", "#DDDDDD");
        for (int i = 0; i < series.size(); i++) {
            dark.put(SERIES.get(i), series.get(i));
            dark.put(pale(SERIES.get(i)), pale(series.get(i)));
            dark.put(half(SERIES.get(i)), half(series.get(i)));
        }
        return dark;
    }

    /** Returns the colour for areas and bands through which the grid is seen. */
    static String pale(String colour) {
        return colour + "33";
    }

    /** Returns the colour for bars on which a whisker is seen. */
    static String half(String colour) {
        return colour + "99";
    }

    static String colour(int series) {
        return SERIES.get(series % SERIES.size());
    }

    /** Puts the theme below what the figure says itself. */
    static void putBelow(ObjectNode figure) {
        var data = (ArrayNode) figure.get("data");
        var layout = (ObjectNode) figure.get("layout");
        ThemedTraces.putBelow(data);
        ThemedLayout.putBelow(layout, data);
        Json.putBelow((ObjectNode) figure.get("config"), config());
    }

    private static ObjectNode config() {
        var config = JsonNodeFactory.instance.objectNode();
        config.put("responsive", true).put("displaylogo", false).put("showEditInChartStudio", false);
        config.set(
                "modeBarButtonsToRemove",
                Json.of(List.of("sendDataToCloud", "lasso2d", "select2d", "autoScale2d", "toggleSpikelines")));
        return config;
    }
}
