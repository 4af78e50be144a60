package interleave.broken;

import interleave.trial.Elements;
import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * Wrong: hands a list to a thread and keeps writing to it. The sum is that of a list which nobody meant.
 *
 * <p>Two threads use the list at once and nobody owns it. One reads from the front, the other overwrites from the back:
 * the sum is what lies before the place where they meet, and 0 if all was overwritten before it was read. No reordering
 * is needed for it, and no second core: on one core the writer often runs before the reader does.
 */
public final class KeptAfterHandOver {

    private KeptAfterHandOver() {}

    /**
     * Does it again and again, with a new list each time.
     *
     * @throws InterruptedException if this thread is interrupted while it waits
     * @throws ExecutionException if the adding thread fails
     */
    public static Sums run(Elements elements, Repeats repeats) throws InterruptedException, ExecutionException {
        var sums = new long[repeats.count()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = once(elements.count());
        }
        return new Sums(elements.count(), sums);
    }

    private static long once(int last) throws InterruptedException, ExecutionException {
        List<Integer> numbers =
                new ArrayList<>(IntStream.rangeClosed(1, last).boxed().toList());
        var sum = new FutureTask<>(() -> add(numbers));
        var adder = Thread.ofPlatform().name("adder").start(sum);
        // Wrong: the list belongs to the adder now.
        for (int i = last - 1; i >= 0; i--) {
            numbers.set(i, 0);
        }
        adder.join();
        return sum.get();
    }

    private static long add(List<Integer> numbers) {
        long sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    /** The sums that came back, one for each repeat. */
    public static final class Sums implements Tabular {

        private final long expected;
        private final long[] sums;

        private Sums(int elements, long[] sums) {
            this.expected = elements * (elements + 1L) / 2;
            this.sums = sums;
        }

        /** Returns how many sums were those of the list as it was handed over. */
        public long right() {
            return IntStream.range(0, sums.length)
                    .filter(i -> sums[i] == expected)
                    .count();
        }

        /** Returns how many were not. */
        public long wrong() {
            return sums.length - right();
        }

        /** Returns one row for each sum, in the order of the repeats. */
        @Override
        public Table table() {
            var runs = IntColumn.create("run");
            var shares = DoubleColumn.create("share of the right one");
            for (int i = 0; i < sums.length; i++) {
                runs.append(i + 1);
                shares.append(100.0 * sums[i] / expected);
            }
            return Table.create(
                    String.format(
                            Locale.ROOT, "%s; each must be %,d, and no run threw an exception", finding(), expected),
                    runs,
                    LongColumn.create("sum", sums),
                    shares);
        }

        /** Returns a dot for each sum, over the line of the right one. */
        @Override
        public Optional<Sketch> sketch() {
            return Optional.of(Sketch.dots(
                    finding(),
                    "Sums of a list that its former owner kept writing to, run by run; no run threw an exception",
                    "run",
                    "share of the right one",
                    "%",
                    new Sketch.Level(100, "as it was handed over")));
        }

        private String finding() {
            return String.format(Locale.ROOT, "%,d of %,d sums are wrong", wrong(), sums.length);
        }
    }
}
