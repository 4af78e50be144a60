package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A thousand small buffers, beside or behind each other, with a virtual thread at each end.
 */
public class ManyBoundedBenchmark extends ChannelBenchmark {

    static final int BATCH = 50_000;

    /** Which threads put and take. */
    @Param({"pairs", "chain"})
    public String shape;

    /** How many messages a channel holds. */
    @Param({"16"})
    public int capacity;

    /** Whose channel. */
    @Param({"interleave", "ArrayBlockingQueue", "LinkedBlockingQueue", "jox"})
    public String implementation;

    /** Makes the channels and starts the threads. */
    @Setup
    public void prepare() {
        prepare(shape, "virtual", Pipes.of(implementation, capacity), capacity, BATCH);
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
