package interleave.trial.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.stress.FlagVisibility;
import interleave.stress.Increments;
import interleave.stress.Publication;
import interleave.trial.child.ThreadDump;
import interleave.trial.child.ThreadState;
import interleave.trial.litmus.Meaning.Kind;
import interleave.trial.litmus.Observed.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LitmusRunTest {

    private static final LitmusPlan ONE_FORK = oneFork(Duration.ofSeconds(60));

    private static LitmusPlan oneFork(Duration silence) {
        return new LitmusPlan(List.of(CompilerMode.C2), Duration.ofMillis(200), silence);
    }

    private static Observed observe(Class<?> test, Consumer<ForkedTest> started) throws InterruptedException {
        var tests = List.of(LitmusTest.of(test));
        return LitmusRun.of("a test", tests, ONE_FORK, 2, started).getFirst();
    }

    private static Observed observe(Class<?> test) throws InterruptedException {
        return observe(test, fork -> {});
    }

    @Test
    void seesALostUpdateAndNoneWhereItCannotBe() throws InterruptedException {
        var plain = observe(Increments.Plain.class);
        for (int more = 0; more < 20 && plain.isClean(); more++) {
            // On a busy machine the two threads may not have met.
            plain = observe(Increments.Plain.class);
        }
        assertEquals(Ending.RAN, plain.ending(), plain.note());
        assertEquals(List.of("1"), plain.seen(Kind.FORBIDDEN), plain.toString());
        assertTrue(plain.isBroken() && !plain.isClean());
        assertEquals(List.of("C2"), plain.modes());
        var atomic = observe(Increments.Atomic.class);
        assertTrue(atomic.isClean() && !atomic.isBroken(), atomic.toString());
    }

    @Test
    void seesAFlagThatIsNeverSeen() throws InterruptedException {
        // The loop must have become machine code before it is told to end. The first turn that never ends is the last.
        var patient = new LitmusPlan(List.of(CompilerMode.C2), Duration.ofSeconds(30), Duration.ofSeconds(60));
        var plain = LitmusRun.of("a test", List.of(LitmusTest.of(FlagVisibility.Plain.class)), patient, 2, fork -> {})
                .getFirst();
        assertEquals(List.of("STALE"), plain.seen(Kind.FORBIDDEN), plain.toString());
        assertTrue(observe(FlagVisibility.Opaque.class).isClean());
    }

    @Test
    void saysThatATestDoesNotFitThisMachine() throws InterruptedException {
        var tests = List.of(LitmusTest.of(Increments.Plain.class));
        var observed = LitmusRun.of("a test", tests, ONE_FORK, 1, fork -> {
                    throw new AssertionError("nothing is to be started");
                })
                .getFirst();
        assertEquals(Ending.NOT_RUN, observed.ending());
        assertEquals("needs 2 cores, and here are 1", observed.note());
        assertFalse(observed.isClean(), "no forbidden outcome of a test that did not run is nothing");
    }

    @Test
    void tellsWhatATestThrows() throws InterruptedException {
        var observed = observe(Faulty.Throws.class);
        assertEquals(Ending.FAILED, observed.ending());
        assertTrue(observed.note().contains("the shelf is empty"), observed.note());
    }

    @Test
    void tellsThatATestEndsItsJvm() throws InterruptedException {
        var observed = observe(Faulty.Exits.class);
        assertEquals(Ending.DIED, observed.ending());
        assertTrue(observed.note().contains("exit code 7"), observed.note());
    }

    @Test
    void tellsThatAChildWasKilled() throws InterruptedException {
        var observed = observe(Faulty.Waits.class, fork -> fork.handle().destroyForcibly());
        assertEquals(Ending.DIED, observed.ending());
        assertFalse(observed.isClean());
    }

    @Test
    void stopsATestThatHangsAndSaysWhereItsActorsAre() throws InterruptedException {
        var tests = List.of(LitmusTest.of(Faulty.Waits.class));
        var process = new CompletableFuture<ProcessHandle>();
        var observed = LitmusRun.of("a test", tests, oneFork(Duration.ZERO), 2, fork -> {
                    process.complete(fork.handle());
                    // What it prints last before it waits: it hangs, and is not only slow.
                    while (fork.lastLines().isEmpty()) {
                        Thread.onSpinWait();
                    }
                })
                .getFirst();
        assertEquals(Ending.TIMED_OUT, observed.ending());
        assertTrue(observed.note().contains("`one`"), observed.note());
        assertTrue(observed.note().contains("at Faulty.java:"), observed.note());
        assertFalse(process.join().isAlive());
    }

    @Test
    void namesTheActorsOfADump() {
        var test = LitmusTest.of(Faulty.Waits.class);
        var frame = new StackTraceElement(null, null, null, Faulty.Waits.class.getName(), "one", "Faulty.java", 51);
        var holder = state(4, "b", Thread.State.RUNNABLE, Optional.empty(), frame);
        var waiter = state(3, "a", Thread.State.BLOCKED, Optional.of(4L), frame);
        var other = new ThreadState(5, "c", false, Thread.State.WAITING, List.of(), Optional.empty(), Optional.empty());
        assertEquals(
                "Its actors then: `one` waits for a lock that `b` holds at Faulty.java:51;"
                        + " `one` is RUNNABLE at Faulty.java:51",
                ForkedTest.actors(test, new ThreadDump(List.of(waiter, holder, other), List.of(), "")));
        var none = ForkedTest.actors(test, new ThreadDump(List.of(), List.of(), "the child did not answer"));
        assertEquals("None of its actors ran then: the child did not answer", none);
    }

    private static ThreadState state(
            long id, String name, Thread.State state, Optional<Long> holder, StackTraceElement frame) {
        return new ThreadState(id, name, false, state, List.of(frame), holder.map(_ -> "a lock"), holder);
    }

    @Test
    void oneTestThatCannotRunLeavesTheOthersTheirAnswers() throws InterruptedException {
        var tests = LitmusTest.in(Faulty.Mixed.class);
        var observed = LitmusRun.of("tests", tests, ONE_FORK, 2, fork -> {});
        assertEquals(
                List.of(Ending.NOT_RUN, Ending.RAN),
                observed.stream().map(Observed::ending).toList(),
                observed.toString());
        assertTrue(observed.getFirst().note().startsWith("has no @JCStressTest"), observed.toString());
    }

    @Test
    void aForkThatCannotStartLeavesTheOthersTheirAnswers() throws InterruptedException {
        var tests = List.of(LitmusTest.of(Faulty.Surprises.class), LitmusTest.of(Increments.Atomic.class));
        var starts = new AtomicInteger();
        var observed = LitmusRun.of("tests", tests, ONE_FORK, 2, fork -> {
            if (starts.getAndIncrement() == 0) {
                throw new UncheckedIOException("no more processes", new IOException());
            }
        });
        assertEquals(
                List.of(Ending.NOT_RUN, Ending.RAN),
                observed.stream().map(Observed::ending).toList(),
                observed.toString());
        assertEquals("C2: no more processes", observed.getFirst().note());
    }

    @Test
    void itsMarkTellsWhetherAnX86ProcessorShowsWhatIsWrong() {
        var never = Observed.nothing(LitmusTest.of(Publication.Plain.class), Ending.RAN, "");
        assertFalse(never.isObservableOn("amd64"));
        assertTrue(never.isObservableOn("aarch64"));
        assertTrue(Observed.nothing(LitmusTest.of(Increments.Plain.class), Ending.RAN, "")
                .isObservableOn("amd64"));
        assertFalse(Observed.nothing(LitmusTest.of(Increments.Atomic.class), Ending.RAN, "")
                .isObservableOn("aarch64"));
    }

    @Test
    void anOutcomeThatNobodyNamesIsNotClean() throws InterruptedException {
        var observed = observe(Faulty.Surprises.class);
        assertEquals(Ending.RAN, observed.ending());
        assertEquals(List.of("1"), observed.seen(Kind.UNKNOWN));
        assertFalse(observed.isClean());
    }

    @Test
    void refusesWhatJcstressHasNotBuilt() {
        var refused = assertThrows(IllegalArgumentException.class, () -> observe(Faulty.NotBuilt.class));
        assertTrue(refused.getMessage().contains("Faulty.NotBuilt has no @JCStressTest"), refused.getMessage());
    }

    @Test
    void anInterruptLeavesNoProcessAndNoFile() throws Exception {
        var before = temporary();
        var child = new CompletableFuture<ProcessHandle>();
        var ended = new CompletableFuture<Throwable>();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                observe(Faulty.Waits.class, fork -> child.complete(fork.handle()));
                ended.complete(null);
            } catch (InterruptedException | RuntimeException e) {
                ended.complete(e);
            }
        });
        var process = child.get();
        thread.interrupt();
        assertTrue(ended.get() instanceof InterruptedException);
        assertFalse(process.isAlive());
        var left = temporary();
        left.removeAll(before);
        // Others use that folder too; these are what a JVM or this library could leave there.
        assertEquals(
                Set.of(),
                left.stream()
                        .filter(name -> Stream.of(
                                        "interleave", "jcstress", "hs_err", "core", "java_pid" + process.pid())
                                .anyMatch(name::startsWith))
                        .collect(Collectors.toSet()));
        var counters = Path.of(System.getProperty("java.io.tmpdir"), "hsperfdata_" + System.getProperty("user.name"));
        assertFalse(Files.exists(counters.resolve(Long.toString(process.pid()))));
    }

    private static Set<String> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void findsWhatIsBuilt() {
        // Of two lists on the class path jcstress reads the first: the tests' own.
        assertEquals(5, LitmusRun.built(Pattern.compile("Faulty")).size());
        assertEquals(List.of(), LitmusRun.built(Pattern.compile("nothing of this name")));
    }
}
