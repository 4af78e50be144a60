package interleave.trial;

/**
 * A number of threads that produce work for others.
 *
 * @param count 1 to {@value Threads#MOST}
 */
public record Producers(int count) {

    /** Refuses a count out of bounds. */
    public Producers {
        Parameters.checked("producers", count, Threads.MOST);
    }
}
