package interleave.workload.log;

import java.util.Optional;

/** What the first line of an entry says, by the parser of its format. */
record Head(int severity, Optional<String> time, Optional<String> source, String message) {

    /** Takes an empty text for none. */
    static Head of(int severity, String time, String source, String message) {
        return new Head(severity, orNone(time), orNone(source), message);
    }

    private static Optional<String> orNone(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
