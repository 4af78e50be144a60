package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The error log of the Apache server: {@code [time] [level] message} in 2.2, {@code [time] [module:level] [pid …]
 * message} in 2.4, where the module may be missing before the colon.
 */
final class ApacheError {

    private ApacheError() {}

    static Optional<Head> parse(Cursor c) {
        if (!c.skip('[')) {
            return Optional.empty();
        }
        int start = c.at;
        if (!Times.ctime(c)) {
            return Optional.empty();
        }
        String time = c.since(start);
        if (!c.skip("] [")) {
            return Optional.empty();
        }
        int close = c.line.indexOf(']', c.at);
        if (close < 0) {
            return Optional.empty();
        }
        String inside = c.line.substring(c.at, close);
        int colon = inside.indexOf(':');
        OptionalInt severity = severityOf(inside.substring(colon + 1));
        if (severity.isEmpty()) {
            return Optional.empty();
        }
        c.at = close + 1;
        c.skip(' ');
        if (c.line.startsWith("[pid ", c.at)) {
            int end = c.line.indexOf("] ", c.at);
            c.at = end < 0 ? c.at : end + 2;
        }
        String module = colon < 0 ? "" : inside.substring(0, colon);
        return Optional.of(Head.of(severity.getAsInt(), time, module, c.rest()));
    }

    private static OptionalInt severityOf(String level) {
        return switch (level) {
            case "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7", "trace8", "debug" ->
                OptionalInt.of(1);
            case "info", "notice" -> OptionalInt.of(2);
            case "warn" -> OptionalInt.of(3);
            case "error" -> OptionalInt.of(4);
            case "crit", "alert", "emerg" -> OptionalInt.of(5);
            default -> OptionalInt.empty();
        };
    }
}
