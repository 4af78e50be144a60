package interleave.claim;

import interleave.bench.LogCountBenchmark;
import interleave.trial.Bench;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Tolerance;
import interleave.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K01: is throughput lost on cores that a program leaves idle?
 *
 * <p>It is lost if the same work, spread over them, is done faster. The work is the count of one log, which needs
 * little but the processor. The rule asks the whole range of the rounds, and asks for more than a tenth: less is what
 * two runs of the same program may differ by.
 */
final class IdleCores {

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private static final Design DESIGN = new Design(
            "K01",
            "Does a program that leaves cores idle lose throughput?",
            new LinkedHashMap<>(Map.of("threads", text(upTo(CORES)))),
            1,
            "A log is counted by severity with 1 to %d threads, a slice each. Each round measures every number of threads "
                            .formatted(CORES)
                    + "in a JVM of its own, in an order drawn anew; times as fast means the time of one thread over "
                    + "that of so many, within a round.",
            "Supported if in every round as many threads as run at once here are more than 1.1 times as fast as one. It "
                    + "depends if only a smaller number of threads is. Refuted if no number is, in any round. Otherwise "
                    + "it is undecided.");

    static final Experiment<Sweep> EXPERIMENT =
            new Experiment<>(DESIGN, () -> obstacle(CORES), IdleCores::run, IdleCores::judge);

    private static final String BEYOND_THE_LAW =
            "More than all of it means that more threads were slower than one, which the law does not know";

    private IdleCores() {}

    static Optional<String> obstacle(int cores) {
        return cores > 1
                ? Optional.empty()
                : Optional.of("One thread at a time runs on this machine, so no core can be idle. It needs two.");
    }

    /** Returns the powers of two below the number of cores, and that number. */
    static List<Integer> upTo(int cores) {
        var threads = new ArrayList<Integer>();
        for (int count = 1; count < cores; count *= 2) {
            threads.add(count);
        }
        threads.add(cores);
        return threads;
    }

    private static String text(List<Integer> threads) {
        return String.join(", ", threads.stream().map(String::valueOf).toList());
    }

    private static Sweep run(Budget budget, long seed) throws InterruptedException {
        var threads = upTo(CORES);
        var values = threads.stream().map(String::valueOf).toArray(String[]::new);
        var comparison =
                Bench.of(LogCountBenchmark.class).parameter("workers", values).compare(seed);
        var times = new ArrayList<List<Double>>();
        times.add(comparison.baselineScores());
        comparison.candidates().forEach(candidate -> times.add(candidate.scores()));
        return new Sweep(threads, times, comparison.disturbedBy());
    }

    static Judgement judge(Sweep sweep) {
        var speedUps = sweep.speedUps();
        var all = speedUps.getLast();
        var reason =
                "With %d threads the log was counted %s times as fast as with one. By Amdahl's law that is as if %s of the work stayed with one thread."
                                .formatted(
                                        sweep.threads().getLast(),
                                        range(all),
                                        percent(sweep.amdahl().serialShare()))
                        + (sweep.amdahl().holds() ? "" : " " + BEYOND_THE_LAW + ".");
        if (Tolerance.more(all)) {
            return new Judgement(Verdict.SUPPORTED, reason);
        }
        var more = speedUps.subList(1, speedUps.size());
        for (int i = 0; i < more.size(); i++) {
            if (Tolerance.more(more.get(i))) {
                return new Judgement(
                        Verdict.DEPENDS,
                        "%d threads were %s times as fast as one; %s"
                                .formatted(sweep.threads().get(i + 1), range(more.get(i)), reason));
            }
        }
        return more.stream().allMatch(Tolerance::notMore)
                ? new Judgement(Verdict.REFUTED, reason)
                : Judgement.undecided(reason);
    }

    private static String range(Spread spread) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", spread.median(), spread.min(), spread.max());
    }

    private static String percent(Spread share) {
        return String.format(
                Locale.ROOT, "%.0f %% (%.0f to %.0f)", 100 * share.median(), 100 * share.min(), 100 * share.max());
    }

    /**
     * The times of all rounds.
     *
     * @param threads the numbers of threads, 1 first
     * @param times for each number the time of each round, in milliseconds
     * @param disturbedBy what else used the processor
     */
    record Sweep(List<Integer> threads, List<List<Double>> times, List<String> disturbedBy) implements Experiment.Data {

        /** Returns for each number of threads how many times as fast as one thread it was, by rounds. */
        List<Spread> speedUps() {
            return times.stream().map(this::ratios).map(Spread::of).toList();
        }

        private double[] ratios(List<Double> of) {
            var ratios = new double[of.size()];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = times.getFirst().get(round) / of.get(round);
            }
            return ratios;
        }

        Amdahl amdahl() {
            return Amdahl.fit(threads, times);
        }

        @Override
        public Evidence evidence() {
            var lines = StringColumn.create("line");
            var counts = IntColumn.create("threads");
            var medians = DoubleColumn.create("speed-up");
            var least = DoubleColumn.create("slowest round");
            var most = DoubleColumn.create("fastest round");
            var speedUps = speedUps();
            for (int i = 0; i < threads.size(); i++) {
                lines.append("measured");
                counts.append(threads.get(i));
                medians.append(speedUps.get(i).median());
                least.append(speedUps.get(i).min());
                most.append(speedUps.get(i).max());
            }
            for (int count : threads) {
                lines.append("ideal: as many times as threads");
                counts.append(count);
                medians.append(count);
                least.appendMissing();
                most.appendMissing();
            }
            var table = Table.create(
                    "Counting one log: as if %s of the work stayed with one thread (Amdahl's law, fitted)%s"
                            .formatted(percent(amdahl().serialShare()), amdahl().holds() ? "" : ". " + BEYOND_THE_LAW),
                    lines,
                    counts,
                    medians,
                    least,
                    most);
            var sketch = Sketch.lines(
                    String.format(
                            Locale.ROOT,
                            "%d threads count the log %.2f times as fast as one",
                            threads.getLast(),
                            speedUps.getLast().median()),
                    "Median and range of %d rounds; higher is faster"
                            .formatted(times.getFirst().size()),
                    counts.name(),
                    medians.name(),
                    "times as fast as one thread",
                    new Sketch.Range(least.name(), most.name()),
                    lines.name());
            return new Evidence(table, Optional.of(sketch), raw(), disturbed(disturbedBy));
        }

        private SequencedMap<String, List<Double>> raw() {
            var raw = new LinkedHashMap<String, List<Double>>();
            for (int i = 0; i < threads.size(); i++) {
                raw.put("ms with threads: " + threads.get(i), times.get(i));
            }
            return raw;
        }
    }

    static Optional<String> disturbed(List<String> culprits) {
        return culprits.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", culprits));
    }
}
