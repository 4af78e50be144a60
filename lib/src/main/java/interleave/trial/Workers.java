package interleave.trial;

/**
 * A number of threads that take work and do it.
 *
 * @param count 1 to {@value Threads#MOST}
 */
public record Workers(int count) {

    /** Refuses a count out of bounds. */
    public Workers {
        Parameters.checked("workers", count, Threads.MOST);
    }
}
