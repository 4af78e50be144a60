package interleave.broken;

import interleave.trial.Elements;
import interleave.trial.Repeats;
import interleave.trial.Spread;
import interleave.trial.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
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

        /** Returns the sums, right and wrong, with the range of what came back. */
        @Override
        public Table table() {
            var spread = Spread.of(sums);
            return Table.create(
                    "Sums of a list that its former owner kept writing to; no run threw an exception",
                    LongColumn.create("must be", new long[] {expected}),
                    LongColumn.create("smallest", new long[] {(long) spread.min()}),
                    LongColumn.create("largest", new long[] {(long) spread.max()}),
                    IntColumn.create("right", new int[] {(int) right()}),
                    IntColumn.create("wrong", new int[] {(int) wrong()}));
        }
    }
}
