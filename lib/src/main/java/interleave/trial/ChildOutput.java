package interleave.trial;

import interleave.trial.child.WatchedChild;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a child process prints, line by line with the time at which each line was complete.
 *
 * <p>The threads that read the child's pipes call it; this object's monitor guards the lines. It takes more than it
 * keeps, so that a child that prints in a flood is never blocked by it, and memory stays bounded.
 */
final class ChildOutput implements WatchedChild.Listener {

    private static final int MOST_LINES = 1_000;
    private static final int MOST_CHARS_OF_A_LINE = 2_000;
    private static final int MOST_BYTES_OF_A_CHAR = 4;

    /** How the JVM tells that an exception has ended a thread. */
    private static final String UNCAUGHT = "Exception in thread \"";

    private final long start;
    private final Consumer<String> heard;
    private final List<SandboxResult.Line> lines = new ArrayList<>();
    private final PartOfLine output = new PartOfLine(SandboxResult.Stdio.STDOUT);
    private final PartOfLine error = new PartOfLine(SandboxResult.Stdio.STDERR);
    private long linesLost;
    private Optional<String> uncaught = Optional.empty();

    /** Times count from the given {@link System#nanoTime()}. Each complete line is told, with the monitor held. */
    ChildOutput(long start, Consumer<String> heard) {
        this.start = start;
        this.heard = heard;
    }

    @Override
    public synchronized void printed(boolean error, byte[] piece) {
        var line = error ? this.error : output;
        for (byte each : piece) {
            if (each == '\n') {
                end(line);
            } else {
                line.add(each);
            }
        }
    }

    /** Ends the lines that the child has begun and not ended. */
    synchronized void finish() {
        if (output.begun) {
            end(output);
        }
        if (error.begun) {
            end(error);
        }
    }

    /** Returns the lines kept so far, in the order in which they were complete. */
    synchronized List<SandboxResult.Line> lines() {
        return List.copyOf(lines);
    }

    /** Returns how many lines came after the last one that was kept. */
    synchronized long linesLost() {
        return linesLost;
    }

    /** Returns the first exception that has ended a thread, as the JVM has told it, if there is one. */
    synchronized Optional<String> uncaught() {
        return uncaught;
    }

    private void end(PartOfLine line) {
        var text = line.take();
        if (uncaught.isEmpty() && line.stdio == SandboxResult.Stdio.STDERR && text.startsWith(UNCAUGHT)) {
            uncaught = exception(text);
        }
        if (lines.size() < MOST_LINES) {
            lines.add(new SandboxResult.Line(Duration.ofNanos(System.nanoTime() - start), line.stdio, text));
        } else {
            linesLost++;
        }
        heard.accept(text);
    }

    /** Returns {@code java.lang.Error: why in thread `main`} of {@code Exception in thread "main" java.lang.Error: why}. */
    private static Optional<String> exception(String text) {
        int end = text.indexOf("\" ", UNCAUGHT.length());
        return end < 0
                ? Optional.empty()
                : Optional.of(
                        "%s in thread `%s`".formatted(text.substring(end + 2), text.substring(UNCAUGHT.length(), end)));
    }

    /** The beginning of a line, in bytes: a piece may end within a character. Guarded by its owner's monitor. */
    private static final class PartOfLine {

        private final SandboxResult.Stdio stdio;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private boolean begun;

        PartOfLine(SandboxResult.Stdio stdio) {
            this.stdio = stdio;
        }

        void add(byte next) {
            begun = true;
            if (next != '\r' && bytes.size() < MOST_CHARS_OF_A_LINE * MOST_BYTES_OF_A_CHAR) {
                bytes.write(next);
            }
        }

        String take() {
            var text = bytes.toString(StandardCharsets.UTF_8);
            bytes.reset();
            begun = false;
            if (text.length() <= MOST_CHARS_OF_A_LINE) {
                return text;
            }
            boolean torn = Character.isHighSurrogate(text.charAt(MOST_CHARS_OF_A_LINE - 1));
            return text.substring(0, torn ? MOST_CHARS_OF_A_LINE - 1 : MOST_CHARS_OF_A_LINE);
        }
    }
}
