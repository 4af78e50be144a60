package interleave.event;

/**
 * How a thread passes the time in which it looks again before it parks.
 *
 * <p>A platform thread pays for a park and a wake-up with two calls of the operating system, so it looks a few times
 * first, and yields a few times: with fewer cores than threads the thread that it waits for may need the core. A virtual
 * thread only spins, if at all: a yield hands it to another carrier.
 */
public final class WaitPolicy {

    /** Turns that only spin. */
    public static final int SPINS = 16;

    /** Turns after them that yield. */
    public static final int YIELDS = 8;

    /** Looks at a lock that another thread holds. */
    private static final int LOOKS = 7;

    private WaitPolicy() {}

    /** Returns how often a platform thread looks again before it parks. */
    public static int turns() {
        return SPINS + YIELDS;
    }

    /**
     * Returns how often a thread looks again whether a lock is free before it queues. Each look takes the cache line from the
     * holder, so the {@linkplain #pauseLonger pauses} between them grow.
     */
    public static int looks() {
        return LOOKS;
    }

    /** Passes the time before a look at a lock, twice as long as before the last. */
    public static void pauseLonger(int look) {
        for (int pause = 0; pause < 1 << look; pause++) {
            Thread.onSpinWait();
        }
    }

    /** Passes the time between two looks: a moment in the first {@code spins} turns, then a turn of the scheduler. */
    @SuppressWarnings("ThreadPriorityCheck") // a yield only saves time here: nothing depends on it
    public static void pause(int turn, int spins) {
        if (turn < spins) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
