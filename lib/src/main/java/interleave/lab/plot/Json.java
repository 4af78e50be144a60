package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.regex.Pattern;
import tech.tablesaw.columns.Column;

/** Java values as JSON that every reader accepts: no NaN, no infinity, whole numbers without a fraction. */
final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final double WHOLE = 1L << 53;

    private Json() {}

    static boolean isNumber(String text) {
        return text.length() <= 40 && NUMBER.matcher(text).matches();
    }

    /** Returns the number, or null where JSON has none for it. */
    static JsonNode number(double value) {
        if (!Double.isFinite(value)) {
            return NODES.nullNode();
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE;
        return whole ? whole((long) value) : NODES.numberNode(value);
    }

    /** As a reader of the text would hold it, so that both compare as equal. */
    private static JsonNode whole(long value) {
        return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
    }

    /**
     * Returns a value as JSON: null, numbers, booleans, texts, arrays, collections, maps and Tablesaw columns as what
     * they are, dates and all else as their text.
     */
    static JsonNode of(Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case JsonNode node -> copy(node);
            case Boolean truth -> NODES.booleanNode(truth);
            case Long whole -> whole(whole);
            case Number number -> number(number.doubleValue());
            case Map<?, ?> map -> {
                var object = NODES.objectNode();
                map.forEach((key, each) -> object.set(String.valueOf(key), of(each)));
                yield object;
            }
            case Column<?> column -> {
                var array = NODES.arrayNode(column.size());
                for (int i = 0; i < column.size(); i++) {
                    array.add(column.isMissing(i) ? NODES.nullNode() : of(column.get(i)));
                }
                yield array;
            }
            case Iterable<?> many -> {
                var array = NODES.arrayNode();
                many.forEach(each -> array.add(of(each)));
                yield array;
            }
            case Object array
            when array.getClass().isArray() -> {
                var nodes = NODES.arrayNode();
                for (int i = 0; i < Array.getLength(array); i++) {
                    nodes.add(of(Array.get(array, i)));
                }
                yield nodes;
            }
            default -> NODES.textNode(value.toString());
        };
    }

    /** Returns an object of its own whose numbers are JSON's. */
    static ObjectNode object(Map<String, ?> attributes) {
        return (ObjectNode) of(attributes);
    }

    private static JsonNode copy(JsonNode node) {
        if (node.isDouble() || node.isFloat()) {
            return number(node.doubleValue());
        }
        if (node instanceof ArrayNode array) {
            var copy = NODES.arrayNode(array.size());
            array.forEach(each -> copy.add(copy(each)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            var copy = NODES.objectNode();
            object.properties().forEach(each -> copy.set(each.getKey(), copy(each.getValue())));
            return copy;
        }
        return node;
    }

    /** Puts what {@code over} says above {@code under}: objects member by member, all else as a whole. */
    static void putAbove(ObjectNode under, ObjectNode over) {
        over.properties().forEach(each -> {
            if (each.getValue() instanceof ObjectNode object && under.get(each.getKey()) instanceof ObjectNode below) {
                putAbove(below, object);
            } else {
                under.set(each.getKey(), each.getValue());
            }
        });
    }

    /** Puts what {@code under} says where {@code over} is silent. */
    static void putBelow(ObjectNode over, ObjectNode under) {
        under.properties().forEach(each -> {
            var above = over.get(each.getKey());
            if (above == null) {
                over.set(each.getKey(), each.getValue().deepCopy());
            } else if (above instanceof ObjectNode object && each.getValue() instanceof ObjectNode below) {
                putBelow(object, below);
            }
        });
    }
}
