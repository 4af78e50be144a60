package interleave.trial;

/**
 * How many steps a thread makes, each of them a row that a person reads.
 *
 * @param count 1 to {@value #MOST}
 */
public record Steps(int count) {

    /** The most steps of one thread: a longer table is read by nobody. */
    public static final int MOST = 1_000;

    /** Refuses a count out of bounds. */
    public Steps {
        Parameters.checked("steps", count, MOST);
    }
}
