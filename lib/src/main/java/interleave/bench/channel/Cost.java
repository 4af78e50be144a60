package interleave.bench.channel;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What an iteration cost in processor time, of all threads of the fork: beside a throughput, since who spins may be fast at
 * the price of the others. Belongs to the thread that JMH measures with; JMH clears it before each iteration.
 */
@AuxCounters(AuxCounters.Type.EVENTS)
@State(Scope.Thread)
public class Cost {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Nanoseconds of processor time. */
    public long cpuNanos;

    /** Messages moved meanwhile. */
    public long messages;

    /** Moves a batch and counts what it costs. */
    void of(Mover mover, int batch) throws InterruptedException {
        long before = SYSTEM.getProcessCpuTime();
        long sum = mover.move();
        cpuNanos += SYSTEM.getProcessCpuTime() - before;
        messages += batch;
        if (sum != 0) {
            throw new IllegalStateException("What was taken is not what was put: the sums differ by " + sum);
        }
    }
}
