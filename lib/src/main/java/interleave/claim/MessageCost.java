package interleave.claim;

import com.sun.management.ThreadMXBean;
import interleave.trial.Threads;
import interleave.workload.Together;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * What a message costs that one thread gives to another.
 *
 * @param nanos the time from one message to the next, in nanoseconds
 * @param bytes what both threads allocate for one, in bytes
 */
record MessageCost(double nanos, double bytes) {

    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** So often a load is run before it counts: the compiler has its time. */
    private static final int WARM_UPS = 4;

    /** So often it counts; the fastest is taken, for whatever disturbs a run makes it slower. */
    private static final int RUNS = 5;

    private static final int FIRST = 500;
    private static final int MOST = 1 << 26;

    /** The two sides of a hand-over. */
    interface Sides {

        /** Gives so many messages. */
        void give(int messages) throws InterruptedException;

        /** Takes so many messages. */
        void take(int messages) throws InterruptedException;
    }

    /**
     * Measures a hand-over, again and again; blocks until it has.
     *
     * @param run how long one run is at least
     */
    static MessageCost measure(Sides sides, Duration run) throws InterruptedException, ExecutionException {
        int messages = FIRST;
        while (time(sides, messages)[0] < run.toNanos() && messages < MOST) {
            messages *= 2;
        }
        for (int i = 0; i < WARM_UPS; i++) {
            time(sides, messages);
        }
        var runs = new long[RUNS][];
        for (int i = 0; i < RUNS; i++) {
            runs[i] = time(sides, messages);
        }
        return new MessageCost(
                (double) Arrays.stream(runs).mapToLong(each -> each[0]).min().orElseThrow() / messages,
                (double) Arrays.stream(runs).mapToLong(each -> each[1]).min().orElseThrow() / messages);
    }

    /** Returns the nanoseconds from the first give to the last take, and the bytes that both threads allocated. */
    private static long[] time(Sides sides, int messages) throws InterruptedException, ExecutionException {
        var times = new long[4];
        var bytes = new long[2];
        Together.run(new Threads(2), thread -> {
            long before = JVM.getCurrentThreadAllocatedBytes();
            times[2 * thread] = System.nanoTime();
            try {
                if (thread == 0) {
                    sides.give(messages);
                } else {
                    sides.take(messages);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while it was measured", e);
            }
            times[2 * thread + 1] = System.nanoTime();
            bytes[thread] = JVM.getCurrentThreadAllocatedBytes() - before;
        });
        // Two clocks of one machine: nanoTime is the same for all threads.
        long nanos = Math.max(times[1], times[3]) - Math.min(times[0], times[2]);
        return new long[] {nanos, bytes[0] + bytes[1]};
    }

    /** Returns it as a line that {@link #parse} reads. */
    String line() {
        return String.format(Locale.ROOT, "%.3f %.3f", nanos, bytes);
    }

    static MessageCost parse(String line) {
        var numbers =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new MessageCost(numbers[0], numbers[1]);
    }
}
