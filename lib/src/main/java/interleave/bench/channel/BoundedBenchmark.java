package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Messages through a buffer that makes a sender wait when it is full.
 */
public class BoundedBenchmark extends ChannelBenchmark {

    static final int BATCH = 20_000;

    /** Which threads put and take. */
    @Param({"seq", "spsc", "mpsc", "mpmc", "ping-pong"})
    public String shape;

    /** Which kind of threads. */
    @Param({"platform", "virtual"})
    public String kind;

    /** How many messages a channel holds. */
    @Param({"1", "128"})
    public int capacity;

    /** Whose channel. */
    @Param({"interleave", "ArrayBlockingQueue", "LinkedBlockingQueue", "jox"})
    public String implementation;

    /** Makes the channels and starts the threads. */
    @Setup
    public void prepare() {
        prepare(shape, kind, Pipes.of(implementation, capacity), capacity, BATCH);
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
