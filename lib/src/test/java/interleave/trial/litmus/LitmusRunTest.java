package interleave.trial.litmus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.stress.FlagVisibility;
import interleave.stress.Increments;
import interleave.trial.litmus.Meaning.Kind;
import interleave.trial.litmus.Observed.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LitmusRunTest {

    private static final LitmusPlan ONE_FORK = oneFork(Duration.ofSeconds(60));

    private static LitmusPlan oneFork(Duration silence) {
        return new LitmusPlan(List.of(CompilerMode.C2), Duration.ofMillis(200), silence);
    }

    private static Observed observe(Class<?> test, Consumer<ProcessHandle> started) throws InterruptedException {
        var tests = List.of(LitmusTest.of(test));
        return LitmusRun.of("a test", tests, ONE_FORK, 2, started).getFirst();
    }

    private static Observed observe(Class<?> test) throws InterruptedException {
        return observe(test, process -> {});
    }

    @Test
    void seesALostUpdateAndNoneWhereItCannotBe() throws InterruptedException {
        var plain = observe(Increments.Plain.class);
        assertEquals(Ending.RAN, plain.ending(), plain.note());
        assertEquals(List.of("1"), plain.seen(Kind.FORBIDDEN), plain.toString());
        assertTrue(plain.isBroken() && !plain.isClean());
        assertEquals(List.of("C2"), plain.modes());
        var atomic = observe(Increments.Atomic.class);
        assertTrue(atomic.isClean() && !atomic.isBroken(), atomic.toString());
        assertTrue(atomic.samples() > 1_000, atomic.toString());
    }

    @Test
    void seesAFlagThatIsNeverSeen() throws InterruptedException {
        assertEquals(List.of("STALE"), observe(FlagVisibility.Plain.class).seen(Kind.FORBIDDEN));
        assertTrue(observe(FlagVisibility.Opaque.class).isClean());
    }

    @Test
    void saysThatATestDoesNotFitThisMachine() throws InterruptedException {
        var tests = List.of(LitmusTest.of(Increments.Plain.class));
        var observed = LitmusRun.of("a test", tests, ONE_FORK, 1, process -> {
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
        var observed = observe(Faulty.Waits.class, ProcessHandle::destroyForcibly);
        assertEquals(Ending.DIED, observed.ending());
        assertFalse(observed.isClean());
    }

    @Test
    void stopsATestThatHangs() throws InterruptedException {
        var tests = List.of(LitmusTest.of(Faulty.Waits.class));
        var observed = LitmusRun.of("a test", tests, oneFork(Duration.ZERO), 2, process -> {})
                .getFirst();
        assertEquals(Ending.TIMED_OUT, observed.ending());
        assertTrue(observed.note().contains("wait for each other"), observed.note());
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
                observe(Faulty.Waits.class, child::complete);
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
        assertEquals(
                Set.of(),
                left.stream().filter(name -> name.contains("jcstress")).collect(Collectors.toSet()));
    }

    private static Set<String> temporary() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void findsWhatIsBuilt() {
        // Of two lists on the class path jcstress reads the first: the tests' own.
        assertEquals(4, LitmusRun.built(Pattern.compile("Faulty")).size());
        assertEquals(List.of(), LitmusRun.built(Pattern.compile("nothing of this name")));
    }
}
