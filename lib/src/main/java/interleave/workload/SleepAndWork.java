package interleave.workload;

import java.time.Duration;
import java.util.Objects;

/**
 * Two threads that are busy for the same time, one with sleeping and one with computing, and one that waits for both.
 *
 * <p>The threads share nothing.
 */
public final class SleepAndWork {

    private SleepAndWork() {}

    /**
     * Starts a thread that sleeps and one that computes, each for this long, and waits for both.
     *
     * @param length positive
     * @return how often the worker has looked at the clock
     * @throws InterruptedException if this thread is interrupted; the other two end at once
     */
    public static long run(Duration length) throws InterruptedException {
        Objects.requireNonNull(length, "SleepAndWork.run(null): pass a time, as Duration.ofMillis(50)");
        if (!length.isPositive()) {
            throw new IllegalArgumentException("SleepAndWork.run(%s): the time must be positive".formatted(length));
        }
        var looks = new long[1]; // the worker's until it is joined
        var sleeper = Thread.ofPlatform().name("sleeper").start(() -> sleep(length));
        var worker = Thread.ofPlatform().name("worker").start(() -> looks[0] = work(length));
        try {
            sleeper.join();
            worker.join();
        } finally {
            // Of use only if this thread gives up: then the others stop.
            sleeper.interrupt();
            worker.interrupt();
        }
        return looks[0];
    }

    private static void sleep(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long work(Duration length) {
        long start = System.nanoTime();
        long looks = 0;
        while (System.nanoTime() - start < length.toNanos()
                && !Thread.currentThread().isInterrupted()) {
            looks++;
        }
        return looks;
    }
}
