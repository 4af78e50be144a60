package interleave.workload;

import interleave.trial.IncrementCount;
import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Tabular;
import interleave.trial.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Three ways to count hits with several threads and lose none. Each changes one thing: what guards the count, or who
 * owns it.
 */
public final class ExactCounts {

    private ExactCounts() {}

    /** What hits are counted in. */
    interface Counter {

        void hit();

        /** Returns the count; exact once all threads have been joined. */
        int total();
    }

    /** All threads share it. The lock guards the count: the three steps of a hit are over before the next begins. */
    public static final class Locked implements Counter {
        private final ReentrantLock lock = new ReentrantLock();
        private int hits;

        @Override
        public void hit() {
            lock.lock();
            try {
                hits++;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int total() {
            lock.lock();
            try {
                return hits;
            } finally {
                lock.unlock();
            }
        }
    }

    /** All threads share it. The count guards itself: read, add and write are one step of the processor. */
    public static final class Atomic implements Counter {
        private final AtomicInteger hits = new AtomicInteger();

        @Override
        public void hit() {
            hits.getAndIncrement();
        }

        @Override
        public int total() {
            return hits.get();
        }
    }

    /** Belongs to one thread until that is joined; each thread has its own, and nothing has to guard it. */
    public static final class Confined implements Counter {
        private int hits;

        @Override
        public void hit() {
            hits++;
        }

        @Override
        public int total() {
            return hits;
        }
    }

    /**
     * Counts in all three ways, again and again, in turn.
     *
     * @param hits how often each thread counts
     * @throws InterruptedException if this thread is interrupted while it waits; the counting threads are joined first
     * @throws ExecutionException if a counting thread fails
     */
    public static Ways run(Threads threads, IncrementCount hits, Repeats repeats)
            throws InterruptedException, ExecutionException {
        var ways = List.of("a lock", "an atomic", "a count each");
        var times = new double[ways.size()][repeats.count()];
        var right = new int[ways.size()];
        for (int run = 0; run < repeats.count(); run++) {
            for (int way = 0; way < ways.size(); way++) {
                var counters = counters(way, threads.count());
                long start = System.nanoTime();
                int total = count(threads, hits.count(), counters);
                times[way][run] = (System.nanoTime() - start) / 1e6;
                if (total == threads.count() * hits.count()) {
                    right[way]++;
                }
            }
        }
        return new Ways(IntStream.range(0, ways.size())
                .mapToObj(way -> new Way(ways.get(way), repeats.count(), right[way], Spread.of(times[way])))
                .toList());
    }

    /**
     * Counts once, with the lock.
     *
     * @param hits how often each thread counts
     * @return the total
     * @throws InterruptedException if this thread is interrupted while it waits; the counting threads are joined first
     * @throws ExecutionException if a counting thread fails
     */
    public static int locked(Threads threads, IncrementCount hits) throws InterruptedException, ExecutionException {
        return count(threads, hits.count(), counters(0, threads.count()));
    }

    /** Returns a counter for each thread: the same one, or one of its own. */
    private static List<Counter> counters(int way, int threads) {
        var shared = way == 0 ? new Locked() : new Atomic();
        IntFunction<Counter> each = way == 2 ? _ -> new Confined() : _ -> shared;
        return IntStream.range(0, threads).mapToObj(each).toList();
    }

    private static int count(Threads threads, int hits, List<Counter> counters)
            throws InterruptedException, ExecutionException {
        Together.run(threads, thread -> {
            var counter = counters.get(thread);
            for (int i = 0; i < hits; i++) {
                counter.hit();
            }
        });
        return counters.stream().distinct().mapToInt(Counter::total).sum();
    }

    /**
     * One way to count.
     *
     * @param guard what keeps the count right
     * @param runs how often it counted
     * @param right how many totals were right
     * @param millis how long a run took
     */
    public record Way(String guard, int runs, int right, Spread millis) {}

    /**
     * All ways.
     *
     * @param ways in the order in which they are told
     */
    public record Ways(List<Way> ways) implements Tabular {

        /** Keeps a copy of the ways. */
        public Ways {
            ways = List.copyOf(ways);
        }

        /** Returns one row for each way. */
        @Override
        public Table table() {
            var guards = StringColumn.create("guarded by");
            var runs = IntColumn.create("runs");
            var right = IntColumn.create("right");
            var fastest = Decimals.column("fastest", 2);
            var medians = Decimals.column("median", 2);
            var slowest = Decimals.column("slowest", 2);
            for (var way : ways) {
                guards.append(way.guard());
                runs.append(way.runs());
                right.append(way.right());
                fastest.append(way.millis().min());
                medians.append(way.millis().median());
                slowest.append(way.millis().max());
            }
            return Table.create(
                    "Counting the same hits in three ways, times in ms",
                    guards,
                    runs,
                    right,
                    fastest,
                    medians,
                    slowest);
        }

        /** Returns the time of each way: median and range. */
        @Override
        public Optional<Sketch> sketch() {
            var names = new ArrayList<String>();
            for (var way : ways) {
                if (way.right() < way.runs()) {
                    names.add(way.guard());
                }
            }
            return Optional.of(Sketch.lanes(
                            names.isEmpty()
                                    ? "Every total is right, whatever guards the count"
                                    : "Totals are wrong with " + String.join(", ", names),
                            String.format(
                                    Locale.ROOT,
                                    "Time of one run: median, fastest and slowest of %,d; less is better",
                                    ways.getFirst().runs()),
                            "guarded by",
                            "median",
                            "ms",
                            new Sketch.Range("fastest", "slowest"))
                    .logarithmic());
        }
    }
}
