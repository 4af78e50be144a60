package interleave.workload.log;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A part of a log file that begins at an entry and ends where another begins, so that one thread can read it alone.
 *
 * <p>A value: it holds no file open and may be shared. What is owned by one thread is the {@link LogReader} on it.
 */
public final class LogSlice {

    private final Path file;
    private final Encoding encoding;
    private final long start;
    private final long end;

    LogSlice(Path file, Encoding encoding, long start, long end) {
        this.file = file;
        this.encoding = encoding;
        this.start = start;
        this.end = end;
    }

    /** Returns the file that the slice is a part of. */
    public Path file() {
        return file;
    }

    /** Returns the position of the slice's first byte in the file. */
    public long start() {
        return start;
    }

    /** Returns the position behind the slice's last byte. */
    public long end() {
        return end;
    }

    /**
     * Opens the slice for one thread, which closes the reader or reads it to the end.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read any more
     */
    public LogReader reader() {
        return new LogReader(this);
    }

    /**
     * Returns the entries of the slice as a sequential stream, for one thread. It holds the file open until it has been
     * consumed; close it if it may end early.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read any more, here or while the stream is consumed
     */
    public Stream<LogEntry> entries() {
        return reader().stream();
    }

    /**
     * Reads the slice to its end, in this thread, and counts its entries. The time is linear in the bytes.
     *
     * @throws java.io.UncheckedIOException if the file cannot be read any more, or the thread is interrupted
     */
    public LogSummary summary() {
        try (LogReader reader = reader()) {
            Tally tally = new Tally();
            reader.forEachRemaining(tally::add);
            return tally.summary();
        }
    }

    Encoding encoding() {
        return encoding;
    }

    @Override
    public String toString() {
        return "bytes " + start + " to " + end + " of " + file.getFileName();
    }
}
