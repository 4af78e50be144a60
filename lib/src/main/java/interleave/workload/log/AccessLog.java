package interleave.workload.log;

import java.util.Optional;

/**
 * The access log in the common format ({@code client identity user [time] "request" status bytes}) and all that begins
 * with it, such as the combined format, which adds referrer and agent. A user name may contain blanks, and a virtual
 * host may stand in front.
 */
final class AccessLog {

    private AccessLog() {}

    static Optional<Head> parse(Cursor c) {
        int bracket = c.line.indexOf(" [");
        if (bracket < 0) {
            return Optional.empty();
        }
        String client = c.token();
        boolean identity = !client.isEmpty() && c.skip(' ') && !c.token().isEmpty();
        boolean user = c.at < bracket && c.skip(' ') && c.at < bracket;
        if (!identity || !user) {
            return Optional.empty();
        }
        c.at = bracket + 2;
        int start = c.at;
        if (!Times.accessLog(c)) {
            return Optional.empty();
        }
        String time = c.since(start);
        if (!c.skip("] ")) {
            return Optional.empty();
        }
        int message = c.at;
        if (!skipQuoted(c) || !c.skip(' ')) {
            return Optional.empty();
        }
        int status = c.at;
        if (!c.skipDigits(3)) {
            return Optional.empty();
        }
        int code = Integer.parseInt(c.since(status));
        boolean bytes = c.skip(' ') && (c.skip('-') || c.skipDigits() > 0) && (c.atEnd() || c.peek() == ' ');
        if (!bytes) {
            return Optional.empty();
        }
        c.at = message;
        return Optional.of(Head.of(Severity.ofHttpStatus(code), time, client, c.rest()));
    }

    /** Steps over a quoted text, in which a backslash takes the next character as it is. */
    private static boolean skipQuoted(Cursor c) {
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
}
