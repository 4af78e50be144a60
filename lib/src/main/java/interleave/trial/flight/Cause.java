package interleave.trial.flight;

/**
 * Why a thread waited.
 *
 * @param state how it waited
 * @param operation what it wanted to do, where an operation of this library says so; else empty
 * @param on the class of what it waited on, as a reader knows it; empty if it is not known
 * @param whom the thread for which it waited; empty if it is not known
 */
public record Cause(State state, String operation, String on, String whom) {

    /** A thread that waits on one of these waits for its end. */
    static final String THREAD = "Thread";

    /** Whether it waited for what another thread has to do, rather than for time to pass. */
    public boolean isForAnother() {
        return state.isWait() && state != State.SLEEPING && !(on.isEmpty() && whom.isEmpty() && operation.isEmpty());
    }

    /** Returns what comes after "waited": "for the end of worker-1", "for the monitor of an Account, held by worker-1". */
    public String words() {
        if (state == State.SLEEPING) {
            return "asleep";
        }
        if (state == State.WAITING && on.equals(THREAD)) {
            return whom.isEmpty() ? "for the end of a thread" : "for the end of " + whom;
        }
        var held = whom.isEmpty() ? "" : ", held by " + whom;
        if (!operation.isEmpty()) {
            return "to %s at %s%s".formatted(operation, on, held);
        }
        return switch (state) {
            case BLOCKED -> "for the monitor of %s%s".formatted(on, held);
            case WAITING -> "in wait() on " + on + (whom.isEmpty() ? "" : ", until notified by " + whom);
            default -> on.isEmpty() ? "parked on nothing that has a name" : "parked on " + on + held;
        };
    }
}
