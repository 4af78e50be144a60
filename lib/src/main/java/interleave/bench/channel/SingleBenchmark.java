package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What it is worth to declare that a channel has one sender and one receiver, beside the fastest queue that never parks.
 */
public class SingleBenchmark extends ChannelBenchmark {

    static final int BATCH = 20_000;

    /** Which threads put and take. */
    @Param({"seq", "spsc"})
    public String shape;

    /** Which kind of threads. */
    @Param({"platform", "virtual"})
    public String kind;

    /** How many messages a channel holds. */
    @Param({"128"})
    public int capacity;

    /** Whose channel. */
    @Param({"interleave-single", "interleave", "ArrayBlockingQueue", "LinkedBlockingQueue", "JCTools-spinning"})
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
