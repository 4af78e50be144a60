package interleave.workload.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the entries of a slice one after the other, in memory that does not depend on the slice.
 *
 * <p>Owned by the thread that made it. It holds the file open until it is closed or has returned the last entry,
 * whichever comes first. It waits for the disk only; an interrupt ends that with an {@link UncheckedIOException} whose
 * cause is a {@link java.nio.channels.ClosedByInterruptException}, and the thread stays interrupted.
 *
 * <p>Bytes that were appended after the slice was made are not read. A file that was cut off meanwhile ends where it
 * ends now; no error is raised.
 */
public final class LogReader implements Iterator<LogEntry>, AutoCloseable {

    private final LogSlice slice;
    private final FileChannel channel;
    private final LineReader lines;
    private boolean atLine;
    private Optional<JsonLevel> longLine = Optional.empty();

    /** Opens the file and reads as far as the first line. */
    LogReader(LogSlice slice) {
        this.slice = slice;
        try {
            channel = FileChannel.open(slice.file(), StandardOpenOption.READ);
        } catch (IOException e) {
            throw failed(e);
        }
        lines = new LineReader(channel, slice.encoding(), slice.start(), slice.end(), this::readUnkept);
        advance();
    }

    @Override
    public boolean hasNext() {
        return atLine;
    }

    /** Returns the next entry, with all the lines that continue it. */
    @Override
    public LogEntry next() {
        if (!atLine) {
            throw new NoSuchElementException(slice + " has no further entry");
        }
        long id = lines.offset();
        LogFormat.Parsed first =
                LogFormat.parse(lines.text(), lines.length() == lines.text().length());
        OptionalInt severity = severity(first);
        String message = first.head().map(Head::message).orElse(lines.text());
        long count = 1;
        long length = lines.length();
        long replaced = lines.replaced();
        StringBuilder continued = null;
        advance();
        while (atLine && Continuation.isContinuation(lines.text())) {
            if (continued == null) {
                continued = new StringBuilder(message);
            }
            if (length < LogEntry.KEPT) {
                int room = LogEntry.KEPT - (int) length - 1;
                continued.append('\n').append(LineReader.head(lines.text(), room));
            }
            count++;
            length += 1 + lines.length();
            replaced += lines.replaced();
            advance();
        }
        return new LogEntry(
                id,
                first.head().flatMap(Head::time),
                severity,
                first.head().flatMap(Head::source),
                continued == null ? message : continued.toString(),
                first.format(),
                count,
                length,
                replaced);
    }

    /** Returns the entries that are left as a sequential stream; closing it closes this reader. */
    public Stream<LogEntry> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT | Spliterator.IMMUTABLE;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
                .onClose(this::close);
    }

    /** Closes the file; there are no further entries. Closing again does nothing. */
    @Override
    public void close() {
        atLine = false;
        try {
            channel.close();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Takes the level of a long JSON line from all of it, of anything else from what is kept. */
    private OptionalInt severity(LogFormat.Parsed first) {
        OptionalInt stated = longLine.map(JsonLevel::severity).orElse(OptionalInt.empty());
        if (first.format() == LogFormat.JSON && stated.isPresent()) {
            return stated;
        }
        return first.head().map(head -> OptionalInt.of(head.severity())).orElse(OptionalInt.empty());
    }

    private void readUnkept(String piece) {
        if (!lines.text().startsWith("{")) {
            return;
        }
        if (longLine.isEmpty()) {
            JsonLevel level = new JsonLevel();
            level.read(lines.text());
            longLine = Optional.of(level);
        }
        longLine.get().read(piece);
    }

    private void advance() {
        longLine = Optional.empty();
        try {
            atLine = lines.next();
        } catch (IOException e) {
            close();
            throw failed(e);
        }
        if (!atLine) {
            close();
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("cannot read " + slice + ": " + LogFile.reason(e), e);
    }
}
