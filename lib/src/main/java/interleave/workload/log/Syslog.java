package interleave.workload.log;

import java.util.Optional;

/**
 * Syslog as it is sent and as it is kept in files.
 *
 * <ul>
 *   <li>RFC 5424: {@code <34>1 2024-01-02T10:11:12.345Z host app 123 ID47 [data] message};
 *   <li>RFC 3164: {@code <34>Jan  2 10:11:12 host su[123]: message}, where host and program may be missing;
 *   <li>the same with the time of RFC 3339, which rsyslog writes today; nothing but its {@code host program:} tells
 *       that from other logs, so it must have both;
 *   <li>{@code <34>message} without any header, which RFC 3164 allows.
 * </ul>
 *
 * <p>The level is the priority modulo 8. Files mostly have no {@code <PRI>}: then none is stated.
 */
final class Syslog {

    private static final int HIGHEST_PRIORITY = 191;

    private Syslog() {}

    static Optional<Head> parse(Cursor c) {
        int priority = priority(c);
        int severity = priority < 0 ? Severity.UNSTATED : Severity.ofSyslog(priority % 8);
        return rfc5424(c, severity)
                .or(() -> rfc3164(c, severity))
                .or(() -> rfc3339(c, severity))
                .or(() -> priority < 0 ? Optional.empty() : Optional.of(Head.of(severity, "", "", c.rest())));
    }

    /** Steps over {@code <PRI>} and returns it, or steps over nothing and returns -1. */
    private static int priority(Cursor c) {
        int start = c.at;
        if (c.skip('<')) {
            int digits = c.skipDigits();
            if (digits >= 1 && digits <= 3 && c.peek() == '>') {
                int priority = Integer.parseInt(c.since(start + 1));
                if (priority <= HIGHEST_PRIORITY) {
                    c.at++;
                    return priority;
                }
            }
        }
        c.at = start;
        return -1;
    }

    private static Optional<Head> rfc5424(Cursor c, int severity) {
        int start = c.at;
        if (!c.skip("1 ")) {
            return Optional.empty();
        }
        int timeStart = c.at;
        boolean timed = Times.rfc3339(c);
        String time = timed ? c.since(timeStart) : "";
        if ((timed || c.skip('-')) && c.skip(' ')) {
            String host = field(c);
            String application = field(c);
            String process = field(c);
            String message = field(c);
            boolean fields = !host.isEmpty() && !application.isEmpty() && !process.isEmpty() && !message.isEmpty();
            if (fields && structuredData(c) && (c.atEnd() || c.skip(' '))) {
                c.skip('\uFEFF');
                return Optional.of(Head.of(severity, time, application.equals("-") ? "" : application, c.rest()));
            }
        }
        c.at = start;
        return Optional.empty();
    }

    /** Steps over a field and the blank behind it; empty if there is no such field. */
    private static String field(Cursor c) {
        String field = c.token();
        return c.skip(' ') ? field : "";
    }

    /** {@code -}, or elements in brackets, in whose quoted values a backslash takes the next character as it is. */
    private static boolean structuredData(Cursor c) {
        if (c.skip('-')) {
            return true;
        }
        if (c.peek() != '[') {
            return false;
        }
        while (c.skip('[')) {
            boolean quoted = false;
            boolean open = true;
            while (open && !c.atEnd()) {
                char next = c.line.charAt(c.at++);
                if (next == '\\' && quoted && !c.atEnd()) {
                    c.at++;
                } else if (next == '"') {
                    quoted = !quoted;
                } else if (next == ']' && !quoted) {
                    open = false;
                }
            }
            if (open) {
                return false;
            }
        }
        return true;
    }

    private static Optional<Head> rfc3164(Cursor c, int severity) {
        int start = c.at;
        if (!Times.rfc3164(c) || !(c.atEnd() || c.peek() == ' ')) {
            c.at = start;
            return Optional.empty();
        }
        String time = c.since(start);
        c.skip(' ');
        int behindTime = c.at;
        String program = program(c);
        if (program.isEmpty()) {
            // The first word is no program, so it is the host.
            c.token();
            c.skip(' ');
            int behindHost = c.at;
            program = program(c);
            c.at = program.isEmpty() ? behindHost : c.at;
        }
        if (c.atEnd() && program.isEmpty()) {
            c.at = behindTime;
        }
        return Optional.of(Head.of(severity, time, program, c.rest()));
    }

    private static Optional<Head> rfc3339(Cursor c, int severity) {
        int start = c.at;
        boolean timed = Times.rfc3339(c);
        String time = c.since(start);
        if (timed && c.skip(' ') && !c.token().isEmpty() && c.skip(' ')) {
            String program = program(c);
            if (!program.isEmpty()) {
                return Optional.of(Head.of(severity, time, program, c.rest()));
            }
        }
        c.at = start;
        return Optional.empty();
    }

    /**
     * Steps over {@code program:}, {@code program[123]:} or {@code program[123]} and a blank; over nothing, and empty,
     * if there is none.
     */
    private static String program(Cursor c) {
        int start = c.at;
        while (!c.atEnd() && " \t:[".indexOf(c.peek()) < 0) {
            c.at++;
        }
        String name = c.since(start);
        boolean process = false;
        if (c.skip('[')) {
            while (!c.atEnd() && " \t]".indexOf(c.peek()) < 0) {
                c.at++;
            }
            process = c.skip(']');
        }
        boolean marked = c.skip(':') || process;
        if (name.isEmpty() || !marked || !(c.atEnd() || c.skip(' '))) {
            c.at = start;
            return "";
        }
        return name;
    }
}
