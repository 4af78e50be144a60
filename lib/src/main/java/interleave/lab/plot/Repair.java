package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Repairs what jsplot writes and plotly.js 3 does not read: titles as plain strings, misspelt attributes, numbers and
 * truth values in quotes, values out of range, empty texts.
 */
final class Repair {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Map<String, String> MISSPELT =
            Map.of("showspike", "showspikes", "showExponent", "showexponent", "yaxis1", "yaxis");
    /** These are written in quotes whatever they are. */
    private static final Set<String> QUOTED =
            Set.of("autorange", "visible", "opacity", "nticks", "dtick", "tick0", "scaleratio");
    /** No attributes of plotly, or flaws that have none to stand for. */
    private static final Set<String> UNKNOWN = Set.of("ticksettings", "titlefont");

    private static final Set<String> LOOKS = Set.of("color", "family", "tickcolor", "spikecolor");
    private static final Set<String> DATA =
            Set.of("x", "y", "z", "open", "high", "low", "close", "values", "labels", "text", "ticktext");
    private static final Set<String> DIMENSIONS = Set.of("x", "y", "z", "range");
    private static final Set<String> NOTHING = Set.of("null", "NaN", "Infinity", "-Infinity");
    private static final Pattern DATE = Pattern.compile("-?\\d{4,}-\\d{2}-\\d{2}([T ].*)?");

    /** What jsplot's plots set when the author set nothing: width, height. */
    private static final Set<List<Integer>> DEFAULT_SIZES =
            Set.of(List.of(800, 600), List.of(900, 700), List.of(1000, 800));

    /** What jsplot's fonts and ticks say when the author said nothing. */
    private static final Set<String> DEFAULT_LOOKS = Set.of("#444", "Open Sans");

    private Repair() {}

    static ObjectNode trace(ObjectNode raw) {
        var trace = object(raw);
        var kind = trace.path("type").asText();
        if (kind.equals("scatter3d")) {
            trace.remove(List.of("xaxis", "yaxis"));
        }
        if (kind.equals("candlestick") || kind.equals("ohlc")) {
            trace.remove(List.of("mode", "marker"));
        }
        if (kind.equals("histogram") && !trace.has("y")) {
            trace.remove(List.of("nbinsy", "autobiny", "histfunc"));
        }
        if (kind.equals("histogram") && !trace.has("x")) {
            trace.remove(List.of("nbinsx", "autobinx", "histfunc"));
        }
        return trace;
    }

    static ObjectNode layout(ObjectNode raw) {
        var layout = object(raw);
        var size = List.of(layout.path("width").asInt(), layout.path("height").asInt());
        if (DEFAULT_SIZES.contains(size)) {
            layout.remove(List.of("width", "height"));
        }
        return layout;
    }

    static ObjectNode config(ObjectNode raw) {
        return object(raw);
    }

    private static ObjectNode object(ObjectNode raw) {
        var clean = NODES.objectNode();
        raw.properties().forEach(each -> {
            var key = MISSPELT.getOrDefault(each.getKey(), each.getKey());
            var value = value(key, each.getValue());
            boolean says = !value.isNull()
                    && !(value.isTextual() && value.textValue().isEmpty())
                    && !(LOOKS.contains(key) && DEFAULT_LOOKS.contains(value.asText()));
            if (says && !UNKNOWN.contains(key)) {
                clean.set(key, value);
            }
        });
        if (clean.path("shape").asText().equals("linear")) {
            clean.remove("smoothing");
        }
        if (!clean.has("tickprefix")) {
            clean.remove("showtickprefix");
        }
        if (!clean.has("ticksuffix")) {
            clean.remove("showticksuffix");
        }
        if (clean.path("title").isTextual() || raw.has("titlefont")) {
            title(clean, raw);
        }
        return clean;
    }

    private static void title(ObjectNode clean, ObjectNode raw) {
        var title = NODES.objectNode();
        if (clean.has("title")) {
            title.set("text", clean.get("title"));
        }
        if (raw.get("titlefont") instanceof ObjectNode font) {
            title.set("font", object(font));
        }
        clean.set("title", title);
    }

    private static JsonNode value(String key, JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array when DATA.contains(key) || DIMENSIONS.contains(key) -> data(array, key);
            case ArrayNode array -> array;
            case JsonNode text when text.isTextual() && QUOTED.contains(key) -> typed(text);
            case JsonNode text when text.isTextual() -> text(key, text.textValue());
            case JsonNode gap
            when key.endsWith("gap") && !(gap.asDouble() >= 0 && gap.asDouble() <= 1) -> NODES.nullNode();
            default -> value;
        };
    }

    private static JsonNode typed(JsonNode text) {
        var value = text.textValue();
        return switch (value) {
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> Json.isNumber(value) ? Json.number(Double.parseDouble(value)) : text;
        };
    }

    private static JsonNode text(String key, String value) {
        return NODES.textNode(
                switch (key) {
                    case "title", "name", "text", "tickprefix", "ticksuffix" -> Markup.ofJsplot(value);
                    default -> value;
                });
    }

    /** Numbers that were quoted are numbers again if all are, and what is missing in numbers or dates is a gap. */
    private static ArrayNode data(ArrayNode array, String key) {
        if (!isText(array)) {
            return array;
        }
        boolean numbers = !key.equals("text") && !key.equals("ticktext") && all(array, Repair::isPlainNumber);
        boolean dates = !numbers && all(array, text -> DATE.matcher(text).matches());
        var clean = NODES.arrayNode(array.size());
        for (var each : array) {
            var text = each.asText();
            if ((numbers || dates) && NOTHING.contains(text)) {
                clean.addNull();
            } else if (numbers) {
                clean.add(Json.number(Double.parseDouble(text)));
            } else {
                clean.add(Markup.ofJsplot(text));
            }
        }
        return clean;
    }

    private static boolean isText(ArrayNode array) {
        for (var each : array) {
            if (!each.isTextual()) {
                return false;
            }
        }
        return !array.isEmpty();
    }

    private static boolean all(ArrayNode array, Predicate<String> what) {
        boolean any = false;
        for (var each : array) {
            if (!NOTHING.contains(each.asText())) {
                any = true;
                if (!what.test(each.asText())) {
                    return false;
                }
            }
        }
        return any;
    }

    /** Whether Java would print the number like this: "007" is a name. */
    private static boolean isPlainNumber(String text) {
        if (!Json.isNumber(text)) {
            return false;
        }
        boolean leadingZero = text.matches("-?0\\d.*");
        return !leadingZero && text.charAt(0) != '+';
    }
}
