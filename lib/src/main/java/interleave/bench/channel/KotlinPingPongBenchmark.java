package interleave.bench.channel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * A message goes from one coroutine to another and comes back.
 *
 * <p>On Kotlin's own dispatcher: its channels have no blocking form. Needs three seconds until it is warm.
 */
public class KotlinPingPongBenchmark extends ChannelBenchmark {

    static final int BATCH = 4_000;

    /** How many messages a channel holds. */
    @Param({"0", "1"})
    public String capacity;

    /** Makes the channels. */
    @Setup
    public void prepare() {
        prepare(KotlinWorks.pingPong(Pipes.capacity(capacity), BATCH));
    }

    /** Moves a message. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void message(Cost cost) throws InterruptedException {
        move(cost, BATCH);
    }
}
