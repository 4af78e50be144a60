package interleave.workload;

import interleave.trial.Repeats;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Tabular;
import interleave.trial.Threads;
import interleave.workload.log.LogFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How much faster a log is counted by more threads: {@link CountBySeverity} with one thread, with two, and so on.
 *
 * <p>A round counts the log once with every number of threads, in an order that is drawn anew, so that no number always
 * runs behind the same other; the first round warms up and is not shown. The speed-up is taken within a round, so that a
 * machine which is slower for a while spoils neither side alone. It is a first look: one process, few rounds, and
 * whatever else runs on the machine.
 */
public final class SpeedUp {

    /** The most threads of a sweep: every number from one up is run in every round. */
    private static final int MOST = 64;

    /** The most rounds of a sweep: their times are kept, and what needs more is a benchmark. */
    private static final int MOST_ROUNDS = 1_000;

    private SpeedUp() {}

    /**
     * Counts the log again and again.
     *
     * @param most up to how many threads, at most 64
     * @param rounds how many rounds are shown, at most 1,000
     * @throws InterruptedException if this thread is interrupted; the counting threads are joined first
     * @throws ExecutionException if the log cannot be read
     */
    public static Sweep run(LogFile log, Threads most, Repeats rounds) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(log, "SpeedUp.run(null, ...): pass a log, for instance JvmLog.record()");
        Objects.requireNonNull(most, "SpeedUp.run(log, null, ...): pass up to how many threads, as threads(4)");
        Objects.requireNonNull(rounds, "SpeedUp.run(log, threads, null): pass how many rounds, as repeats(9)");
        if (most.count() > MOST) {
            throw new IllegalArgumentException(
                    "threads(%d): a sweep runs every number of threads from one up; choose 1 to %d"
                            .formatted(most.count(), MOST));
        }
        if (rounds.count() > MOST_ROUNDS) {
            throw new IllegalArgumentException(
                    "repeats(%d): a round counts the log with every number of threads; choose 1 to %d rounds"
                            .formatted(rounds.count(), MOST_ROUNDS));
        }
        var random = new Random();
        var times = new double[most.count()][rounds.count()];
        for (int round = -1; round < rounds.count(); round++) {
            for (int threads : order(most.count(), random)) {
                var count = CountBySeverity.run(log, new Threads(threads));
                if (round >= 0) {
                    times[threads - 1][round] = count.took().toNanos() / 1e6;
                }
            }
        }
        var rows = new ArrayList<Row>();
        for (int threads = 1; threads <= most.count(); threads++) {
            rows.add(new Row(threads, Spread.of(times[threads - 1]), ratios(times[0], times[threads - 1])));
        }
        return new Sweep(rows);
    }

    /** Returns the numbers from one up, shuffled. */
    static List<Integer> order(int most, Random random) {
        var order = new ArrayList<Integer>();
        for (int threads = 1; threads <= most; threads++) {
            order.add(threads);
        }
        Collections.shuffle(order, random);
        return order;
    }

    private static Spread ratios(double[] base, double[] times) {
        var ratios = new double[times.length];
        for (int round = 0; round < times.length; round++) {
            ratios[round] = base[round] / times[round];
        }
        return Spread.of(ratios);
    }

    /**
     * One number of threads.
     *
     * @param threads how many
     * @param millis how long a count took
     * @param speedUp how many times as fast as one thread of the same round
     */
    public record Row(int threads, Spread millis, Spread speedUp) {}

    /**
     * All numbers of threads.
     *
     * @param rows from one thread up
     */
    public record Sweep(List<Row> rows) implements Tabular {

        /** Keeps a copy of the rows. */
        public Sweep {
            rows = List.copyOf(rows);
        }

        /** Returns one row for each number of threads. */
        @Override
        public Table table() {
            var threads = IntColumn.create("threads");
            var fastest = Decimals.column("fastest (ms)", 1);
            var medians = Decimals.column("median (ms)", 1);
            var slowest = Decimals.column("slowest (ms)", 1);
            var speedUps = Decimals.column("speed-up", 2);
            var least = Decimals.column("least", 2);
            var most = Decimals.column("most", 2);
            for (var row : rows) {
                threads.append(row.threads());
                fastest.append(row.millis().min());
                medians.append(row.millis().median());
                slowest.append(row.millis().max());
                speedUps.append(row.speedUp().median());
                least.append(row.speedUp().min());
                most.append(row.speedUp().max());
            }
            return Table.create(
                    "Counting one log with more and more threads",
                    threads,
                    fastest,
                    medians,
                    slowest,
                    speedUps,
                    least,
                    most);
        }

        /** Returns the speed-up over the number of threads; empty for one number of threads, which is no line. */
        @Override
        public Optional<Sketch> sketch() {
            if (rows.size() < 2) {
                return Optional.empty();
            }
            var best = rows.stream()
                    .max(Comparator.comparingDouble(row -> row.speedUp().median()))
                    .orElseThrow();
            return Optional.of(Sketch.lines(
                    String.format(
                            Locale.ROOT,
                            "At best %.2f times as fast as one thread, with %d",
                            best.speedUp().median(),
                            best.threads()),
                    "Counting one log: median and range of the rounds; higher is faster",
                    "threads",
                    "speed-up",
                    "times as fast as one thread",
                    new Sketch.Range("least", "most"),
                    ""));
        }
    }
}
