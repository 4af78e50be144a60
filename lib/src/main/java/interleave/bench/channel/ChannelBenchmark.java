package interleave.bench.channel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the benchmarks of this package have in common: the time of a message, and those who move it, who are there from the
 * set-up to the end of the fork.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public abstract class ChannelBenchmark {

    private Mover mover;
    private List<Runnable> closings = List.of();

    /** For the benchmarks of this package. */
    protected ChannelBenchmark() {}

    /** Starts the threads of a shape over the pipes of an implementation. */
    void prepare(String shape, String kind, Supplier<Pipe> maker, int capacity, int batch) {
        var form = Shape.of(shape);
        var pipes = form.pipes(maker);
        closings = pipes.stream().<Runnable>map(pipe -> pipe::close).toList();
        mover = Crew.of(kind, form.works(pipes, capacity, batch));
    }

    /** Starts the threads that do some works with the channels of a chooser. */
    void prepare(String kind, Chooser chooser, List<Work> works) {
        closings = List.of(chooser::close);
        mover = Crew.of(kind, works);
    }

    /** Takes those who move. */
    void prepare(Mover others) {
        mover = others;
    }

    /** Moves a batch. */
    void move(Cost cost, int batch) throws InterruptedException {
        cost.of(mover, batch);
    }

    /** Ends those who move and closes what they moved through. */
    @TearDown
    public void end() {
        mover.close();
        closings.forEach(Runnable::run);
    }
}
