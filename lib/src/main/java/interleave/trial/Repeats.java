package interleave.trial;

/**
 * How often the same thing is done again.
 *
 * @param count 1 to {@value #MOST}
 */
public record Repeats(int count) {

    /** The most repeats of one run: what needs more is a benchmark and belongs to JMH. */
    public static final int MOST = 1_000_000;

    /** Refuses a count out of bounds. */
    public Repeats {
        Parameters.checked("repeats", count, MOST);
    }
}
