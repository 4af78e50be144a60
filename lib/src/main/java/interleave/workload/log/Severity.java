package interleave.workload.log;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/** The five severities, and which level word or number of which program means which. */
final class Severity {

    static final int LOWEST = 1;
    static final int HIGHEST = 5;

    /** What a format that is known says of an entry whose level it does not state. */
    static final int UNSTATED = 2;

    /** The words of Log4j, Logback, java.util.logging, syslog, Apache, Python and .NET. */
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("TRACE", 1),
            Map.entry("DEBUG", 1),
            Map.entry("VERBOSE", 1),
            Map.entry("FINEST", 1),
            Map.entry("FINER", 1),
            Map.entry("FINE", 1),
            Map.entry("CONFIG", 2),
            Map.entry("INFO", 2),
            Map.entry("INFORMATION", 2),
            Map.entry("INFORMATIONAL", 2),
            Map.entry("NOTICE", 2),
            Map.entry("WARN", 3),
            Map.entry("WARNING", 3),
            Map.entry("ERR", 4),
            Map.entry("ERROR", 4),
            Map.entry("SEVERE", 4),
            Map.entry("CRIT", 5),
            Map.entry("CRITICAL", 5),
            Map.entry("FATAL", 5),
            Map.entry("ALERT", 5),
            Map.entry("PANIC", 5),
            Map.entry("DPANIC", 5),
            Map.entry("EMERG", 5),
            Map.entry("EMERGENCY", 5));

    private Severity() {}

    /** Returns what a severity means, for a table. */
    static String meaning(int severity) {
        return switch (severity) {
            case 1 -> "trace, debug";
            case 2 -> "info, notice";
            case 3 -> "warning";
            case 4 -> "error";
            case 5 -> "fatal and above";
            default -> throw new IllegalArgumentException("severity is 1 to 5, not " + severity);
        };
    }

    /** Returns the severity of a level word in upper case. */
    static OptionalInt ofUpperCase(String word) {
        Integer severity = WORDS.get(word);
        return severity == null ? OptionalInt.empty() : OptionalInt.of(severity);
    }

    /** Returns the severity of a level word in any case. */
    static OptionalInt ofWord(String word) {
        return ofUpperCase(word.toUpperCase(Locale.ROOT));
    }

    /** Returns the severity of a syslog level: 0 emergency to 7 debug. */
    static int ofSyslog(int level) {
        return switch (level) {
            case 0, 1, 2 -> 5;
            case 3 -> 4;
            case 4 -> 3;
            case 5, 6 -> 2;
            case 7 -> 1;
            default -> throw new IllegalArgumentException("a syslog level is 0 to 7, not " + level);
        };
    }

    /** Returns the severity of a syslog level in digits; none if the text is no such level. */
    static OptionalInt ofSyslogText(String level) {
        boolean known = level.length() == 1 && level.charAt(0) >= '0' && level.charAt(0) <= '7';
        return known ? OptionalInt.of(ofSyslog(level.charAt(0) - '0')) : OptionalInt.empty();
    }

    /**
     * Returns the severity of a number in digits: up to 7 as syslog counts, up to 100 as pino and bunyan do (30 is
     * info), and above that only the seven numbers of java.util.logging; none if it is no such number.
     */
    static OptionalInt ofNumber(String level) {
        Cursor number = new Cursor(level, true);
        int digits = number.skipDigits();
        if (digits < 1 || digits > 4 || !number.atEnd()) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(level);
        if (value <= 7) {
            return OptionalInt.of(ofSyslog(value));
        }
        if (value <= 100) {
            return OptionalInt.of(value < 30 ? 1 : value < 40 ? 2 : value < 50 ? 3 : value < 60 ? 4 : 5);
        }
        return switch (value) {
            case 300, 400, 500 -> OptionalInt.of(1);
            case 700, 800 -> OptionalInt.of(2);
            case 900 -> OptionalInt.of(3);
            case 1000 -> OptionalInt.of(4);
            default -> OptionalInt.empty();
        };
    }

    /** Returns the severity of an HTTP status: whose fault it was, if anyone's. */
    static int ofHttpStatus(int status) {
        return status >= 500 && status < 600 ? 4 : status >= 400 && status < 500 ? 3 : 2;
    }
}
