package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.traces.Trace;

/**
 * Turns any {@code Figure} into the JSON that plotly.js 3 draws: {@code data}, {@code layout} with the theme beneath what
 * the figure says itself, and {@code config}.
 *
 * <p>Whether a figure is valid and whether the plotly of our pages can draw it are two questions: {@link #of} answers the
 * first, {@link #requireDrawable} the second. Other hosts draw more kinds. No state; time and size are linear in the data.
 */
public final class PlotlyJson {

    /** What the cartesian build of plotly.js 3.7 draws. */
    private static final Set<String> DRAWABLE = Set.of(
            "bar",
            "box",
            "contour",
            "heatmap",
            "histogram",
            "histogram2d",
            "histogram2dcontour",
            "image",
            "pie",
            "scatter",
            "scatterternary",
            "violin");

    private static final Map<String, String> INSTEAD = Map.of(
            "candlestick",
                    "draw low to high as error bars of a scatter trace (JsonTrace, error_y), or a box per period",
            "ohlc", "draw low to high as error bars of a scatter trace (JsonTrace, error_y), or a box per period",
            "scatter3d", "draw two of the three quantities, the third as the colour or size of the points",
            "surface", "draw a heat map or a contour",
            "scattergl", "draw a scatter, thinned to a few thousand points",
            "waterfall", "draw bars with a base (JsonTrace, base)",
            "funnel", "draw horizontal bars");

    private PlotlyJson() {}

    /**
     * Returns the figure as JSON.
     *
     * @throws IllegalArgumentException if the figure has no trace, or a trace says what no plotly reads
     */
    public static ObjectNode of(Figure figure) {
        Objects.requireNonNull(figure, "PlotlyJson.of(null): there is no figure");
        var traces = figure.getTraces();
        if (traces == null || traces.length == 0) {
            throw new IllegalArgumentException("the figure has no trace, so there is nothing to draw: add one");
        }
        var json = JsonNodeFactory.instance.objectNode();
        var data = json.putArray("data");
        for (int i = 0; i < traces.length; i++) {
            if (traces[i] == null) {
                throw new IllegalArgumentException("trace %d of the figure is null: leave it out".formatted(i));
            }
            data.add(trace(traces[i], i));
        }
        var layout = figure.getLayout() == null
                ? json.objectNode()
                : Repair.layout(JsLiteral.parse(figure.getLayout().asJavascript()));
        if (figure instanceof JsonFigure patched) {
            Json.putAbove(layout, patched.patch());
        }
        json.set("layout", layout);
        var config = figure.getConfig() == null
                ? json.objectNode()
                : Repair.config(JsLiteral.parse(figure.getConfig().asJavascript()));
        json.set("config", config);
        Theme.putBelow(json);
        return json;
    }

    /** Returns a trace's own attributes, without the theme. */
    static ObjectNode trace(Trace trace, int index) {
        if (trace instanceof JsonTrace json) {
            return json.json();
        }
        String script;
        try {
            script = trace.asJavascript(index);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "trace %d (%s) cannot be written, probably since something that it needs was not set: %s"
                            .formatted(index, trace.getClass().getSimpleName(), e.getMessage()),
                    e);
        }
        return Repair.trace(JsLiteral.parse(script));
    }

    /**
     * Refuses what the plotly of our pages cannot draw.
     *
     * @param figure what {@link #of} returned
     * @throws UndrawableException if a trace is of a kind that it lacks; the message names the kind and what to use
     */
    public static void requireDrawable(JsonNode figure) {
        var undrawable = StreamSupport.stream(figure.path("data").spliterator(), false)
                .map(trace -> trace.path("type").asText("scatter"))
                .filter(kind -> !DRAWABLE.contains(kind))
                .findFirst();
        if (undrawable.isPresent()) {
            var kind = undrawable.get();
            throw new UndrawableException(
                    kind, INSTEAD.getOrDefault(kind, "use a bar, scatter, box, histogram or heat map"));
        }
    }
}
