package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A select that receives: four threads put, each into its own channel, and one selects among the four.
 */
public class SelectReceiveBenchmark extends ChannelBenchmark {

    static final int BATCH = 8_000;

    /** Which kind of threads. */
    @Param({"platform", "virtual"})
    public String kind;

    /** How many messages a channel holds. */
    @Param({"0", "1", "128", "unbounded"})
    public String capacity;

    /** Whose channels. */
    @Param({"interleave", "jox"})
    public String implementation;

    /** Makes the channels and starts the threads. */
    @Setup
    public void prepare() {
        var chooser = Choosers.of(implementation, Pipes.capacity(capacity));
        prepare(kind, chooser, chooser.receive(BATCH));
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
