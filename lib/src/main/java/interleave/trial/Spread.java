package interleave.trial;

import java.util.Arrays;

/**
 * How far repeated measurements of the same thing lie apart. It owns a sorted copy; the unit is the caller's.
 *
 * <p>A median and a range, because a time has no upper bound: one pause of the machine moves a mean far, a median not.
 */
public final class Spread {

    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    /** Returns the spread of at least one measurement, each of them below 2 to the 53rd. */
    public static Spread of(long[] measurements) {
        return of(Arrays.stream(measurements).asDoubleStream().toArray());
    }

    /** Returns the spread of at least one measurement. */
    public static Spread of(double[] measurements) {
        if (measurements.length == 0) {
            throw new IllegalArgumentException("no measurement, so no spread");
        }
        var sorted = measurements.clone();
        Arrays.sort(sorted);
        return new Spread(sorted);
    }

    /** Returns the smallest measurement. */
    public double min() {
        return sorted[0];
    }

    /** Returns the middle measurement, or half-way between the two in the middle. */
    public double median() {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2.0 + sorted[middle] / 2.0;
    }

    /** Returns the largest measurement. */
    public double max() {
        return sorted[sorted.length - 1];
    }

    /**
     * Returns the smallest measurement that at least this share of all measurements does not exceed.
     *
     * @param share above 0, at most 1: 0.95 for the value that one in twenty exceeds
     */
    public double quantile(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("quantile(%s): choose above 0 and at most 1".formatted(share));
        }
        double count = sorted.length;
        int rank = (int) Math.ceil(share * count);
        // The product is rounded and may be off either way; rank / count is the share itself where the share is such a
        // quotient, since both are rounded alike.
        while (rank > 1 && (rank - 1) / count >= share) {
            rank--;
        }
        while (rank / count < share) {
            rank++;
        }
        return sorted[rank - 1];
    }
}
