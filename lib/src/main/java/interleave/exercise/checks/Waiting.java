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
    private static final Duration COMPILED = Duration.ofMillis(300);

    /** Where it gets no processor for so long, no more is to be had. */
    private static final Duration STARVED = Duration.ofSeconds(4);

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
     * Asserts that a loop ends once a change is made. The loop runs in a thread of its own, and the change comes when the
     * loop has computed for so long that it is compiled: a field that it need not read at each turn is then read no more.
     * A loop that does not end is left running, since nothing can stop it.
     *
     * @param what what is asked in the loop, and what the change was
     */
    public static void assertEnds(Runnable loop, Runnable change, String what) throws InterruptedException {
        var cpu = ManagementFactory.getThreadMXBean();
        var thread = Thread.ofPlatform().name("loop").daemon().start(loop);
        long start = System.nanoTime();
        while (cpu.getThreadCpuTime(thread.threadId()) < COMPILED.toNanos()
                && thread.isAlive()
                && System.nanoTime() - start < STARVED.toNanos()) {
            pause();
        }
        change.run();
        if (!thread.join(DOUBT)) {
            throw new AssertionError(
                    "%s: expected that the loop ends, and a second later it still turns".formatted(what));
        }
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
