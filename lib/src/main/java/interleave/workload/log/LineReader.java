package interleave.workload.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.Consumer;

/**
 * Reads the lines of a byte range, in memory that depends neither on the range nor on a line.
 *
 * <p>Owned by one thread; the channel is the caller's, read by position only, so readers may share one. After
 * {@link #next} has returned true the other methods tell of the line read last. The end of the file ends the range too:
 * a file that has shrunk meanwhile has fewer lines and raises nothing.
 */
final class LineReader {

    /** Characters of a line, and of an entry, that are kept. */
    static final int KEPT = 64 * 1024;

    private static final int BUFFER = 2 * KEPT;

    private final FileChannel channel;
    private final Encoding encoding;
    private final Consumer<String> unkept;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;
    private long position;
    private long end;

    private long offset;
    private String text = "";
    private long length;
    private long replaced;

    /** Reads from {@code start}, which must be the start of a code unit, to {@code end}, both counted in bytes. */
    LineReader(FileChannel channel, Encoding encoding, long start, long end) {
        this(channel, encoding, start, end, piece -> {});
    }

    /**
     * Reads as above. What is not kept of a line goes to {@code unkept} piece by piece while {@link #next} reads it; by
     * then {@link #text} is what is kept.
     */
    LineReader(FileChannel channel, Encoding encoding, long start, long end, Consumer<String> unkept) {
        this.channel = channel;
        this.encoding = encoding;
        this.unkept = unkept;
        this.position = start;
        this.end = end;
    }

    /** Moves to the next line; false at the end of the range. */
    boolean next() throws IOException {
        if (from == to && !fill()) {
            return false;
        }
        offset = position - (to - from);
        text = "";
        length = 0;
        replaced = 0;
        for (; ; ) {
            int lineEnd = encoding.lineEnd(buffer, from, to);
            if (lineEnd < to) {
                take(lineEnd);
                break;
            }
            if (to - from == BUFFER) {
                // Longer than the buffer: take what is here, to the last whole character, and go on behind it.
                take(encoding.cut(buffer, from, to));
            }
            if (!fill()) {
                take(to);
                break;
            }
        }
        skipLineEnd();
        return true;
    }

    /** Returns the position of the line's first byte in the file. */
    long offset() {
        return offset;
    }

    /** Returns the line without its end, at most the first {@link #KEPT} characters of it. */
    String text() {
        return text;
    }

    /** Returns how many characters the line has. */
    long length() {
        return length;
    }

    /** Returns how many characters of the line stand for damaged bytes. */
    long replaced() {
        return replaced;
    }

    private void take(int until) {
        String part = encoding.decode(buffer, from, until);
        replaced += encoding.replaced(part, buffer, from, until);
        String kept = length < KEPT ? head(part, KEPT - (int) length) : "";
        text = kept.isEmpty() ? text : text + kept;
        if (kept.length() < part.length()) {
            unkept.accept(part.substring(kept.length()));
        }
        length += part.length();
        from = until;
    }

    /** Returns the first characters of a text, never half a surrogate pair. */
    static String head(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        boolean split = characters > 0 && Character.isHighSurrogate(text.charAt(characters - 1));
        return text.substring(0, split ? characters - 1 : characters);
    }

    private void skipLineEnd() throws IOException {
        int width = encoding.width();
        if (to - from < 2 * width) {
            fill();
        }
        if (to - from < width) {
            return;
        }
        char first = encoding.unit(buffer, from);
        if (first != '\r' && first != '\n') {
            return;
        }
        from += width;
        if (first == '\r' && to - from >= width && encoding.unit(buffer, from) == '\n') {
            from += width;
        }
    }

    /** Reads on behind what is unread; false if nothing was added: the range is at its end or the buffer is full. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        int before = to;
        while (to < BUFFER && position < end) {
            int room = (int) Math.min(BUFFER - to, end - position);
            int read = channel.read(ByteBuffer.wrap(buffer, to, room), position);
            if (read < 0) {
                end = position;
                break;
            }
            to += read;
            position += read;
        }
        return to > before;
    }
}
