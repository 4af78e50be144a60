package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a log as text: what one thread reads and another may parse. A value, so any number of threads may share
 * it.
 *
 * @param id the position of the entry's first byte in its file
 * @param firstLine what is kept of the line that begins the entry
 * @param whole whether that is all of the line
 * @param stated the severity that a JSON line names beyond what is kept of it
 * @param below what is kept of the lines that continue the entry, each behind an LF; empty if there are none
 * @param lines how many lines of the file the entry is
 * @param length how many characters these lines have, LF between them counted
 * @param replaced how many of these characters stand for damaged bytes
 */
public record RawEntry(
        long id,
        String firstLine,
        boolean whole,
        OptionalInt stated,
        String below,
        long lines,
        long length,
        long replaced) {

    /** Finds the format of the first line, and by it time, severity, source and message; in time linear in its length. */
    public LogEntry parse() {
        LogFormat.Parsed first = LogFormat.parse(firstLine, whole);
        String message = first.head().map(Head::message).orElse(firstLine);
        return new LogEntry(
                id,
                first.head().flatMap(Head::time),
                severity(first),
                first.head().flatMap(Head::source),
                below.isEmpty() ? message : message + below,
                first.format(),
                lines,
                length,
                replaced);
    }

    /** Takes the level of a long JSON line from all of it, of anything else from what is kept. */
    private OptionalInt severity(LogFormat.Parsed first) {
        if (first.format() == LogFormat.JSON && stated.isPresent()) {
            return stated;
        }
        Optional<Head> head = first.head();
        return head.isPresent() ? OptionalInt.of(head.get().severity()) : OptionalInt.empty();
    }
}
