package interleave.workload.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A log file: any text, of any size, on disk.
 *
 * <p>A value that holds nothing open and may be shared; each method opens the file, looks how long it is now, and reads
 * no further than that. A last line that is just being written may so be seen half.
 */
public final class LogFile {

    private final Path path;

    private LogFile(Path path) {
        this.path = path;
    }

    /**
     * Names a log file.
     *
     * @throws IOException if there is no such file, if it is a directory, a pipe or a device, or if it may not be read;
     *     the message says what to do
     */
    public static LogFile of(Path path) throws IOException {
        Objects.requireNonNull(path, "LogFile.of needs the path of a file, got null");
        try {
            if (Files.isDirectory(path)) {
                throw new FileSystemException(path.toString(), null, "this is a directory; name one log file in it");
            }
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new FileSystemException(
                        path.toString(), null, "this is a pipe or a device; write it to a file first and name that");
            }
            FileChannel.open(path, StandardOpenOption.READ).close();
        } catch (NoSuchFileException e) {
            throw rephrased(new NoSuchFileException(path.toString(), null, reason(e)), e);
        } catch (AccessDeniedException e) {
            throw rephrased(new AccessDeniedException(path.toString(), null, reason(e)), e);
        }
        return new LogFile(path);
    }

    /** Returns where the file is. */
    public Path path() {
        return path;
    }

    /**
     * Cuts the file into parts of about the same number of bytes, each for one thread. They hold every byte once, begin
     * and end between two entries, and their summaries add up to the file's. A cut that falls into an entry moves on to
     * the next one, so there are fewer slices than asked for where entries are few or long; there is at least one.
     *
     * @param count how many slices, 1 or more
     * @throws UncheckedIOException if the file cannot be read any more
     */
    public List<LogSlice> slices(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("slices(count) needs a count of 1 or more, got " + count);
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            Encoding encoding = Encoding.of(channel);
            long start = encoding.markLength();
            long end = Math.max(start, channel.size());
            long bytes = end - start;
            int parts = (int) Math.min(count, Math.max(1, bytes));
            List<LogSlice> slices = new ArrayList<>();
            long from = start;
            for (int part = 1; part < parts; part++) {
                long share = bytes / parts * part + bytes % parts * part / parts;
                long target = start + share - share % encoding.width();
                // Where one entry spans several shares, the cut behind it has already been made.
                if (target > from) {
                    long to = entryStart(channel, encoding, target, end);
                    slices.add(new LogSlice(path, encoding, from, to));
                    from = to;
                }
            }
            if (from < end || slices.isEmpty()) {
                slices.add(new LogSlice(path, encoding, from, end));
            }
            return List.copyOf(slices);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + this + ": " + reason(e), e);
        }
    }

    /**
     * Returns all entries as a sequential stream, for one thread. It holds the file open until it has been consumed;
     * close it if it may end early.
     *
     * @throws UncheckedIOException if the file cannot be read any more, here or while the stream is consumed
     */
    public Stream<LogEntry> entries() {
        return slices(1).getFirst().entries();
    }

    /**
     * Reads the file to its end, in this thread, and counts its entries. The time is linear in the bytes.
     *
     * @throws UncheckedIOException if the file cannot be read any more, or the thread is interrupted
     */
    public LogSummary summary() {
        return slices(1).getFirst().summary();
    }

    @Override
    public String toString() {
        return path.getFileName().toString();
    }

    /**
     * Returns the position of the first entry that begins at {@code target} or behind it. The line before it is read
     * from its last code unit on, so that a line end right before the target, or around it, is seen as what it is.
     */
    private static long entryStart(FileChannel channel, Encoding encoding, long target, long end) throws IOException {
        LineReader lines = new LineReader(channel, encoding, target - encoding.width(), end);
        lines.next();
        while (lines.next()) {
            if (!Continuation.isContinuation(lines.text())) {
                return lines.offset();
            }
        }
        return end;
    }

    /** Says in words what kept a file from being read, and what to do. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing ->
                "there is no such file; a relative path starts at "
                        + Path.of("").toAbsolutePath();
            case AccessDeniedException denied -> "it may not be read; make it readable or copy it to where you may";
            default -> Objects.requireNonNullElse(e.getMessage(), e.toString());
        };
    }

    private static IOException rephrased(IOException clear, IOException cause) {
        clear.initCause(cause);
        return clear;
    }
}
