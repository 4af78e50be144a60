package interleave.channel;

import java.util.concurrent.ThreadLocalRandom;

/** Chooses the handles that are watched. It has no state: for the others it allocates nothing and starts nothing. */
final class Leaks {

    /** A power of two. */
    static final int ONE_IN = 128;

    private Leaks() {}

    /** Begins to watch a handle that is being made; {@code null} if it is not watched. */
    static TrackedHandle track(Handle<?> handle) {
        return isChosen(handle.channel()) ? TrackedHandle.of(handle) : null;
    }

    /**
     * A timer's receiver is made within the expression that uses it, and nobody waits for its end. Oneshots come in great
     * numbers, one for each answer, and would fill the sample.
     */
    private static boolean isChosen(Flavor<?> channel) {
        return switch (LeakTracking.current()) {
            case OFF -> false;
            case SAMPLED ->
                (ThreadLocalRandom.current().nextInt() & ONE_IN - 1) == 0
                        && !(channel instanceof OneshotChannel)
                        && !(channel instanceof TimerChannel);
            case ALL -> !(channel instanceof TimerChannel);
        };
    }
}
