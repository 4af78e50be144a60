package interleave.exercise.checks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;

/** Waiting for what no latch tells: what another thread is doing. Stateless. */
public final class Waiting {

    /** So many looks in a row, a millisecond apart, tell waiting from a short wait on the way to something else. */
    private static final int LOOKS = 20;

    /** The longest that a check waits without knowing. */
    private static final Duration DOUBT = Duration.ofSeconds(1);

    /** A loop that has computed for so long is compiled. */
    private static final Duration COMPILED = Duration.ofMillis(200);

    private Waiting() {}

    /**
     * Returns when a thread waits for another one or has ended; after a second at the latest, because one that sleeps or
     * turns in a loop may be waiting too. An answer that does not wait for what calls this has gone on by then.
     */
    public static void untilItWaits(Thread thread) {
        long start = System.nanoTime();
        int seen = 0;
        while (seen < LOOKS && System.nanoTime() - start < DOUBT.toNanos()) {
            seen = waits(thread) ? seen + 1 : 0;
            pause();
        }
    }

    /**
     * Makes a change in a new thread, once the calling thread has computed for so long that the loop in which it does is
     * compiled; after a second at the latest. A field that this loop need not read at each turn is then read no more.
     *
     * @return the thread that makes the change, to be joined after the loop
     */
    public static Thread afterManyTurns(Runnable change) {
        var cpu = ManagementFactory.getThreadMXBean();
        long caller = Thread.currentThread().threadId();
        long before = cpu.getThreadCpuTime(caller);
        return Thread.ofPlatform().daemon().start(() -> {
            long start = System.nanoTime();
            while (cpu.getThreadCpuTime(caller) - before < COMPILED.toNanos()
                    && System.nanoTime() - start < DOUBT.toNanos()) {
                pause();
            }
            change.run();
        });
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, BLOCKED, TERMINATED -> true;
            case TIMED_WAITING -> !sleeps(thread);
            case NEW, RUNNABLE -> false;
        };
    }

    private static boolean sleeps(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .limit(4)
                .anyMatch(frame -> frame.getMethodName().startsWith("sleep"));
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a check was interrupted", e);
        }
    }
}
