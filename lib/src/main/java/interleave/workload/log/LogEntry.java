package interleave.workload.log;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a log: the line that begins it and the lines that continue it. A value, so any number of threads may
 * share it.
 *
 * @param id the position of the entry's first byte in its file, from 0: unique, ascending, and the same however the
 *     file was cut into slices
 * @param time when it happened, as the log writes it: logs leave out the year, the zone or the date, or count seconds
 *     since the program began, and nothing of that is made up here
 * @param severity 1 (trace, debug) to 5 (fatal and above); empty exactly if the format is unknown
 * @param source who wrote it: the logger, the program, the module or tags, the client of a web server
 * @param message what the log says besides time, level and source, with the continuations below it, lines separated by
 *     LF; the whole text if the format is unknown
 * @param format the format of the first line
 * @param lines how many lines of the file the entry is, 1 and its continuations
 * @param length how many characters these lines have, LF between them counted; if more than {@link #KEPT}, the message
 *     is from the first {@link #KEPT} of them
 * @param replaced how many of these characters stand for damaged bytes
 */
public record LogEntry(
        long id,
        Optional<String> time,
        OptionalInt severity,
        Optional<String> source,
        String message,
        LogFormat format,
        long lines,
        long length,
        long replaced) {

    /** How many characters of an entry are kept: 64 Ki. */
    public static final int KEPT = LineReader.KEPT;

    /** Returns whether the entry is longer than what was kept of it. */
    public boolean isOversized() {
        return length > KEPT;
    }
}
