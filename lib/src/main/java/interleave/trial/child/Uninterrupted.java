package interleave.trial.child;

import java.time.Duration;

/** Waits that an interrupt does not end; it is kept for the caller. */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** Waits for the end of threads, however long that takes. A thread that was never started has ended. */
    public static void join(Thread... threads) {
        join(Duration.ofNanos(Long.MAX_VALUE), threads);
    }

    /** Waits for the end of threads, of each at most this long. A thread that was never started has ended. */
    public static void join(Duration atMost, Thread... threads) {
        boolean interrupted = false;
        for (var thread : threads) {
            long end = System.nanoTime() + atMost.toNanos();
            while (thread.isAlive() && end - System.nanoTime() > 0) {
                try {
                    thread.join(Duration.ofNanos(end - System.nanoTime()));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
