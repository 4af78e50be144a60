package interleave.trial.schedule;

/** A litmus test as something to run: its methods called directly, so that a schedule shows them and no reflection. */
public interface Play {

    /** Makes the shared state. */
    Object state();

    /** Makes the result object, or {@code null} if the test has none. */
    Object result();

    /** Runs what a thread does. */
    void act(int actor, Object state, Object result);

    /** Runs the arbiter, if there is one. */
    void arbitrate(Object state, Object result);
}
