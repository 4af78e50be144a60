package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The pattern layouts that Logback and Log4j are mostly used with. There is no one pattern; what they share is this:
 *
 * <pre>{@code
 * time [thread] LEVEL logger - message       Logback, Log4j 2
 * time  LEVEL 123 --- [thread] logger : message   Spring Boot
 * time LEVEL logger: message                 Hadoop, Spark
 * [time] LEVEL message (logger)              Kafka
 * [time][LEVEL][logger] message              Elasticsearch
 * time | LEVEL | message | logger            Karaf
 * time LEVEL: message                        Python
 * LEVEL time [thread] logger - message       the level first, on its own or in brackets
 * LEVEL [thread] time logger - message       Cassandra
 * LEVEL [time] logger: message               Dropwizard
 * LEVEL [thread] logger - message            without a time; INFO and WARN may have a blank in front
 * LEVEL [thread]: message
 * [LEVEL] message
 * 12 [thread] LEVEL logger - message         milliseconds since the start
 * [12ms] LEVEL message                       the same with its unit, in brackets only
 * }</pre>
 *
 * <p>So: a time or none; before the level only words in brackets, dashes, bars and at most one bare word; a level in
 * upper case, on its own or in brackets; before a level that ends at a colon a time and no bare word, which would be the
 * time zone of PostgreSQL. A line that begins with a bare level must go on in one of the ways above, else it is a
 * sentence that happens to begin with INFO or ERROR.
 */
final class PatternLayout {

    private static final int MOST_FIELDS_BEFORE_LEVEL = 4;

    private PatternLayout() {}

    static Optional<Head> parse(Cursor c) {
        String time = time(c);
        if (!time.isEmpty()) {
            OptionalInt severity = levelBehindFields(c);
            return severity.isEmpty() ? Optional.empty() : Optional.of(head(c, severity.getAsInt(), time));
        }
        if (c.skipDigits() > 0) {
            time = c.since(0);
            boolean thread = c.skipBlanks() && c.peek() == '[';
            OptionalInt severity = thread ? levelBehindFields(c) : OptionalInt.empty();
            return severity.isEmpty() ? Optional.empty() : Optional.of(head(c, severity.getAsInt(), time));
        }
        boolean bracket = c.peek() == '[';
        if (paddedLevel(c.line)) {
            c.at++;
        }
        OptionalInt severity = level(c, false);
        if (severity.isEmpty()) {
            return Optional.empty();
        }
        c.skipBlanks();
        Optional<Head> timed = timeBehindLevel(c, severity.getAsInt());
        if (timed.isPresent()) {
            return timed;
        }
        boolean dash = c.line.startsWith("- ", c.at);
        Head head = head(c, severity.getAsInt(), "");
        boolean structured = bracket || dash || head.source().isPresent();
        return structured ? Optional.of(head) : Optional.empty();
    }

    static boolean fits(String line) {
        return parse(new Cursor(line, true)).isPresent();
    }

    /**
     * Returns whether the line is an entry although a blank stands in front: the pattern {@code %5p} pads INFO and WARN
     * to the length of DEBUG and ERROR, from the left.
     */
    static boolean beginsWithPaddedLevel(String line) {
        return paddedLevel(line) && fits(line);
    }

    private static boolean paddedLevel(String line) {
        return line.startsWith(" INFO ") || line.startsWith(" WARN ");
    }

    /** Steps over a time, in brackets or not, and returns it without them; empty, with nothing stepped over, if none. */
    private static String time(Cursor c) {
        int start = c.at;
        boolean bracket = c.skip('[');
        int inner = c.at;
        boolean found = Times.isoDateTime(c)
                || Times.slashedDateTime(c)
                || Times.namedMonthDateTime(c)
                || Times.clock(c)
                || (bracket && Times.uptime(c));
        String time = c.since(inner);
        if (!found || (bracket && !c.skip(']'))) {
            c.at = start;
            return "";
        }
        return time;
    }

