package interleave.trial.jmh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes lines of text out of bytes that come in pieces: a character may be torn between two writes, a line never is.
 *
 * <p>Guarded by its monitor. What is beyond the longest line is dropped. Of a flood the first thousand lines are passed
 * on, and of the rest the last few of a leg when somebody asks, so it fills no memory and no pipe.
 */
final class LineSplitter extends OutputStream {

    static final int MOST_LINES = 1_000;

    /** How many lines are the last ones. */
    static final int LAST_LINES = 20;

    private static final int MOST_BYTES_OF_A_LINE = 4_000;

    private final Consumer<String> lines;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final Consumer<List<String>> lastLines;
    private final Deque<String> last = new ArrayDeque<>();
    private boolean unsaid;
    private int count;

    /**
     * Makes a splitter.
     *
     * @param lines is told each of the first lines
     * @param lastLines is told the last lines, if some of them were not among the first
     */
    LineSplitter(Consumer<String> lines, Consumer<List<String>> lastLines) {
        this.lines = lines;
        this.lastLines = lastLines;
    }

    /** Forgets the last lines: what comes next is another leg's. */
    synchronized void begin() {
        last.clear();
        unsaid = false;
    }

    /** Passes on the last lines, if there are some that were not passed on. */
    synchronized void tellLast() {
        if (unsaid) {
            unsaid = false;
            lastLines.accept(List.copyOf(last));
        }
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

    /** Passes on a last line that has no end, and the last lines. */
    synchronized void finish() {
        if (line.size() > 0) {
            endLine();
        }
        tellLast();
    }

    private void endLine() {
        var text = line.toString(StandardCharsets.UTF_8).stripTrailing();
        line.reset();
        if (last.size() == LAST_LINES) {
            last.removeFirst();
        }
        last.addLast(text);
        if (count < MOST_LINES) {
            count++;
            lines.accept(text);
        } else {
            unsaid = true;
        }
    }
}
