package interleave.workload.log;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Looks for the level in a JSON object that is handed over piece by piece, so that the object may be longer than memory.
 * Only members of the object itself count, and those of its member {@code log}; what is nested elsewhere is passed over.
 *
 * <p>Owned by one thread. It keeps the name and the value it is reading, up to {@link #LONGEST} characters of each, and
 * how deep it is. Whether the text is JSON at all is not its business.
 */
final class JsonLevel {

    /** More characters than any name or value has that could state a level. */
    private static final int LONGEST = 64;

    /** The names of Logback, Log4j, ECS, pino, bunyan, zap, Python, Monolog, Serilog and hclog, in lower case. */
    private static final Set<String> NAMES =
            Set.of("level", "severity", "lvl", "loglevel", "log.level", "levelname", "level_name", "@l", "@level");

    /** Journald's name; in lower case, a priority is that of anything. */
    private static final String JOURNALD = "PRIORITY";

    private OptionalInt severity = OptionalInt.empty();
    private boolean byWord;

    private final StringBuilder text = new StringBuilder();
    private String name = "";
    private long depth;
    private boolean inLog;
    private boolean inString;
    private boolean escaped;

    /** Reads on: {@code piece} follows what was read before. */
    void read(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (inString) {
                string(c);
            } else {
                structure(c);
            }
        }
    }

    /** Returns the severity by the first level that is stated by a word, or else by a number, so far. */
    OptionalInt severity() {
        return severity;
    }

    private void string(char c) {
        if (c == '"' && !escaped) {
            inString = false;
            return;
        }
        escaped = c == '\\' && !escaped;
        append(c);
    }

    private void structure(char c) {
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> {
                inLog |= depth == 1 && c == '{' && name.equalsIgnoreCase("log");
                depth++;
                next();
            }
            case '}', ']' -> {
                member();
                depth--;
                inLog &= depth > 1;
            }
            case ':' -> {
                name = unescaped();
                text.setLength(0);
            }
            case ',' -> member();
            case ' ', '\t' -> {}
            default -> append(c);
        }
    }

    private void append(char c) {
        if (isObserved() && text.length() < LONGEST) {
            text.append(c);
        }
    }

    private boolean isObserved() {
        return depth == 1 || (depth == 2 && inLog);
    }

    /** A member is complete. */
    private void member() {
        if (isObserved() && !name.isEmpty()) {
            String path = depth == 2 ? "log." + name : name;
            if (path.equals(JOURNALD)) {
                number(Severity.ofSyslogText(unescaped()));
            } else if (NAMES.contains(path.toLowerCase(Locale.ROOT))) {
                level(unescaped());
            }
        }
        next();
    }

    private void next() {
        name = "";
        text.setLength(0);
    }

    private void level(String level) {
        OptionalInt word = Severity.ofWord(level);
        if (word.isEmpty()) {
            number(Severity.ofNumber(level));
        } else if (!byWord) {
            severity = word;
            byWord = true;
        }
    }

    private void number(OptionalInt level) {
        severity = severity.isPresent() ? severity : level;
    }

    private String unescaped() {
        return JsonLine.unescaped(text.toString());
    }
}
