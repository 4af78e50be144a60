package interleave.workload.log;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * JSON lines: one object a line. The usual names of its members are known, in any case; of two that state the same, the
 * first counts. An object without any of them is an entry that states no level. The level is {@link JsonLevel}'s part.
 *
 * <p>Members of the object are read, what is nested in them is only stepped over, by its brackets and without
 * recursion: no line can be nested too deep. A line of which only the head was kept need not be closed.
 */
final class JsonLine {

    private static final Set<String> TIME = Set.of("@timestamp", "timestamp", "time", "ts", "@t");
    private static final Set<String> MESSAGE = Set.of("message", "msg", "short_message", "@m");
    private static final Set<String> SOURCE =
            Set.of("logger", "logger_name", "loggername", "log.logger", "_logger", "name");

    private final Cursor c;
    private String time = "";
    private String source = "";
    private String message = "";

    private JsonLine(Cursor c) {
        this.c = c;
    }

    static Optional<Head> parse(Cursor c) {
        if (c.peek() != '{') {
            return Optional.empty();
        }
        JsonLine json = new JsonLine(c);
        boolean closed = json.object() && json.endOfLine();
        if (!closed && (c.whole || !c.atEnd())) {
            return Optional.empty();
        }
        JsonLevel level = new JsonLevel();
        level.read(c.line);
        return Optional.of(Head.of(level.severity().orElse(Severity.UNSTATED), json.time, json.source, json.message));
    }

    /** Reads the members; false where the text breaks off or is no object, with the cursor there. */
    private boolean object() {
        c.at++;
        c.skipBlanks();
        if (c.skip('}')) {
            return true;
        }
        do {
            c.skipBlanks();
            int key = c.at;
            if (!skipString()) {
                return false;
            }
            String name = c.line.substring(key + 1, c.at - 1);
            c.skipBlanks();
            if (!c.skip(':')) {
                return false;
            }
            c.skipBlanks();
            int value = c.at;
            boolean complete = skipValue();
            member(name, c.since(value));
            if (!complete) {
                return false;
            }
            c.skipBlanks();
        } while (c.skip(','));
        return c.skip('}');
    }

    private boolean endOfLine() {
        c.skipBlanks();
        return c.atEnd();
    }

    private void member(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (time.isEmpty() && TIME.contains(key)) {
            time = text(value);
        } else if (message.isEmpty() && MESSAGE.contains(key)) {
            message = text(value);
        } else if (source.isEmpty() && SOURCE.contains(key)) {
            source = text(value);
        }
    }

    private boolean skipValue() {
        return switch (c.peek()) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> skipLiteral();
        };
    }

    /** Steps over a string; false, with the cursor at the end, if it is not closed. */
    private boolean skipString() {
        if (!c.skip('"')) {
            return false;
        }
        while (!c.atEnd()) {
            char next = c.line.charAt(c.at++);
            if (next == '"') {
                return true;
            }
            if (next == '\\' && !c.atEnd()) {
                c.at++;
            }
        }
        return false;
    }

    private boolean skipNested() {
        StringBuilder open = new StringBuilder();
        while (!c.atEnd()) {
            char next = c.peek();
            if (next == '"') {
                if (!skipString()) {
                    return false;
                }
                continue;
            }
            if (next == '{' || next == '[') {
                open.append(next == '{' ? '}' : ']');
            } else if (next == '}' || next == ']') {
                int last = open.length() - 1;
                if (open.charAt(last) != next) {
                    return false;
                }
                open.setLength(last);
            }
            c.at++;
            if (open.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** A number, true, false or null. */
    private boolean skipLiteral() {
        int start = c.at;
        while (!c.atEnd() && " \t,:{}[]\"".indexOf(c.peek()) < 0) {
            c.at++;
        }
        String literal = c.since(start);
        if (literal.equals("true") || literal.equals("false") || literal.equals("null")) {
            return true;
        }
        return isNumber(literal);
    }

    private static boolean isNumber(String text) {
        Cursor n = new Cursor(text, true);
        n.skip('-');
        if (n.skipDigits() == 0 || (n.skip('.') && n.skipDigits() == 0)) {
            return false;
        }
        if (n.skip('e') || n.skip('E')) {
            if (!n.skip('+')) {
                n.skip('-');
            }
            if (n.skipDigits() == 0) {
                return false;
            }
        }
        return n.atEnd();
    }

    /** Returns the text of a value: a string without quotes and escapes, anything else as it stands. */
    private static String text(String value) {
        if (!value.startsWith("\"")) {
            return value.equals("null") ? "" : value;
        }
        boolean closed = value.length() > 1 && value.endsWith("\"");
        return unescaped(value.substring(1, closed ? value.length() - 1 : value.length()));
    }

    /** Returns what the inside of a string means. */
    static String unescaped(String inner) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder text = new StringBuilder(inner.length());
        for (int i = 0; i < inner.length(); i++) {
            char next = inner.charAt(i);
            if (next != '\\' || i + 1 == inner.length()) {
                text.append(next);
                continue;
            }
            char escaped = inner.charAt(++i);
            switch (escaped) {
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    int code = hex(inner, i + 1);
                    text.append(code < 0 ? 'u' : (char) code);
                    i += code < 0 ? 0 : 4;
                }
                default -> text.append(escaped);
            }
        }
        return text.toString();
    }

    private static int hex(String text, int from) {
        if (from + 4 > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = code * 16 + digit;
        }
        return code;
    }
}
