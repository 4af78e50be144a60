package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Unified logging of the JVM ({@code -Xlog}, JEP 158): decorations in brackets, nothing between them, then a blank and
 * the message. Which decorations there are, the command line decides; their order is fixed: times, host name, process,
 * thread, level, tags.
 *
 * <p>A line is recognised by its level: trace, debug, info, warning or error, in lower case. Where the command line
 * left the level out, two things are the JVM's own: the uptime in seconds with three decimals, such as {@code [0.015s]},
 * and tags behind any other time as the JVM writes it ({@code 2024-01-02T10:11:12.345+0100}, {@code 15ms} or
 * {@code 15000000ns}). But if a level stands elsewhere in such a line, as a pattern layout writes it, the line is one of
 * that layout. A time, a number or tags alone tell nothing: build servers and containers put them in front of any text.
 */
final class JvmFormat {

    private JvmFormat() {}

    static Optional<Head> parse(Cursor c) {
        if (c.peek() != '[') {
            return Optional.empty();
        }
        String time = "";
        String source = "";
        String last = "";
        boolean uptime = false;
        OptionalInt severity = OptionalInt.empty();
        boolean onlyTimes = true;
        while (c.peek() == '[') {
            int close = c.line.indexOf(']', c.at);
            if (close < 0) {
                return Optional.empty();
            }
            String decoration = c.line.substring(c.at + 1, close).stripTrailing();
            c.at = close + 1;
            last = decoration;
            if (onlyTimes && isTime(decoration)) {
                time = time.isEmpty() ? decoration : time;
                uptime |= decoration.endsWith("s") && decoration.indexOf('.') > 0;
                continue;
            }
            onlyTimes = false;
            OptionalInt level = levelOf(decoration);
            if (level.isPresent()) {
                // What stood before was the host; the tags are yet to come.
                severity = level;
                source = "";
            } else if (!isNumber(decoration)) {
                source = decoration;
            }
        }
        if (!c.atEnd() && !c.skip(' ')) {
            return Optional.empty();
        }
        boolean recognised = severity.isPresent() || uptime || (isTimeOfJvm(time) && isTags(last));
        if (!recognised || (severity.isEmpty() && PatternLayout.fits(c.line))) {
            return Optional.empty();
        }
        return Optional.of(Head.of(severity.orElse(Severity.UNSTATED), time, source, c.rest()));
    }

    private static OptionalInt levelOf(String decoration) {
        return switch (decoration) {
            case "trace", "debug" -> OptionalInt.of(1);
            case "info" -> OptionalInt.of(2);
            case "warning" -> OptionalInt.of(3);
            case "error" -> OptionalInt.of(4);
            default -> OptionalInt.empty();
        };
    }

    private static boolean isTime(String decoration) {
        Cursor c = new Cursor(decoration, true);
        return (Times.rfc3339(c) || Times.uptime(c)) && c.atEnd();
    }

    /** Narrower than RFC 3339: a point, three decimals, and a zone in digits without a colon. */
    private static boolean isTimeOfJvm(String time) {
        if (!time.contains("T")) {
            return !time.isEmpty();
        }
        int zone = "2024-01-02T10:11:12.345".length();
        return time.length() == zone + "+0100".length()
                && time.charAt("2024-01-02T10:11:12".length()) == '.'
                && (time.charAt(zone) == '+' || time.charAt(zone) == '-');
    }

    /** {@code gc,heap}: words in lower case, which may hold digits. */
    private static boolean isTags(String decoration) {
        boolean tags = !decoration.isEmpty() && decoration.charAt(0) >= 'a' && decoration.charAt(0) <= 'z';
        for (int i = 0; i < decoration.length() && tags; i++) {
            char c = decoration.charAt(i);
            tags = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ',' || c == '_';
        }
        return tags;
    }

    private static boolean isNumber(String decoration) {
        Cursor c = new Cursor(decoration, true);
        return c.skipDigits() > 0 && c.atEnd();
    }
}
