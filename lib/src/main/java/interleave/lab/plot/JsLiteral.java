package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Reads the JavaScript object that one of jsplot's templates wrote, exactly as its author meant it.
 *
 * <p>The templates print two kinds of string. One in double quotes is data, escaped as JSON. One in single quotes is a
 * text that went through the template's HTML escape and nothing else: an apostrophe in it has become an entity, so it
 * ends at the next apostrophe, and a backslash or a line break in it stands for itself. A browser reads the latter as
 * an escape or a syntax error; read this way nothing is lost. Values left empty ({@code key: ,}) are {@code null}, and
 * a comma before a closing bracket ends the list. One pass; the state is the scanner's own.
 */
final class JsLiteral {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String script;
    private int at;

    private JsLiteral(String script, int start) {
        this.script = script;
        this.at = start;
    }

    /**
     * Returns the first object literal of a script.
     *
     * @throws IllegalArgumentException if there is none, or it is not closed
     */
    static ObjectNode parse(String script) {
        int start = script.indexOf('{');
        if (start < 0) {
            throw new IllegalArgumentException("a figure's part without an object: " + head(script));
        }
        return new JsLiteral(script, start).object();
    }

    private JsonNode value() {
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '\'' -> TextNode.valueOf(Markup.unescapeHtml(singleQuoted()));
            case '"' -> TextNode.valueOf(doubleQuoted());
            default -> word();
        };
    }

    private ObjectNode object() {
        var object = NODES.objectNode();
        at++;
        while (peek() != '}') {
            if (script.charAt(at) == ',') {
                at++;
                continue;
            }
            var key = key();
            if (peek() != ':') {
                throw broken("no colon after " + key);
            }
            at++;
            object.set(key, value());
        }
        at++;
        return object;
    }

    private ArrayNode array() {
        var array = NODES.arrayNode();
        at++;
        while (peek() != ']') {
            if (script.charAt(at) == ',') {
                at++;
            } else {
                array.add(value());
            }
        }
        at++;
        return array;
    }

    private String key() {
        return switch (script.charAt(at)) {
            case '"' -> doubleQuoted();
            case '\'' -> singleQuoted();
            default -> bare(":,}]");
        };
    }

    private String singleQuoted() {
        int end = script.indexOf('\'', at + 1);
        if (end < 0) {
            throw broken("a string without end");
        }
        var text = script.substring(at + 1, end);
        at = end + 1;
        return text;
    }

    private String doubleQuoted() {
        var text = new StringBuilder();
        at++;
        while (at < script.length() && script.charAt(at) != '"') {
            char c = script.charAt(at++);
            text.append(c == '\\' && at < script.length() ? escaped(script.charAt(at++)) : c);
        }
        if (at >= script.length()) {
            throw broken("a string without end");
        }
        at++;
        return text.toString();
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                int digits = at;
                at += 4;
                if (at > script.length()) {
                    throw broken("a string without end");
                }
                yield (char) Integer.parseInt(script, digits, at, 16);
            }
            default -> c;
        };
    }

    private JsonNode word() {
        var word = bare(",}]\n");
        return switch (word) {
            case "", "null", "undefined", "NaN", "Infinity", "-Infinity" -> NODES.nullNode();
            case "true" -> NODES.booleanNode(true);
            case "false" -> NODES.booleanNode(false);
            default -> Json.isNumber(word) ? Json.number(Double.parseDouble(word)) : NODES.textNode(word);
        };
    }

    private String bare(String ends) {
        int start = at;
        while (at < script.length() && ends.indexOf(script.charAt(at)) < 0) {
            at++;
        }
        return script.substring(start, at).strip();
    }

    private char peek() {
        while (at < script.length() && Character.isWhitespace(script.charAt(at))) {
            at++;
        }
        if (at >= script.length()) {
            throw broken("it ends early");
        }
        return script.charAt(at);
    }

    private IllegalArgumentException broken(String what) {
        return new IllegalArgumentException("cannot read a figure's part, %s at character %d: %s"
                .formatted(what, at, head(script.substring(Math.clamp(at - 20L, 0, script.length())))));
    }

    private static String head(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
