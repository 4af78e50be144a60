package interleave.trial;

/**
 * Which differences count. Two things whose times differ by less than a tenth are as fast as each other: other days,
 * other layouts of memory and other machines make as much.
 *
 * <p>It is asked about ratios of times taken in the same round: 1 is no difference.
 */
public final class Tolerance {

    /** The largest ratio that counts as no difference; the smallest is as far below 1. */
    public static final double MOST = 1.10;

    /** The smallest ratio that counts as no difference. */
    public static final double LEAST = 0.90;

    private Tolerance() {}

    /** Returns whether all ratios say that there is no difference. */
    public static boolean noDifference(Spread ratios) {
        return ratios.min() >= LEAST && ratios.max() <= MOST;
    }

    /** Returns whether all ratios say that it is more. */
    public static boolean more(Spread ratios) {
        return ratios.min() > MOST;
    }

    /** Returns whether all ratios say that it is less. */
    public static boolean less(Spread ratios) {
        return ratios.max() < LEAST;
    }

    /** Returns whether all ratios say that it is not more: no difference, or less. */
    public static boolean notMore(Spread ratios) {
        return ratios.max() <= MOST;
    }
}
