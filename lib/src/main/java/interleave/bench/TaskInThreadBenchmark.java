package interleave.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * One task that computes and shares nothing: done at once by the calling thread, or by a thread that is started for it
 * and joined.
 *
 * <p>Only one of the two threads computes at any time, so nothing is gained; what is measured is the price.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TaskInThreadBenchmark {

    /** The length of the task in JMH's units, about a nanosecond each or somewhat more. */
    @Param({"1000", "100000", "10000000"})
    public long tokens;

    /** Does the task in the calling thread. */
    @Benchmark
    public void direct() {
        task();
    }

    /** Does it in a new platform thread. */
    @Benchmark
    public void platform() throws InterruptedException {
        Thread.ofPlatform().start(this::task).join();
    }

    /** Does it in a new virtual thread. */
    @Benchmark
    public void virtual() throws InterruptedException {
        Thread.ofVirtual().start(this::task).join();
    }

    private void task() {
        Blackhole.consumeCPU(tokens);
    }
}
