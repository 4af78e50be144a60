package interleave.trial.jmh;

import interleave.trial.BenchException;
import interleave.trial.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;

/**
 * One measurement from its start to its end: takes the machine's lock, starts the child JVM, follows its events, shows
 * how far it is, and kills the child with everything that it started.
 *
 * <p>The calling thread owns the run and waits for events in it. It ends with the last leg, with the first failure, when
 * a fork says nothing for longer than it may, or with an interrupt; in every case no process is left.
 */
public final class BenchRun {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int LAST_LINES = 20;

    private final List<Leg> legs;
    private final Progress progress;
    private final Forecast forecast;
    private final List<Measured> measured = new ArrayList<>();
    private final List<String> output = new ArrayList<>();

    private Phase phase = Phase.STARTS;
    private long deadline;

    /** What the present fork has to do next before its silence counts as hanging. */
    private enum Phase {
        STARTS,
        ITERATES,
        ENDS
    }

    /**
     * What a leg gave.
     *
     * @param leg the leg
     * @param result JMH's own result
     * @param disturbedBy what else used the processors meanwhile, if it was more than a tenth of one
     */
    public record Measured(Leg leg, RunResult result, Optional<String> disturbedBy) {}

    /**
     * What a run gave.
     *
     * @param legs each leg in its order
     * @param output what the benchmarks printed, at most a thousand lines
     * @param notes what a reader of the figures should know about the run
     */
    public record Outcome(List<Measured> legs, List<String> output, List<String> notes) {

        /** Keeps copies. */
        public Outcome {
            legs = List.copyOf(legs);
            output = List.copyOf(output);
            notes = List.copyOf(notes);
        }
    }

    private BenchRun(List<Leg> legs, Progress progress) {
        this.legs = legs;
        this.progress = progress;
        this.forecast = new Forecast(legs, System.nanoTime());
    }

    /**
     * Measures legs one after the other.
     *
     * @param title what is measured, for who watches
     * @param first the entries of the class path that come before those of this JVM
     * @throws BenchException if a benchmark fails, hangs or ends its JVM
     * @throws InterruptedException if this thread is interrupted
     */
    public static Outcome of(String title, List<Leg> legs, List<Path> first) throws InterruptedException {
        return of(title, legs, first, JmhLock.FILE);
    }

    static Outcome of(String title, List<Leg> legs, List<Path> first, Path lockFile) throws InterruptedException {
        var progress = Progress.start(title);
        var summary = "did not end well";
        try (var lock = JmhLock.take(
                lockFile,
                () -> progress.show(
                        new Progress.Step("waits for another benchmark on this machine", 0, Optional.empty(), "")))) {
            long start = System.nanoTime();
            var run = new BenchRun(legs, progress);
            try (var child = HostProcess.start(legs, first)) {
                run.follow(child);
            }
            summary = "measured in %s".formatted(text(Duration.ofNanos(System.nanoTime() - start)));
            return new Outcome(
                    run.measured,
                    run.output,
                    lock.held()
                            ? List.of()
                            : List.of(
                                    "The lock of other benchmarks could not be taken: another may have run at the same time"));
        } catch (InterruptedException e) {
            summary = "interrupted; no process is left";
            throw e;
        } catch (BenchException e) {
            summary = "failed: " + e.getMessage().lines().findFirst().orElse("");
            throw e;
        } finally {
            progress.end(summary);
        }
    }

    private void follow(HostProcess child) throws InterruptedException {
        allow(Duration.ZERO, legs.getFirst());
        while (measured.size() < legs.size()) {
            progress.show(forecast.step(System.nanoTime()));
            var wait = Math.min(TICK.toNanos(), deadline - System.nanoTime());
            var event = child.events().poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
            if (event != null) {
                accept(event, child);
            } else if (System.nanoTime() - deadline >= 0) {
                throw hung(child);
            }
        }
    }

    private void accept(Event event, HostProcess child) {
        var leg = legs.get(measured.size());
        switch (event) {
            case Event.LegStarted() -> {
                forecast.legStarted();
                phase = Phase.STARTS;
                allow(Duration.ZERO, leg);
            }
            case Event.IterationStarted(boolean warmup, int number) -> {
                forecast.iterationStarted(number == 1 && (warmup || leg.plan().warmups() == 0), System.nanoTime());
                phase = Phase.ITERATES;
                allow(leg.plan().iteration(), leg);
            }
            case Event.IterationEnded(double score, String unit) -> {
                forecast.iterationEnded(score, unit);
                phase = Phase.ENDS;
                allow(Duration.ZERO, leg);
            }
            case Event.Printed(String line) -> output.add(line);
            case Event.LegEnded(RunResult result) -> measured.add(new Measured(leg, result, Optional.empty()));
            case Event.Failed(String trace) -> throw failed(leg.what(), trace);
            case Event.Closed() ->
                throw new BenchException(
                        "JMH ended before it had measured %s: %s".formatted(leg.what(), child.lastWords()),
                        Optional.empty(),
                        lastLines());
        }
    }

    private void allow(Duration planned, Leg leg) {
        deadline = System.nanoTime() + planned.plus(leg.silence()).toNanos();
    }

    private List<String> lastLines() {
        return output.subList(Math.max(0, output.size() - LAST_LINES), output.size());
    }

    private BenchException failed(BenchmarkCase what, String trace) {
        var head = Trace.head(trace);
        if (head.contains("VM prematurely exited")) {
            return new BenchException(
                    what.method() + " ended its JVM before JMH had finished: it must not call System.exit",
                    Optional.empty(),
                    lastLines());
        }
        if (head.contains("Forked VM failed with exit code")) {
            return new BenchException(
                    "The JVM of %s ended with exit code %s before JMH had finished.%s"
                            .formatted(
                                    what.method(),
                                    head.replaceAll(".*exit code ", ""),
                                    lastLines().isEmpty() ? "" : " Its last lines:\n" + String.join("\n", lastLines())),
                    Optional.empty(),
                    lastLines());
        }
        var at = Trace.place(trace, what.className());
        return new BenchException(
                "%s threw %s%s"
                        .formatted(
                                what.method(),
                                head,
                                at.map(place -> " (" + place + ")").orElse("")),
                at,
                lastLines());
    }

    private BenchException hung(HostProcess child) throws InterruptedException {
        var leg = legs.get(measured.size());
        var what = leg.what();
        var dump = child.forkDump();
        if (phase == Phase.ENDS) {
            var threads = Trace.lasting(dump).map(name -> "`" + name + "`").toList();
            return new BenchException(
                    "The JVM of %s did not end within %s of its last iteration, so it was stopped: %s. Join every thread that the benchmark starts, or make it a daemon"
                            .formatted(
                                    what.method(),
                                    text(leg.silence()),
                                    threads.isEmpty()
                                            ? "something in it still runs"
                                            : "still running " + String.join(", ", threads)),
                    Optional.empty(),
                    lastLines());
        }
        var at = Trace.placeOfWorker(dump, what.className());
        return new BenchException(
                "%s did not end an iteration of %s within %s more, so it was stopped%s. Does a loop of it or of its @Setup never end, or does it wait for something that never comes? If it needs that long, give its class a @Timeout"
                        .formatted(
                                what.method(),
                                text(leg.plan().iteration()),
                                text(leg.silence()),
                                at.map(place -> " at " + place).orElse("")),
                at,
                lastLines());
    }

    private static String text(Duration length) {
        return length.toSeconds() >= 2 ? length.toSeconds() + " s" : length.toMillis() + " ms";
    }
}
