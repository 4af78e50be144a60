package interleave.lab.plot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.Trace;

/**
 * A figure whose layout says what jsplot's cannot: annotations, shapes, facets with axes of their own, a subtitle, where
 * the legend stands. It is a {@code Figure} like any other to everything that takes one.
 *
 * <p>The patch is plotly's own layout, merged above what jsplot's {@code Layout} says. The patch and the description
 * never change; traces and layout may, as in any {@code Figure}.
 */
public final class JsonFigure extends Figure {

    private final ObjectNode patch;
    private final String description;

    private JsonFigure(Layout layout, ObjectNode patch, String description, Trace... traces) {
        super(layout, traces);
        this.patch = patch;
        this.description = description;
    }

    /**
     * Returns a figure of these traces.
     *
     * @param layout plotly's layout attributes
     */
    public static JsonFigure of(Map<String, ?> layout, Trace... traces) {
        Objects.requireNonNull(layout, "JsonFigure.of(null, …): give plotly's layout attributes, Map.of() for none");
        return new JsonFigure(null, Json.object(layout), "", traces);
    }

    /** Returns a figure with the same traces and layout, and these layout attributes put above. */
    public static JsonFigure with(Figure figure, Map<String, ?> layout) {
        Objects.requireNonNull(figure, "JsonFigure.with(null, …): give the figure that the attributes belong to");
        Objects.requireNonNull(layout, "JsonFigure.with(figure, null): give plotly's layout attributes");
        var patch = Json.object(layout);
        var description = "";
        if (figure instanceof JsonFigure json) {
            var merged = json.patch();
            Json.putAbove(merged, patch);
            patch = merged;
            description = json.description;
        }
        var changed = new JsonFigure(figure.getLayout(), patch, description, figure.getTraces());
        changed.setConfig(figure.getConfig());
        return changed;
    }

    /** Returns this figure with one sentence that says what it shows, for those who cannot see it. */
    public JsonFigure described(String sentence) {
        Objects.requireNonNull(sentence, "described(null): say in one sentence what the figure shows");
        var described = new JsonFigure(getLayout(), patch, sentence, getTraces());
        described.setConfig(getConfig());
        return described;
    }

    /** Returns the sentence that says what the figure shows, if it has one. */
    public Optional<String> description() {
        return description.isBlank() ? Optional.empty() : Optional.of(description);
    }

    /** Returns a copy of the layout attributes. */
    ObjectNode patch() {
        return patch.deepCopy();
    }
}
