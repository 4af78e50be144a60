package interleave.trial.flight;

/** What a thread does, as far as a recording can tell. */
public enum State {
    /** It wants a monitor that another thread holds. */
    BLOCKED("blocked"),
    /** It is in {@code Object.wait}, which is also what joins a platform thread. */
    WAITING("in Object.wait"),
    /** It is parked: in a lock, queue, latch or future of the JDK, or in an operation of this library. */
    PARKED("parked"),
    /** It is in {@code Thread.sleep}. */
    SLEEPING("asleep"),
    /** None of these: it runs, it could run and has no core, or it waits for a file or the network. */
    NOT_WAITING("not waiting"),
    /** It is alive, and nothing says what it does. */
    NOT_RECORDED("not recorded");

    private final String words;

    State(String words) {
        this.words = words;
    }

    /** Whether it is a wait, for another thread or for a time. */
    public boolean isWait() {
        return compareTo(NOT_WAITING) < 0;
    }

    /** Returns the word for it. */
    @Override
    public String toString() {
        return words;
    }
}
