package interleave.trial.litmus;

import interleave.trial.Budget;
import interleave.trial.Progress;
import interleave.trial.litmus.Observed.Ending;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.openjdk.jcstress.infra.runners.TestList;

/**
 * One run of litmus tests from its start to its end: one child JVM after the other, each watched until it has given its
 * result, has ended without one, or is stopped because it gives none.
 *
 * <p>The calling thread owns the run and waits in it. Every test that was asked for has an answer, also one that cannot
 * be run here. An interrupt kills the child and ends the run; no process and no file is left.
 */
public final class LitmusRun {

    private static final Duration TICK = Duration.ofMillis(250);

    private final LitmusPlan plan;
    private final int cores;
    private final Progress progress;
    private final Consumer<ForkedTest> started;
    private final int forks;
    private final long start = System.nanoTime();
    private int forksEnded;

    private LitmusRun(
            LitmusPlan plan, int cores, Progress progress, Consumer<ForkedTest> started, List<LitmusTest> tests) {
        this.plan = plan;
        this.cores = cores;
        this.progress = progress;
        this.started = started;
        this.forks = plan.forks().size()
                * (int) tests.stream().filter(test -> whyNot(test).isEmpty()).count();
    }

    /**
     * Runs tests one after the other, as often as a budget allows.
     *
     * @param title what is run, in a few words
     * @return what became of each, in their order
     * @throws IllegalArgumentException if there is only one, and jcstress has not built it; says why
     * @throws InterruptedException if this thread is interrupted; the child is killed first
     */
    public static List<Observed> of(String title, List<LitmusTest> tests, Budget budget) throws InterruptedException {
        return of(title, tests, LitmusPlan.of(budget), Runtime.getRuntime().availableProcessors(), process -> {});
    }

    /** Runs tests by a plan on so many cores; tells of each child that it starts. */
    static List<Observed> of(
            String title, List<LitmusTest> tests, LitmusPlan plan, int cores, Consumer<ForkedTest> started)
            throws InterruptedException {
        if (tests.size() == 1) {
            unbuilt(tests.getFirst()).ifPresent(why -> {
                throw new IllegalArgumentException(tests.getFirst().name() + " " + why);
            });
        }
        var progress = Progress.start(title);
        var run = new LitmusRun(plan, cores, progress, started, tests);
        var summary = "did not end well";
        try {
            var observed = new ArrayList<Observed>();
            for (var test : tests) {
                observed.add(run.observe(test));
            }
            summary = "ran in %d s".formatted(run.elapsed().toSeconds());
            return observed;
        } catch (InterruptedException e) {
            summary = "interrupted; no process is left";
            throw e;
        } finally {
            progress.end(summary);
        }
    }

    /**
     * Returns the litmus tests that jcstress has built in the library, by name.
     *
     * @param regex what a test's full name must match somewhere, such as {@code Increments}
     */
    public static List<LitmusTest> built(Pattern regex) {
        return TestList.tests().stream()
                .filter(name -> regex.matcher(name).find())
                .sorted()
                .map(name -> LitmusTest.of(type(TestList.getInfo(name).binaryName())))
                .toList();
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "The list of built tests names what is not there. Build the library again", e);
        }
    }

    /** Returns the name of the class that jcstress builds to run a test. */
    private static String runner(LitmusTest test) {
        return test.type().getName().replace('$', '_') + "_jcstress";
    }

    /** Returns why jcstress has not built a test, if it has not. */
    private static Optional<String> unbuilt(LitmusTest test) {
        if (!test.isForJcstress()) {
            return Optional.of("has no @JCStressTest, so jcstress cannot run it, for instance because it may block for"
                    + " ever. Interleavings.of can check it; to see its outcomes, add the annotation.");
        }
        var resource = "/" + runner(test).replace('.', '/') + ".class";
        return test.type().getResource(resource) == null
                ? Optional.of("has no runner: jcstress's annotation processor did not run when the class was compiled."
                        + " Build the library again.")
                : Optional.empty();
    }

    /**
     * Returns why a test cannot be run here, if it cannot. The threads of a test wait for one another by spinning: fewer
     * cores than threads would show the scheduler.
     */
    private Optional<String> whyNot(LitmusTest test) {
        return test.threads() > cores
                ? Optional.of("needs %d cores, and here are %d".formatted(test.threads(), cores))
                : unbuilt(test);
    }

    private Observed observe(LitmusTest test) throws InterruptedException {
        var whyNot = whyNot(test);
        if (whyNot.isPresent()) {
            return Observed.nothing(test, Ending.NOT_RUN, whyNot.get());
        }
        var counts = new TreeMap<String, Long>();
        var modes = new ArrayList<String>();
        int left = plan.forks().size();
        for (var mode : plan.forks()) {
            var given = fork(test, mode);
            given.counts().forEach((outcome, count) -> counts.merge(outcome, count, Long::sum));
            if (!given.counts().isEmpty()) {
                modes.add(mode.toString());
            }
            if (given.ending() != Ending.RAN) {
                // What broke once breaks again: the other forks would only take their time.
                forksEnded += left;
                return new Observed(test, given.ending(), "%s: %s".formatted(mode, given.note()), counts, modes);
            }
            left--;
            forksEnded++;
        }
        return counts.isEmpty()
                ? Observed.nothing(test, Ending.FAILED, "its forks ended without a single sample")
                : new Observed(test, Ending.RAN, "", counts, modes);
    }

    private ForkedTest.Given fork(LitmusTest test, CompilerMode mode) throws InterruptedException {
        var limit = plan.fork().plus(plan.silence());
        long forkStart = System.nanoTime();
        try (var fork = ForkedTest.start(test, runner(test), mode, plan.time())) {
            started.accept(fork);
            do {
                show(test, mode, Duration.ofNanos(System.nanoTime() - forkStart));
                if (fork.ends(TICK)) {
                    return fork.given();
                }
            } while (System.nanoTime() - forkStart < limit.toNanos());
            return fork.stuck(limit);
        } catch (UncheckedIOException noProcess) {
            // The others may be luckier: processes come and go.
            return new ForkedTest.Given(Ending.NOT_RUN, noProcess.getMessage(), Map.of());
        }
    }

    private void show(LitmusTest test, CompilerMode mode, Duration running) {
        double planned = seconds(plan.fork());
        double each = forksEnded == 0 ? planned : (seconds(elapsed()) - seconds(running)) / forksEnded;
        double left = Math.max(0, each - seconds(running)) + (forks - forksEnded - 1) * each;
        double share = seconds(elapsed()) / Math.max(seconds(elapsed()) + left, 1e-9);
        progress.show(new Progress.Step(
                "%s, %s: %d of %d".formatted(test.name(), mode, forksEnded + 1, forks),
                share,
                Optional.of(Duration.ofMillis(Math.round(left * 1e3))),
                ""));
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }
}
