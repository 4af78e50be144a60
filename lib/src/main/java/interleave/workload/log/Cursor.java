package interleave.workload.log;

/**
 * A place in a line that only the parser of a format moves: each method looks at what comes next and steps over it if
 * it is what was asked for. A parser that gives up half way sets {@link #at} back.
 *
 * <p>Every method is linear in what it steps over or searches, so a hostile line costs no more than its length.
 */
final class Cursor {

    final String line;
    final boolean whole;
    int at;

    /** Starts at the beginning of a line; {@code whole} is false if only the head of the line was kept. */
    Cursor(String line, boolean whole) {
        this.line = line;
        this.whole = whole;
    }

    boolean atEnd() {
        return at == line.length();
    }

    /** Returns the next character, or NUL at the end. */
    char peek() {
        return atEnd() ? '\0' : line.charAt(at);
    }

    boolean skip(char c) {
        boolean found = !atEnd() && line.charAt(at) == c;
        if (found) {
            at++;
        }
        return found;
    }

    boolean skip(String s) {
        boolean found = line.startsWith(s, at);
        if (found) {
            at += s.length();
        }
        return found;
    }

    /** Steps over spaces and tabs and returns whether there were any. */
    boolean skipBlanks() {
        int start = at;
        while (!atEnd() && (line.charAt(at) == ' ' || line.charAt(at) == '\t')) {
            at++;
        }
        return at > start;
    }

    /** Steps over ASCII digits and returns how many there were. */
    int skipDigits() {
        int start = at;
        while (!atEnd() && isDigit(line.charAt(at))) {
            at++;
        }
        return at - start;
    }

    /** Steps over exactly this many digits, or over nothing. */
    boolean skipDigits(int count) {
        int start = at;
        if (skipDigits() == count) {
            return true;
        }
        at = start;
        return false;
    }

    /** Steps over ASCII letters and returns how many there were. */
    int skipLetters() {
        int start = at;
        while (!atEnd() && isLetter(line.charAt(at))) {
            at++;
        }
        return at - start;
    }

    /** Steps to the next blank or the end and returns what was stepped over. */
    String token() {
        int start = at;
        while (!atEnd() && line.charAt(at) != ' ' && line.charAt(at) != '\t') {
            at++;
        }
        return line.substring(start, at);
    }

    /** Returns what was stepped over since a former place. */
    String since(int start) {
        return line.substring(start, at);
    }

    /** Returns what lies ahead. */
    String rest() {
        return line.substring(at);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
