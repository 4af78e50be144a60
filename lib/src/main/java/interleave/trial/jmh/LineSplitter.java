package interleave.trial.jmh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Makes lines of text out of bytes that come in pieces: a character may be torn between two writes, a line never is.
 *
 * <p>Guarded by its monitor. What is beyond the longest line and the last line is dropped, so a benchmark that prints in
 * a flood fills no memory and no pipe.
 */
final class LineSplitter extends OutputStream {

    static final int MOST_LINES = 1_000;
    private static final int MOST_BYTES_OF_A_LINE = 4_000;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int count;

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public synchronized void write(int b) {
        if (b == '\n') {
            endLine();
        } else if (line.size() < MOST_BYTES_OF_A_LINE) {
            line.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            write(bytes[i]);
        }
    }

    /** Passes on a last line that has no end. */
    synchronized void finish() {
        if (line.size() > 0) {
            endLine();
        }
    }

    private void endLine() {
        if (count < MOST_LINES) {
            count++;
            lines.accept(line.toString(StandardCharsets.UTF_8).stripTrailing());
        }
        line.reset();
    }
}
