package interleave.trial;

/**
 * How many elements a list holds.
 *
 * @param count 1 to {@value #MOST}: what a small heap holds without notice
 */
public record Elements(int count) {

    /** The most elements of one list. */
    public static final int MOST = 2_000_000;

    /** Refuses a count out of bounds. */
    public Elements {
        Parameters.checked("elements", count, MOST);
    }
}
