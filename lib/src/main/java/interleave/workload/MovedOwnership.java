package interleave.workload;

import interleave.trial.Elements;
import interleave.trial.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.Table;

/**
 * A list that one thread makes and another adds up: the list changes hands once, the sum comes back by {@code join}.
 *
 * <p>At every moment one thread owns the list. Java does not enforce that: the maker keeps a reference and merely
 * abstains from using it.
 */
public final class MovedOwnership {

    private MovedOwnership() {}

    /**
     * Makes a list of the numbers from one up, hands it to a thread, waits for that thread and returns its sum.
     *
     * @throws InterruptedException if this thread is interrupted while it waits; the adding thread ends by itself
     * @throws ExecutionException if the adding thread fails
     */
    public static Sum run(Elements elements) throws InterruptedException, ExecutionException {
        List<Integer> numbers = upTo(elements.count());
        var sum = new FutureTask<>(() -> add(numbers));
        var adder = Thread.ofPlatform().name("adder").start(sum);
        // From here on the list belongs to the adder. No line below touches it.
        adder.join();
        return new Sum(elements.count(), sum.get());
    }

    private static List<Integer> upTo(int last) {
        return new ArrayList<>(IntStream.rangeClosed(1, last).boxed().toList());
    }

    private static long add(List<Integer> numbers) {
        long sum = 0;
        for (int number : numbers) {
            sum += number;
        }
        return sum;
    }

    /**
     * What came back.
     *
     * @param elements how many numbers the list held
     * @param sum what the adding thread made of them
     */
    public record Sum(int elements, long sum) implements Tabular {

        /** Returns what the sum must be: n × (n + 1) ÷ 2. */
        public long expected() {
            return elements * (elements + 1L) / 2;
        }

        /** Returns the sum beside what it must be. */
        @Override
        public Table table() {
            return Table.create(
                    "The sum that came back from the thread that owned the list",
                    LongColumn.create("elements", new long[] {elements}),
                    LongColumn.create("sum", new long[] {sum}),
                    LongColumn.create("must be", new long[] {expected()}));
        }
    }
}
