package interleave.trial.jmh;

import interleave.trial.BenchException;
import interleave.trial.Progress;
import interleave.trial.child.Scratch;
import interleave.trial.jmh.Diagnosis.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    private static final Progress.Step WAITS =
            new Progress.Step("waits for another benchmark on this machine", 0, Optional.empty(), "");
    private static final String NOT_ALONE =
            "the lock that benchmarks take could not be had: another one may have run at the same time";

    private final Subject subject;
    private final List<Leg> legs;
    private final Progress progress;
    private final HostProcess host;
    private final CpuWatch watch;
    private final Forecast forecast;
    private final List<Measured> measured = new ArrayList<>();
    private final List<String> output = new ArrayList<>();
    /** The last lines of the leg. */
    private final Deque<String> lastLines = new ArrayDeque<>();

    private Phase phase = Phase.STARTS;
    private long deadline;

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

    private BenchRun(Subject subject, List<Leg> legs, Progress progress, HostProcess host) {
        this.subject = subject;
        this.legs = legs;
        this.progress = progress;
        this.host = host;
        this.forecast = new Forecast(legs, System.nanoTime());
        this.watch = new CpuWatch(new CpuSource(
                host.handle().pid(),
                Set.of(Thread.currentThread().threadId(), host.reader().threadId())));
    }

    /**
     * Measures legs one after the other.
     *
     * @throws BenchException if a benchmark fails, hangs or ends its JVM
     * @throws InterruptedException if this thread is interrupted
     */
    public static Outcome of(Subject subject, List<Leg> legs) throws InterruptedException {
        return of(subject, legs, JmhLock.FILE);
    }

    static Outcome of(Subject subject, List<Leg> legs, Path lockFile) throws InterruptedException {
        var progress = Progress.start(subject.title());
        var summary = "did not end well";
        try (var lock = JmhLock.take(lockFile, () -> progress.show(WAITS));
                var scratch = Scratch.create()) {
            long start = System.nanoTime();
            var outcome = run(subject, legs, progress, scratch, lock.held() ? List.of() : List.of(NOT_ALONE));
            summary = "measured in " + text(Duration.ofNanos(System.nanoTime() - start));
            return outcome;
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

    private static Outcome run(Subject subject, List<Leg> legs, Progress progress, Scratch scratch, List<String> notes)
            throws InterruptedException {
        try (var host = HostProcess.start(legs, compiled(subject, scratch), scratch)) {
            var run = new BenchRun(subject, legs, progress, host);
            run.follow();
            return new Outcome(run.measured, run.output, notes);
        }
    }

    /** Returns where the classes of a source text lie: a fork reads its classes from files. */
    private static List<Path> compiled(Subject subject, Scratch scratch) {
        if (subject.source().isEmpty()) {
            return List.of();
        }
        var classes = scratch.folder().resolve("classes");
        try {
            subject.source().get().writeTo(classes);
        } catch (IOException e) {
            throw new UncheckedIOException("The compiled benchmark cannot be written: " + e.getMessage(), e);
        }
        return List.of(classes);
    }

    private void follow() throws InterruptedException {
        allow(legs.getFirst().startSilence());
        while (measured.size() < legs.size()) {
            watch.tick();
            progress.show(forecast.step(System.nanoTime()));
            var wait = Math.min(TICK.toNanos(), deadline - System.nanoTime());
            var event = host.events().poll(Math.max(1, wait), TimeUnit.NANOSECONDS);
            if (event != null) {
                accept(event);
            } else if (System.nanoTime() - deadline >= 0) {
                throw diagnosis().hung(phase, host.forkDump());
            }
        }
    }

    private void accept(Event event) {
        var leg = legs.get(measured.size());
        switch (event) {
            case Event.LegStarted() -> {
                lastLines.clear();
                watch.start();
                forecast.legStarted();
                phase = Phase.STARTS;
                allow(leg.startSilence());
            }
            case Event.IterationStarted(boolean warmup, int number) -> {
                forecast.iterationStarted(number == 1 && (warmup || leg.plan().warmups() == 0), System.nanoTime());
                phase = Phase.ITERATES;
                allow(leg.plan().iteration().plus(leg.silence()));
            }
            case Event.IterationEnded(double score, String unit) -> {
                forecast.iterationEnded(score, unit);
                phase = Phase.ENDS;
                // The next fork may start meanwhile.
                allow(leg.forks() > 1 ? leg.startSilence() : leg.silence());
            }
            case Event.Printed(String line) -> {
                output.add(line);
                if (lastLines.size() == LineSplitter.LAST_LINES) {
                    lastLines.removeFirst();
                }
                lastLines.addLast(line);
            }
            case Event.PrintedLast(List<String> lines) -> {
                lastLines.clear();
                lastLines.addAll(lines);
            }
            case Event.LegEnded(RunResult result) -> measured.add(new Measured(leg, result, watch.end()));
            case Event.Failed(String trace) -> throw diagnosis().failed(trace);
            case Event.Closed() -> throw diagnosis().hostEnded(host.lastWords());
        }
    }

    private void allow(Duration silence) {
        deadline = System.nanoTime() + silence.toNanos();
    }

    private Diagnosis diagnosis() {
        return new Diagnosis(subject, legs.get(measured.size()), List.copyOf(lastLines));
    }

    private static String text(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1e3);
    }
}
