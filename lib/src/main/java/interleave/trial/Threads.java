package interleave.trial;

/**
 * A number of threads.
 *
 * @param count 1 to {@value #MOST}: each may be a thread of the operating system with a stack of its own, and far more
 *     of them fail in ways that teach nothing
 */
public record Threads(int count) {

    /** The most threads that one program starts. */
    public static final int MOST = 1_000;

    /** Refuses a count out of bounds. */
    public Threads {
        Parameters.checked("threads", count, MOST);
    }
}
