package interleave.event;

/**
 * Adaptive spinning: how often the threads that come to one primitive look again before they park.
 *
 * <p>If the partner is at work on another core the answer comes sooner than a park and a wake-up take, and looking for as
 * long as these take saves both; it also keeps the two at work at once, since a thread that is woken late finds that the
 * other has gone to sleep meanwhile. If it is not, looking is in vain, and a virtual thread that looks keeps its carrier
 * from others. Which of the two holds cannot be asked, so it is learnt: the threads look long as long as it helps. After a
 * few long looks in vain they look shortly, or, if they are virtual, park at once, and try again after a rest, which
 * doubles each time that the try was in vain. It begins with a rest: most primitives are used less often than that.
 *
 * <p>Not guarded: when threads race, a lesson is lost, which costs a little time and nothing else.
 */
public final class AdaptiveSpin {

    /** The long look of a virtual thread, which only spins: a yield would hand it to another carrier. */
    private static final int VIRTUAL_TURNS = 64;

    /** The long look of a platform thread, which spins and then yields, as {@link WaitPolicy} says. */
    private static final int PLATFORM_TURNS = WaitPolicy.SPINS + 64;

    /** So many long looks in a row may be in vain. */
    private static final int TRIES = 8;

    /** So many waits make no long look after that, at first and at most. */
    private static final int SHORT_REST = 64;

    private static final int LONG_REST = 4096;

    /** The length of the last rest. */
    private int rest = SHORT_REST;

    /** How many long looks may still be in vain, or, below zero, how many waits the rest still lasts. */
    private int tries = -rest;

    /** Makes one that knows nothing yet. */
    public AdaptiveSpin() {}

    /** Returns how often the current thread looks again in the wait that it begins. */
    public int turns() {
        boolean virtual = Thread.currentThread().isVirtual();
        int left = tries;
        if (left > 0) {
            return virtual ? VIRTUAL_TURNS : PLATFORM_TURNS;
        }
        tries = left == 0 ? TRIES : left + 1;
        return virtual ? 0 : WaitPolicy.turns();
    }

    /** Passes the time between two looks, and returns whether to look again: not if it is too late or not wanted any more. */
    public static boolean pause(int turn, Deadline deadline) {
        var thread = Thread.currentThread();
        WaitPolicy.pause(turn, thread.isVirtual() ? VIRTUAL_TURNS : WaitPolicy.SPINS);
        return !deadline.hasPassed() && !thread.isInterrupted();
    }

    /** Learns whether the wait that looked so often need not park. */
    public void learn(int turns, boolean saved) {
        if (saved) {
            if (tries != TRIES || rest != SHORT_REST) { // else the field need not move between the cores
                tries = TRIES;
                rest = SHORT_REST;
            }
        } else if (turns == VIRTUAL_TURNS || turns == PLATFORM_TURNS) { // a short look says nothing of a long one
            if (tries > 1) {
                tries--;
            } else {
                rest = Math.min(LONG_REST, 2 * rest);
                tries = -rest;
            }
        }
    }
}
