package interleave.lab.plot;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** What a box or a violin shows of many values: at least one, in ascending order, never changed. */
final class Distribution {

    private final double[] sorted;

    private Distribution(double[] sorted) {
        this.sorted = sorted;
    }

    static Distribution of(double[] values) {
        return new Distribution(
                DoubleStream.of(values).filter(Double::isFinite).sorted().toArray());
    }

    int size() {
        return sorted.length;
    }

    double value(int index) {
        return sorted[index];
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    /** Returns the value below which that part of the values lies, between two of them in proportion. */
    double quantile(double part) {
        double place = Math.clamp(part * sorted.length - 0.5, 0, sorted.length - 1.0);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** Returns the lowest value that is not further below the box than one and a half of its height. */
    double lowerFence() {
        double limit = 2.5 * quantile(0.25) - 1.5 * quantile(0.75);
        return DoubleStream.of(sorted).filter(v -> v >= limit).findFirst().orElse(sorted[0]);
    }

    double upperFence() {
        double limit = 2.5 * quantile(0.75) - 1.5 * quantile(0.25);
        return DoubleStream.of(sorted)
                .filter(v -> v <= limit)
                .reduce((_, last) -> last)
                .orElse(sorted[sorted.length - 1]);
    }

    double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    double deviation() {
        double mean = mean();
        double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / Math.max(1, sorted.length - 1));
    }

    /** Returns the width of the kernel that smooths a violin, by Silverman's rule. */
    double bandwidth() {
        double spread = Math.min(deviation(), (quantile(0.75) - quantile(0.25)) / 1.349);
        double width = 1.059 * (spread > 0 ? spread : deviation()) * Math.pow(sorted.length, -0.2);
        return width > 0 ? width : Math.max(Math.abs(mean()) * 0.01, 1e-9);
    }

    /** Returns the density at a value: the mean of bells about the values, of which at most a thousand are taken. */
    double density(double at, double bandwidth) {
        int step = Math.max(1, sorted.length / 1000);
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sorted.length; i += step, count++) {
            double z = (at - sorted[i]) / bandwidth;
            sum += Math.exp(-0.5 * z * z);
        }
        return sum / count / bandwidth / Math.sqrt(2 * Math.PI);
    }
}
