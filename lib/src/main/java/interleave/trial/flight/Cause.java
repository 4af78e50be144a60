package interleave.trial.flight;

/**
 * Why a thread waited.
 *
 * @param state how it waited
 * @param operation what it wanted to do, where an operation of this library says so, or {@link #JOIN}; else empty
 * @param on the class of what it waited on, as a reader knows it; empty if it is not known
 * @param whom a thread that had to do with the wait, empty if none is known: of a join the one that was awaited; of a
 *     monitor the last that held it before the wait was over; of an operation of this library the one that held the
 *     primitive when the wait began. Between the beginning and the end of a wait others may have held it.
 */
public record Cause(State state, String operation, String on, String whom) {

    /** The operation of a thread that waits for the end of another. */
    static final String JOIN = "join";

    /** What a worker of a fork-join pool parks on while there is no work. */
    private static final String POOL = "ForkJoinPool";

    /** Returns a wait for the end of a thread. */
    static Cause join(String whom) {
        return new Cause(State.WAITING, JOIN, "Thread", whom);
    }

    private boolean isJoin() {
        return state == State.WAITING && operation.equals(JOIN);
    }

    /** Returns it without the thread, unless that is what it waits on. */
    Cause kind() {
        return isJoin() ? this : new Cause(state, operation, on, "");
    }

    /** Returns it with the thread by another name. */
    Cause named(String name) {
        return new Cause(state, operation, on, name);
    }

    /**
     * Whether it waited for what another thread has to do, rather than for time to pass. A worker that has no work waits
     * for nobody in particular.
     */
    public boolean isForAnother() {
        boolean known = !(on.isEmpty() && whom.isEmpty() && operation.isEmpty());
        boolean idle = state == State.PARKED && operation.isEmpty() && on.equals(POOL);
        return state.isWait() && state != State.SLEEPING && known && !idle;
    }

    /** Returns what comes after "waited": "for the end of worker-1", "for the monitor of Account, last held by worker-1". */
    public String words() {
        if (state == State.SLEEPING) {
            return "asleep";
        }
        if (isJoin()) {
            return whom.isEmpty() ? "for the end of a thread" : "for the end of " + whom;
        }
        if (!operation.isEmpty()) {
            return "to %s at %s%s"
                    .formatted(operation, on, whom.isEmpty() ? "" : ", held by " + whom + " when the wait began");
        }
        return switch (state) {
            case BLOCKED -> "for the monitor of " + on + (whom.isEmpty() ? "" : ", last held by " + whom);
            case WAITING -> "in wait() on " + on + (whom.isEmpty() ? "" : ", until notified by " + whom);
            default -> on.isEmpty() ? "parked on nothing that has a name" : "parked on " + on;
        };
    }
}
