package interleave.trial.litmus;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.ChildProcess;
import interleave.trial.litmus.Observed.Ending;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * One fork of one test as its owner sees it: a child JVM from its start until it and all that it started are gone.
 *
 * <p>Two daemon threads read its pipes to their end, which closing this causes at the latest: the standard output is
 * jcstress's result, of the standard error the last lines are kept. The child writes no file.
 */
final class ForkedTest implements AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final int MOST_LINES = 20;

    /** Many times what a test of a thousand outcomes takes. */
    private static final int MOST_BYTES = 4 << 20;

    private final ChildProcess child;
    private final Thread resultReader;
    private final Thread errorReader;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private volatile byte[] result = {};

    /**
     * What a fork gave.
     *
     * @param ending how it ended
     * @param note why it ended otherwise than it should
     * @param counts how often each outcome was seen
     */
    record Given(Ending ending, String note, Map<String, Long> counts) {}

    private ForkedTest(ChildProcess child) {
        this.child = child;
        var process = child.process();
        this.resultReader =
                Thread.ofPlatform().daemon().name("litmus-result").start(() -> readResult(process.getInputStream()));
        this.errorReader =
                Thread.ofPlatform().daemon().name("litmus-words").start(() -> readWords(process.getErrorStream()));
    }

    /** Starts a fork. The test is one that jcstress has built, and its runner is the class of that name. */
    static ForkedTest start(LitmusTest test, String runner, CompilerMode mode, Duration time) {
        var jvm = ChildJvm.of(LitmusFork.class)
                .flags("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC")
                .flags("-XX:+UnlockDiagnosticVMOptions", "-XX:+DisplayVMOutputToStderr")
                // Jcstress keeps its counters apart, so that they do not hold up what is tested.
                .flags("-XX:-RestrictContended", "--sun-misc-unsafe-memory-access=allow")
                .flags(mode.flags().toArray(String[]::new))
                .arguments(runner, String.valueOf(time.toMillis()));
        if (test.isAboutTermination()) {
            jvm.arguments(String.valueOf(LitmusPlan.PATIENCE.toMillis()));
        }
        return new ForkedTest(jvm.start());
    }

    /** Returns the process of the child. */
    ProcessHandle handle() {
        return child.process().toHandle();
    }

    /** Waits at most this long; returns whether the child has ended. */
    boolean ends(Duration atMost) throws InterruptedException {
        return child.process().waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns what the child gave that has ended. */
    Given given() throws InterruptedException {
        // What has escaped from it may hold a pipe open.
        resultReader.join(LAST_WORDS);
        errorReader.join(LAST_WORDS);
        if (result.length == 0) {
            return new Given(
                    Ending.DIED,
                    "its JVM ended with exit code %d and without a result%s"
                            .formatted(child.process().exitValue(), lastLines()),
                    Map.of());
        }
        try {
            return given(new TestResult(new DataInputStream(new ByteArrayInputStream(result))));
        } catch (IOException | RuntimeException torn) {
            return new Given(Ending.FAILED, "its result cannot be read: " + torn, Map.of());
        }
    }

    private static Given given(TestResult result) {
        var counts = new TreeMap<String, Long>();
        result.getStateKeys().forEach(state -> counts.put(state, result.getCount(state)));
        if (result.status() == Status.NORMAL) {
            return new Given(Ending.RAN, "", counts);
        }
        var ending = result.status() == Status.TIMEOUT_ERROR ? Ending.TIMED_OUT : Ending.FAILED;
        var words = result.getMessages().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(3)
                .collect(Collectors.joining(" "));
        return new Given(ending, words.isEmpty() ? "jcstress says " + result.status() : words, counts);
    }

    private String lastLines() {
        synchronized (lastLines) {
            return lastLines.isEmpty() ? "" : ". It said last:\n" + String.join("\n", lastLines);
        }
    }

    private void readResult(InputStream pipe) {
        try (pipe) {
            result = pipe.readNBytes(MOST_BYTES);
        } catch (IOException killed) {
            // The pipe of a killed child may end in an error instead of an end: there is no result.
        }
    }

    private void readWords(InputStream pipe) {
        try (var lines = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (lastLines) {
                    if (lastLines.size() == MOST_LINES) {
                        lastLines.removeFirst();
                    }
                    lastLines.addLast(line);
                }
            }
        } catch (IOException killed) {
            // As above: nothing more will come.
        }
    }

    /** Kills the child if it still runs, with all that it has started, and waits until they are gone. */
    @Override
    public void close() {
        child.end();
    }
}
