package interleave.bench;

import interleave.workload.log.JvmLog;
import interleave.workload.log.LogSlice;
import interleave.workload.log.LogSummary;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a thread costs, beside the work that one is started for: one start and join of either kind of thread, and one
 * count of a slice of a JVM's log by the thread that is there anyway.
 *
 * <p>The slice is a sixteenth of the log. Each fork records its own log before it measures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ThreadBenchmark {

    private static final int SLICES = 16;

    private LogSlice slice;

    /** Records the log. */
    @Setup
    public void record() throws IOException, InterruptedException {
        slice = JvmLog.record().slices(SLICES).get(SLICES / 2);
    }

    /** Starts a platform thread that does nothing and waits for its end. */
    @Benchmark
    public void platformThread() throws InterruptedException {
        Thread.ofPlatform().start(ThreadBenchmark::nothing).join();
    }

    /** Starts a virtual thread that does nothing and waits for its end. */
    @Benchmark
    public void virtualThread() throws InterruptedException {
        Thread.ofVirtual().start(ThreadBenchmark::nothing).join();
    }

    /** Counts the slice in the calling thread. */
    @Benchmark
    public LogSummary countSlice() {
        return slice.summary();
    }

    private static void nothing() {}
}
