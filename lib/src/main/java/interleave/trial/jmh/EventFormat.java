package interleave.trial.jmh;

import java.util.Collection;
import java.util.function.Consumer;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * What JMH reports, turned into events. JMH calls it from its own threads, never from two at once.
 *
 * <p>Of the text that JMH prints one thing is kept: the stack trace of a benchmark's exception. JMH hands on the
 * exception itself too, but only if it can be serialised, and an exception of a cell may hold anything.
 */
final class EventFormat implements OutputFormat {

    private static final String FAILURE = "<failure>";

    private final Consumer<Event> events;
    private final LineSplitter printed;
    private boolean failing;
    private volatile String trace = "";

    EventFormat(Consumer<Event> events, LineSplitter printed) {
        this.events = events;
        this.printed = printed;
    }

    /** Returns the stack trace that a fork has printed, or nothing. */
    String trace() {
        return trace;
    }

    @Override
    public void startBenchmark(BenchmarkParams params) {
        // A fork calls it again for itself, through the link: the leg has started by then.
    }

    @Override
    public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
        events.accept(new Event.IterationStarted(iteration.getType() == IterationType.WARMUP, number));
    }

    @Override
    public void iterationResult(BenchmarkParams params, IterationParams iteration, int number, IterationResult data) {
        var result = data.getPrimaryResult();
        events.accept(new Event.IterationEnded(result.getScore(), result.getScoreUnit()));
    }

    @Override
    public void println(String text) {
        if (text.strip().equals(FAILURE)) {
            failing = true;
        } else if (failing && !text.isBlank()) {
            trace = text;
            failing = false;
        }
    }

    @Override
    public void write(int b) {
        printed.write(b);
    }

    @Override
    public void write(byte[] bytes) {
        printed.write(bytes, 0, bytes.length);
    }

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void print(String text) {}

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
