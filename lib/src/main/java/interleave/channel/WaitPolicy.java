package interleave.channel;

/**
 * How long a thread looks again before it parks.
 *
 * <p>A platform thread pays for a park and a wake-up with two calls of the operating system, so it looks a few times
 * first, and yields a few times: with fewer cores than threads the thread that it waits for may need the core. A virtual
 * thread parks at once: parking is cheap for it, and while it spins its carrier runs nobody else.
 */
final class WaitPolicy {

    /** Turns that only spin. */
    static final int SPINS = 16;

    /** Turns after them that yield. */
    static final int YIELDS = 8;

    private WaitPolicy() {}

    /** Returns how often the current thread looks again before it parks. */
    static int turns() {
        return Thread.currentThread().isVirtual() ? 0 : SPINS + YIELDS;
    }

    /** Passes the time between two looks: a moment in the first {@code spins} turns, then a turn of the scheduler. */
    @SuppressWarnings("ThreadPriorityCheck") // a yield only saves time here: nothing depends on it
    static void pause(int turn, int spins) {
        if (turn < spins) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
