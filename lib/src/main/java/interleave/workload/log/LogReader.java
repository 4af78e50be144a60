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
        return nextRaw().parse();
    }

    /**
     * Returns the next entry with all the lines that continue it, as text: any thread may parse it.
     *
     * @throws NoSuchElementException if there is none
     * @throws UncheckedIOException if the file cannot be read any more
     */
    public RawEntry nextRaw() {
        if (!atLine) {
            throw new NoSuchElementException(slice + " has no further entry");
        }
        long id = lines.offset();
        String firstLine = lines.text();
        boolean whole = lines.length() == firstLine.length();
        OptionalInt stated = longLine.map(JsonLevel::severity).orElse(OptionalInt.empty());
        long count = 1;
        long length = lines.length();
        long replaced = lines.replaced();
        StringBuilder below = null;
        advance();
        while (atLine && Continuation.isContinuation(lines.text())) {
            if (below == null) {
                below = new StringBuilder();
            }
            if (length < LogEntry.KEPT) {
                int room = LogEntry.KEPT - (int) length - 1;
                below.append('\n').append(LineReader.head(lines.text(), room));
            }
            count++;
            length += 1 + lines.length();
            replaced += lines.replaced();
            advance();
        }
        return new RawEntry(
                id, firstLine, whole, stated, below == null ? "" : below.toString(), count, length, replaced);
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
