package interleave.event;

/**
 * Which stripe the current thread uses, of a number that is counted in several so that threads do not fight over one cache
 * line.
 *
 * <p>Threads that were started one after the other get different stripes. It only saves time: any thread may use any stripe.
 */
public final class Stripes {

    /** A power of two, so that twice as many threads as there are cores find one each. */
    public static final int COUNT =
            Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors() - 1) << 1;

    private Stripes() {}

    /** Returns the stripe of the current thread, from 0 to less than {@link #COUNT}. */
    public static int mine() {
        return (int) Thread.currentThread().threadId() & COUNT - 1;
    }
}
