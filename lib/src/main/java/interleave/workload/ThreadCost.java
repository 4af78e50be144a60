package interleave.workload;

import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Tabular;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a thread costs that does nothing: the time from before its start until after its join, of platform threads and
 * of virtual threads.
 *
 * <p>One thread at a time, started by one thread, on a machine that does whatever else it does: a first look, with the
 * spread that such a look has. A thread that lives on costs memory too, which this does not show.
 */
public final class ThreadCost {

    /** The share of the measurements below the upper end of the range that is shown. */
    private static final double MOST = 0.95;

    private ThreadCost() {}

    /**
     * Starts and joins threads of both kinds in turn, first as a warm-up that is not counted, then timed.
     *
     * @param repeats how many threads of each kind are timed; half as many again warm up
     * @throws InterruptedException if this thread is interrupted
     */
    public static Costs run(Repeats repeats) throws InterruptedException {
        measure(Math.max(1, repeats.count() / 2));
        return measure(repeats.count());
    }

    private static Costs measure(int count) throws InterruptedException {
        var platform = new long[count];
        var virtual = new long[count];
        // In turn, so that a disturbance of the machine meets both kinds.
        for (int i = 0; i < count; i++) {
            platform[i] = startAndJoin(Thread.ofPlatform().unstarted(ThreadCost::nothing));
            virtual[i] = startAndJoin(Thread.ofVirtual().unstarted(ThreadCost::nothing));
        }
        return new Costs(List.of(new Cost("platform", Spread.of(platform)), new Cost("virtual", Spread.of(virtual))));
    }

    private static long startAndJoin(Thread thread) throws InterruptedException {
        long start = System.nanoTime();
        thread.start();
        thread.join();
        return System.nanoTime() - start;
    }

    private static void nothing() {}

    /**
     * The cost of one kind of thread.
     *
     * @param kind platform or virtual
     * @param nanos start and join together, in nanoseconds
     */
    public record Cost(String kind, Spread nanos) {}

    /**
     * The costs of all kinds.
     *
     * @param costs one for each kind
     */
    public record Costs(List<Cost> costs) implements Tabular {

        /** Keeps a copy of the costs. */
        public Costs {
            costs = List.copyOf(costs);
        }

        /** Returns one row for each kind: median and range in microseconds. */
        @Override
        public Table table() {
            var kinds = StringColumn.create("kind of thread");
            var medians = Decimals.column("median", 1);
            var fastest = Decimals.column("fastest", 1);
            var most = Decimals.column("95 of 100 below", 1);
            var slowest = Decimals.column("slowest", 1);
            for (var cost : costs) {
                kinds.append(cost.kind());
                medians.append(micros(cost.nanos().median()));
                fastest.append(micros(cost.nanos().min()));
                most.append(micros(cost.nanos().quantile(MOST)));
                slowest.append(micros(cost.nanos().max()));
            }
            return Table.create(
                    "Start and join of one thread that does nothing, in µs", kinds, fastest, medians, most, slowest);
        }

        /** Returns median and range of each kind; the few slowest would squeeze the rest and stand in the table. */
        @Override
        public Optional<Sketch> sketch() {
            var cheapest = costs.stream()
                    .min(Comparator.comparingDouble(cost -> cost.nanos().median()))
                    .orElseThrow();
            return Optional.of(Sketch.lanes(
                            "Start and join: %s threads are the cheaper ones here".formatted(cheapest.kind()),
                            "Median, fastest, and the time that 95 of 100 stay below; less is better",
                            "kind of thread",
                            "median",
                            "µs",
                            new Sketch.Range("fastest", "95 of 100 below"))
                    .logarithmic());
        }

        private static double micros(double nanos) {
            return nanos / 1e3;
        }
    }
}
