package interleave.trial.litmus;

import interleave.channel.LeakTracking;
import interleave.trial.child.ChildJvm;
import interleave.trial.child.ThreadDump;
import interleave.trial.child.ThreadState;
import interleave.trial.child.WatchedChild;
import interleave.trial.litmus.Observed.Ending;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

/**
 * One fork of one test as its owner sees it: a watched child JVM from its start until it and all that it started are gone.
 * Its one message is jcstress's result; it writes no file.
 */
final class ForkedTest implements AutoCloseable {

    /** What is known about a fork that is stuck is told soon, or not at all. */
    private static final Duration LAST_QUESTION = Duration.ofSeconds(3);

    private static final int MOST_LINES = 20;
    private static final int MOST_BYTES = 1 << 16;

    private final LitmusTest test;
    private final WatchedChild child;
    private final Ear ear = new Ear();

    /**
     * What a fork gave.
     *
     * @param ending how it ended
     * @param note why it ended otherwise than it should
     * @param counts how often each outcome was seen
     */
    record Given(Ending ending, String note, Map<String, Long> counts) {}

    /** Hears the child, on the two threads that read its pipes. What it says first is kept, guarded by the monitor. */
    private static final class Ear implements WatchedChild.Listener {
        private final CompletableFuture<byte[]> result = new CompletableFuture<>();
        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        @Override
        public synchronized void printed(boolean error, byte[] piece) {
            said.write(piece, 0, Math.min(piece.length, MOST_BYTES - said.size()));
        }

        @Override
        public void sent(byte[] message) {
            result.complete(message);
        }

        synchronized List<String> lastLines() {
            var lines = said.toString(StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        }
    }

    private ForkedTest(LitmusTest test, ChildJvm jvm) {
        this.test = test;
        this.child = jvm.watch(ear);
    }

    /**
     * Starts a fork. The test is one that jcstress has built, and its runner is the class of that name.
     *
     * @throws java.io.UncheckedIOException if the operating system refuses another process
     */
    static ForkedTest start(LitmusTest test, String runner, CompilerMode mode, Duration time) {
        var jvm = ChildJvm.of(LitmusFork.class)
                .flags("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC", "-D" + LeakTracking.PROPERTY + "=off")
                .flags("-XX:+UnlockDiagnosticVMOptions", "-XX:+DisplayVMOutputToStderr")
                // Jcstress keeps its counters apart, so that they do not hold up what is tested.
                .flags("-XX:-RestrictContended", "--sun-misc-unsafe-memory-access=allow")
                .flags(mode.flags().toArray(String[]::new))
                .arguments(runner, String.valueOf(time.toMillis()));
        if (test.isAboutTermination()) {
            jvm.arguments(String.valueOf(LitmusPlan.PATIENCE.toMillis()));
        }
        return new ForkedTest(test, jvm);
    }

    /** Returns the process of the child. */
    ProcessHandle handle() {
        return child.process().toHandle();
    }

    /** Returns the last lines of what the child has printed. */
    List<String> lastLines() {
        return ear.lastLines();
    }

    /** Waits at most this long; returns whether the child has given its result or ended. */
    boolean ends(Duration atMost) throws InterruptedException {
        try {
            CompletableFuture.anyOf(ear.result, child.process().onExit()).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException runs) {
            return false;
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** Returns what the child gave that has given its result or ended. */
    Given given() {
        if (!ear.result.isDone()) {
            // What it said last is still in the pipes.
            child.end();
        }
        if (!ear.result.isDone()) {
            var lines = lastLines();
            return new Given(
                    Ending.DIED,
                    "its JVM ended with exit code %d and without a result%s"
                            .formatted(
                                    child.process().exitValue(),
                                    lines.isEmpty() ? "" : ". It said last:\n" + String.join("\n", lines)),
                    Map.of());
        }
        try {
            return given(new TestResult(new DataInputStream(new ByteArrayInputStream(ear.result.join()))));
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

    /** Asks a child that gives no result what its actors do, and returns what became of it. */
    Given stuck(Duration after) throws InterruptedException {
        var dump = child.dump(LAST_QUESTION);
        return new Given(
                Ending.TIMED_OUT,
                "no result within %d s, so it was stopped. %s".formatted(after.toSeconds(), actors(test, dump)),
                Map.of());
    }

    /** Says where the actors of a test are. */
    static String actors(LitmusTest test, ThreadDump dump) {
        var where = dump.threads().stream()
                .flatMap(thread -> actor(test, thread).map(name -> words(name, thread, dump)).stream())
                .distinct()
                .collect(Collectors.joining("; "));
        return where.isEmpty() ? "None of its actors ran then: " + dump.finding() : "Its actors then: " + where;
    }

    private static String words(String actor, ThreadState thread, ThreadDump dump) {
        return "`%s` %s at %s"
                .formatted(
                        actor,
                        dump.waiting(thread).map(what -> "waits for " + what).orElse("is " + thread.state()),
                        thread.place());
    }

    /** Returns the actor that a thread runs, if it runs one. */
    private static Optional<String> actor(LitmusTest test, ThreadState thread) {
        var names = test.actors().stream().map(Method::getName).toList();
        return thread.frames().stream()
                .filter(frame -> frame.getClassName().equals(test.type().getName()))
                .map(StackTraceElement::getMethodName)
                .filter(names::contains)
                .reduce((_, outer) -> outer);
    }

    /** Kills the child if it still runs, with all that it has started, and waits until they are gone. */
    @Override
    public void close() {
        child.end();
    }
}
