package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Unified logging of the JVM ({@code -Xlog}, JEP 158): decorations in brackets, nothing between them, then a blank and
 * the message. Which decorations there are, the command line decides; their order is fixed: times, host name, process,
 * thread, level, tags.
 *
 * <p>A line is recognised by a level or by a time in the first place. Where there is only a number or only tags,
 * nothing tells it from any other text in brackets.
 */
final class JvmFormat {

    private JvmFormat() {}

    static Optional<Head> parse(Cursor c) {
        if (c.peek() != '[') {
            return Optional.empty();
        }
        String time = "";
        String source = "";
        OptionalInt severity = OptionalInt.empty();
        boolean onlyTimes = true;
        while (c.peek() == '[') {
            int close = c.line.indexOf(']', c.at);
            if (close < 0) {
                return Optional.empty();
            }
            String decoration = c.line.substring(c.at + 1, close).stripTrailing();
            c.at = close + 1;
            OptionalInt level = levelOf(decoration);
            if (onlyTimes && isTime(decoration)) {
                time = time.isEmpty() ? decoration : time;
                continue;
            }
            onlyTimes = false;
            if (level.isPresent()) {
                // What stood before was the host; the tags are yet to come.
                severity = level;
                source = "";
            } else if (!isNumber(decoration)) {
                source = decoration;
            }
        }
        boolean ends = c.atEnd() || c.skip(' ');
        if (!ends || (time.isEmpty() && severity.isEmpty())) {
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

    /** {@code 2024-01-02T10:11:12.345+0000}, or {@code 0.012s}, {@code 12ms}, {@code 12345678ns}. */
    private static boolean isTime(String decoration) {
        Cursor c = new Cursor(decoration, true);
        if (Times.rfc3339(c)) {
            return c.atEnd();
        }
        if (c.skipDigits() == 0) {
            return false;
        }
        boolean unit = c.skip('.') ? c.skipDigits(3) && c.skip('s') : c.skip("ms") || c.skip("ns");
        return unit && c.atEnd();
    }

    private static boolean isNumber(String decoration) {
        Cursor c = new Cursor(decoration, true);
        return c.skipDigits() > 0 && c.atEnd();
    }
}
