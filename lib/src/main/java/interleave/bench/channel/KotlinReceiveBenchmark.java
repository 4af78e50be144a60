package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Kotlin's select that receives: four coroutines send, each into its own channel, and one selects among the four.
 *
 * <p>On Kotlin's own dispatcher: its channels have no blocking form. Needs three seconds until it is warm.
 */
public class KotlinReceiveBenchmark extends ChannelBenchmark {

    static final int BATCH = 8_000;

    /** How many messages a channel holds. */
    @Param({"0", "1", "128", "unbounded"})
    public String capacity;

    /** Makes the channels. */
    @Setup
    public void prepare() {
        prepare(KotlinWorks.receive(Pipes.capacity(capacity), BATCH));
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
