package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Messages through a buffer that takes whatever comes. One thread alone puts a whole batch in before it takes any out.
 */
public class UnboundedBenchmark extends ChannelBenchmark {

    static final int BATCH = 100_000;

    /** Which threads put and take. */
    @Param({"seq", "spsc", "mpsc", "mpmc"})
    public String shape;

    /** Which kind of threads. */
    @Param({"platform", "virtual"})
    public String kind;

    /** Whose channel. */
    @Param({"interleave", "LinkedTransferQueue", "LinkedBlockingQueue", "jox"})
    public String implementation;

    /** Makes the channels and starts the threads. */
    @Setup
    public void prepare() {
        prepare(shape, kind, Pipes.of(implementation, Pipes.UNBOUNDED), Pipes.UNBOUNDED, BATCH);
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