    /** The rest of a line that began with a level, if a time comes next or behind one pair of brackets. */
    private static Optional<Head> timeBehindLevel(Cursor c, int severity) {
        int start = c.at;
        String time = time(c);
        String thread = "";
        if (time.isEmpty()) {
            thread = wordsInBrackets(c);
            time = time(c);
        }
        if (time.isEmpty() || !(c.atEnd() || c.peek() == ' ' || c.peek() == '\t')) {
            c.at = start;
            return Optional.empty();
        }
        Head head = head(c, severity, time);
        return Optional.of(Head.of(severity, time, head.source().orElse(thread), head.message()));
    }

    private static OptionalInt levelBehindFields(Cursor c) {
        boolean bareWord = false;
        for (int field = 0; field <= MOST_FIELDS_BEFORE_LEVEL; field++) {
            c.skipBlanks();
            OptionalInt level = level(c, !bareWord);
            if (level.isPresent()) {
                return level;
            }
            if (!c.skip('-') && !c.skip('|') && !skipBrackets(c)) {
                if (bareWord || c.token().isEmpty()) {
                    return OptionalInt.empty();
                }
                bareWord = true;
            }
        }
        return OptionalInt.empty();
    }

    /** Steps over a level that stands alone, perhaps with a colon, or in brackets; over nothing if there is none. */
    private static OptionalInt level(Cursor c, boolean mayEndAtColon) {
        int start = c.at;
        boolean bracket = c.skip('[');
        if (bracket) {
            c.skipBlanks();
        }
        int word = c.at;
        OptionalInt level = c.skipLetters() == 0 ? OptionalInt.empty() : Severity.ofUpperCase(c.since(word));
        if (bracket) {
            c.skipBlanks();
        }
        if (!bracket && mayEndAtColon) {
            c.skip(':');
        }
        boolean ends = bracket ? c.skip(']') : c.atEnd() || c.peek() == ' ' || c.peek() == '\t';
        if (level.isEmpty() || !ends) {
            c.at = start;
            return OptionalInt.empty();
        }
        return level;
    }

    /**
     * Steps over {@code [words]} or {@code [words]:}, which end at the first closing bracket that a blank, a bracket or
     * the end follows.
     */
    private static boolean skipBrackets(Cursor c) {
        if (c.peek() != '[') {
            return false;
        }
        for (int i = c.at + 1; i < c.line.length(); i++) {
            if (c.line.charAt(i) != ']') {
                continue;
            }
            int behind = c.line.startsWith("]: ", i) ? i + 2 : i + 1;
            if (behind == c.line.length() || " \t[".indexOf(c.line.charAt(behind)) >= 0) {
                c.at = behind;
                return true;
            }
        }
        return false;
    }

    /** Reads what stands behind the level: perhaps words in brackets, perhaps a logger, and the message. */
    private static Head head(Cursor c, int severity, String time) {
        c.skipBlanks();
        int start = c.at;
        if (c.skipDigits() == 0 || !c.skip(" ---")) {
            c.at = start;
        }
        c.skipBlanks();
        String inBrackets = wordsInBrackets(c);
        int behindFirst = c.at;
        while (skipBrackets(c)) {
            c.skipBlanks();
        }
        String logger = logger(c);
        if (!logger.isEmpty()) {
            return Head.of(severity, time, logger, c.rest());
        }
        c.at = behindFirst;
        c.skip("- ");
        return Head.of(severity, time, inBrackets, c.rest());
    }

    private static String wordsInBrackets(Cursor c) {
        int bracket = c.at;
        if (!skipBrackets(c)) {
            return "";
        }
        String words =
                c.line.substring(bracket + 1, c.line.lastIndexOf(']', c.at - 1)).strip();
        c.skipBlanks();
        return words;
    }

    /** Steps over {@code logger - }, {@code logger : } or {@code logger: }; over nothing if there is none. */
    private static String logger(Cursor c) {
        int start = c.at;
        String word = c.token();
        if (word.endsWith(":") && word.length() > 1) {
            c.skipBlanks();
            return word.substring(0, word.length() - 1);
        }
        c.skipBlanks();
        if (!word.isEmpty() && !word.equals("-") && (c.skip("- ") || c.skip("-- ") || c.skip(": "))) {
            return word;
        }
        c.at = start;
        return "";
    }
}
