package interleave.claim;

import interleave.trial.Spread;
import java.util.List;

/**
 * Amdahl's law, fitted to times: with {@code n} threads a task takes the share {@code s + (1 - s) / n} of its time with
 * one thread, where {@code s} is the share of the work that no second thread can help with.
 *
 * <p>Fitted is the share {@code s} of each round alone, by least squares over its numbers of threads; what the rounds
 * say together is the range. A share below 0 is reported as it is: more threads were faster than the law allows, for
 * instance because each slice fits into a core's own cache.
 *
 * @param serialShare one share for each round
 */
record Amdahl(Spread serialShare) {

    /**
     * Fits the law.
     *
     * @param threads the numbers of threads; the first is 1
     * @param times for each number of threads the time of each round, in any unit
     * @throws IllegalArgumentException if there is no second number of threads: then any share fits
     */
    static Amdahl fit(List<Integer> threads, List<List<Double>> times) {
        if (threads.size() < 2 || threads.getFirst() != 1 || threads.size() != times.size()) {
            throw new IllegalArgumentException(
                    "the times of one thread and of at least one more number of threads are needed, not of " + threads);
        }
        var shares = new double[times.getFirst().size()];
        for (int round = 0; round < shares.length; round++) {
            // With x = 1 - 1/n the law is the line t(n) / t(1) - 1/n = s x through the origin.
            double products = 0;
            double squares = 0;
            for (int i = 1; i < threads.size(); i++) {
                double parallel = 1.0 / threads.get(i);
                double x = 1 - parallel;
                products += x * (times.get(i).get(round) / times.getFirst().get(round) - parallel);
                squares += x * x;
            }
            shares[round] = products / squares;
        }
        return new Amdahl(Spread.of(shares));
    }

    /** Returns whether no round was slower with more threads than with one, which the law has no words for. */
    boolean holds() {
        return serialShare.max() <= 1;
    }
}
