package interleave.lab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A trace that says what jsplot's traces cannot: error bars, a bar's base, texts, widths, hover templates, any attribute
 * of plotly's reference. It goes into any {@code Figure} beside jsplot's own traces.
 *
 * <p>Attributes are named as in plotly's reference; values are numbers, texts, booleans, arrays, collections, Tablesaw
 * columns (a missing value leaves a gap) and maps of these. Texts are plotly's markup: {@link Markup#literal(String)}
 * shows foreign text as written. The value is immutable.
 *
 * <p>{@snippet :
 * JsonTrace.with(BarTrace.builder(names, scores).build(),
 *         Map.of("error_y", Map.of("type", "data", "array", above, "arrayminus", below)))
 * }
 */
public final class JsonTrace implements Trace {

    private final ObjectNode attributes;

    private JsonTrace(ObjectNode attributes) {
        this.attributes = attributes;
    }

    /**
     * Returns a trace of these attributes.
     *
     * @param attributes at least {@code type}, such as "bar" or "scatter"
     * @throws IllegalArgumentException if there is no type
     */
    public static JsonTrace of(Map<String, ?> attributes) {
        Objects.requireNonNull(attributes, "JsonTrace.of(null): give plotly's attributes, for instance type, x and y");
        var json = Json.object(attributes);
        if (!json.path("type").isTextual()) {
            throw new IllegalArgumentException(
                    "a trace without a type: add an entry such as type = \"bar\" to " + attributes.keySet());
        }
        return new JsonTrace(json);
    }

    /** Returns the trace with these attributes put above its own: objects are merged, all else is replaced. */
    public static JsonTrace with(Trace trace, Map<String, ?> attributes) {
        Objects.requireNonNull(trace, "JsonTrace.with(null, …): give the trace that the attributes belong to");
        Objects.requireNonNull(attributes, "JsonTrace.with(trace, null): give plotly's attributes");
        var json = PlotlyJson.trace(trace, 0);
        Json.putAbove(json, Json.object(attributes));
        return new JsonTrace(json);
    }

    /** Returns a copy of the attributes. */
    ObjectNode json() {
        return attributes.deepCopy();
    }

    /** Returns the trace as jsplot's own page wants it: a script that declares a variable. */
    @Override
    public String asJavascript(int i) {
        return "var trace" + i + " = " + attributes.toString().replace("<", "\\u003c") + ";";
    }

    /** Returns the name in the legend, or an empty text. */
    @Override
    public String name() {
        return attributes.path("name").asText("");
    }

    /** Returns {@code null}: a hover label is one of the attributes. */
    @Override
    public HoverLabel hoverLabel() {
        return null;
    }

    @Override
    public boolean showLegend() {
        return attributes.path("showlegend").asBoolean(true);
    }
}
