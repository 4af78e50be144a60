package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Messages that go from hand to hand: a sender waits until its message is taken.
 */
public class RendezvousBenchmark extends ChannelBenchmark {

    static final int BATCH = 4_000;

    /** Which threads put and take. */
    @Param({"spsc", "mpsc", "mpmc", "ping-pong"})
    public String shape;

    /** Which kind of threads. */
    @Param({"platform", "virtual"})
    public String kind;

    /** Whose channel. */
    @Param({"interleave", "SynchronousQueue", "SynchronousQueue-fair", "jox"})
    public String implementation;

    /** Makes the channels and starts the threads. */
    @Setup
    public void prepare() {
        prepare(shape, kind, Pipes.of(implementation, 0), 0, BATCH);
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
