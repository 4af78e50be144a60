package interleave.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a child process prints, line by line with the time at which each line was complete.
 *
 * <p>A daemon thread reads until the pipe ends and guards the lines with this object's monitor. It reads on when there
 * is more than is kept, so that a child that prints in a flood is never blocked by it, and memory stays bounded.
 */
final class ChildOutput {

    private static final int MOST_LINES = 1_000;
    private static final int MOST_CHARS_OF_A_LINE = 2_000;

    private final long start;
    private final Thread reader;
    private final List<SandboxResult.Line> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private boolean lineStarted;
    private long linesLost;

    private ChildOutput(InputStream pipe, long start) {
        this.start = start;
        this.reader = Thread.ofPlatform().daemon().name("sandbox-output").unstarted(() -> readAll(pipe));
    }

    /** Starts to read; times count from the given {@link System#nanoTime()}. */
    static ChildOutput read(InputStream pipe, long start) {
        var output = new ChildOutput(pipe, start);
        output.reader.start();
        return output;
    }

    /** Waits until the pipe has ended, at most this long. */
    void awaitEnd(Duration atMost) throws InterruptedException {
        reader.join(atMost);
    }

    /** Returns the lines kept so far, in the order in which they came. */
    synchronized List<SandboxResult.Line> lines() {
        return List.copyOf(lines);
    }

    /** Returns how many lines came after the last one that was kept. */
    synchronized long linesLost() {
        return linesLost;
    }

    private void readAll(InputStream pipe) {
        var buffer = new char[8_192];
        try (var text = new InputStreamReader(pipe, StandardCharsets.UTF_8)) {
            for (int length = text.read(buffer); length >= 0; length = text.read(buffer)) {
                accept(buffer, length);
            }
        } catch (IOException killed) {
            // The pipe of a killed child may end in an error instead of an end: nothing more will come.
        }
        finish();
    }

    private synchronized void accept(char[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (buffer[i] == '\n') {
                endLine();
            } else {
                lineStarted = true;
                if (buffer[i] != '\r' && line.length() < MOST_CHARS_OF_A_LINE) {
                    line.append(buffer[i]);
                }
            }
        }
    }

    private synchronized void finish() {
        if (lineStarted) {
            endLine();
        }
    }

    private void endLine() {
        if (lines.size() < MOST_LINES) {
            lines.add(new SandboxResult.Line(Duration.ofNanos(System.nanoTime() - start), line.toString()));
        } else {
            linesLost++;
        }
        line.setLength(0);
        lineStarted = false;
    }
}
