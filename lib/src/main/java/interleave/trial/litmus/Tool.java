package interleave.trial.litmus;

/** What can find a fault in a litmus test. */
public enum Tool {
    /** Many runs on real threads, processors and memory. */
    OUTCOMES,
    /** All schedules of sequentially consistent memory. */
    INTERLEAVINGS
}
