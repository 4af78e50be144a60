package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Kotlin's select on both sides: four coroutines send into any of four channels, four take from any.
 *
 * <p>On Kotlin's own dispatcher: its channels have no blocking form. Needs three seconds until it is warm.
 */
public class KotlinBothBenchmark extends ChannelBenchmark {

    static final int BATCH = 8_000;

    /** How many messages a channel holds. */
    @Param({"0", "1", "128", "unbounded"})
    public String capacity;

    /** Makes the channels. */
    @Setup
    public void prepare() {
        prepare(KotlinWorks.both(Pipes.capacity(capacity), BATCH));
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
