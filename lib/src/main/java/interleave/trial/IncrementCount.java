package interleave.trial;

/**
 * How often a thread adds one to a count.
 *
 * @param count 1 to {@value #MOST}: so that the threads of one program together stay below the largest int
 */
public record IncrementCount(int count) {

    /** The most increments of one thread. */
    public static final int MOST = 2_000_000;

    /** Refuses a count out of bounds. */
    public IncrementCount {
        Parameters.checked("increments", count, MOST);
    }
}
