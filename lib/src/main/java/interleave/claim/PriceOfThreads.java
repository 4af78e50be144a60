package interleave.claim;

import interleave.bench.TaskInThreadBenchmark;
import interleave.trial.Bench;
import interleave.trial.Budget;
import interleave.trial.Comparison;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K02: do independent threads cost anything but their creation?
 *
 * <p>A cost of creation is paid once for a thread, however long its task. So for a long task it must vanish: the task
 * takes the same time in a thread of its own as at once. Any other cost (colder caches, a slower core, waiting) grows
 * with the task and stays visible. The rule therefore looks at the ratio of the two times for the longest task, and not
 * at their difference: the noise of a long measurement is many times a thread's price, so the difference could say
 * nothing.
 *
 * <p>The shortest task shows the price itself. From ten times the price on, it is less than a tenth of the task.
 */
final class PriceOfThreads {

    private static final List<String> KINDS = List.of("platform", "virtual");
    private static final List<String> TOKENS = List.of("1000", "100000", "10000000");
    private static final double WORTHWHILE = 10;

    private static final Design DESIGN = new Design(
            "K02",
            "Do independent threads cost anything but their creation?",
            new LinkedHashMap<>(Map.of("units of work", String.join(", ", TOKENS))),
            2,
            "A task that only computes is done at once, in a new platform thread and in a new virtual thread, which are "
                    + "joined: one thread at a time. It is done in several lengths. Each round measures each way in a JVM of its own, in an order "
                    + "drawn anew; times as long means the time in a thread over the time at once, within a round.",
            "Supported if, for the longest task, every round lies between 0.9 and 1.1 for both kinds of thread: then "
                    + "nothing is paid that grows with the task. Refuted if every round of both kinds lies above 1.1. It "
                    + "depends if that is so for one kind while the other lies between. Otherwise it is undecided.");

    static final Experiment<Prices> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, PriceOfThreads::run, PriceOfThreads::judge);

    private PriceOfThreads() {}

    private static Prices run(Budget budget, long seed) throws InterruptedException {
        var lengths = new ArrayList<Length>();
        var culprits = new LinkedHashSet<String>();
        for (var tokens : tokens(budget)) {
            var comparison = Bench.of(TaskInThreadBenchmark.class)
                    .only("direct", "platform", "virtual")
                    .parameter("tokens", tokens)
                    .compare(seed + lengths.size());
            lengths.add(new Length(
                    comparison.baselineScores(),
                    Map.of("platform", scores(comparison, 0), "virtual", scores(comparison, 1))));
            culprits.addAll(comparison.disturbedBy());
        }
        return new Prices(lengths, List.copyOf(culprits));
    }

    /** The quick budget leaves out the middle: it gives no verdict, and the ends show what happens. */
    private static List<String> tokens(Budget budget) {
        return budget.givesVerdicts() ? TOKENS : List.of(TOKENS.getFirst(), TOKENS.getLast());
    }

    private static List<Double> scores(Comparison comparison, int candidate) {
        return comparison.candidates().get(candidate).scores();
    }

    static Judgement judge(Prices prices) {
        var longest = prices.lengths().getLast();
        var within = KINDS.stream()
                .filter(kind -> Tolerance.noDifference(longest.ratios(kind)))
                .toList();
        var above = KINDS.stream()
                .filter(kind -> Tolerance.more(longest.ratios(kind)))
                .toList();
        var figures = new ArrayList<String>();
        for (var kind : KINDS) {
            figures.add("in a %s thread the longest task took %s times as long as at once"
                    .formatted(kind, text(longest.ratios(kind), 2)));
        }
        var sentence = String.join(", ", figures) + ". " + prices.price();
        var reason = Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
        if (within.size() == KINDS.size()) {
            return new Judgement(Verdict.SUPPORTED, reason);
        }
        if (above.size() == KINDS.size()) {
            return new Judgement(Verdict.REFUTED, reason);
        }
        return within.size() + above.size() == KINDS.size()
                ? new Judgement(Verdict.DEPENDS, reason)
                : Judgement.undecided(reason);
    }

    private static String text(Spread spread, int digits) {
        var number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + " to " + number + ")",
                spread.median(),
                spread.min(),
                spread.max());
    }

    /**
     * One length of the task: the microseconds of each round.
     *
     * @param direct done at once
     * @param inThread done in a thread, by its kind
     */
    record Length(List<Double> direct, Map<String, List<Double>> inThread) {

        /** Returns the length of the task in microseconds. */
        double task() {
            return Spread.of(direct.stream().mapToDouble(Double::doubleValue).toArray())
                    .median();
        }

        String name() {
            return String.format(Locale.ROOT, "task of %.1f µs, ", task());
        }

        Spread ratios(String kind) {
            return Spread.of(each(inThread.get(kind), (thread, task) -> thread / task));
        }

        Spread extra(String kind) {
            return Spread.of(each(inThread.get(kind), (thread, task) -> thread - task));
        }

        private double[] each(List<Double> threads, DoubleBinaryOperator of) {
            var results = new double[direct.size()];
            for (int round = 0; round < results.length; round++) {
                results[round] = of.applyAsDouble(threads.get(round), direct.get(round));
            }
            return results;
        }
    }

    /**
     * All lengths.
     *
     * @param lengths the shortest first
     * @param disturbedBy what else used the processor
     */
    record Prices(List<Length> lengths, List<String> disturbedBy) implements Experiment.Data {

        /** Returns what a thread costs, and from which length on that is little, in one sentence. */
        String price() {
            var parts = new ArrayList<String>();
            for (var kind : KINDS) {
                var extra = lengths.getFirst().extra(kind);
                parts.add(String.format(
                        Locale.ROOT,
                        "a %s thread costs %s µs, less than a tenth of a task of more than %.2f ms",
                        kind,
                        text(extra, 0),
                        WORTHWHILE * extra.median() / 1e3));
            }
            return "Created and joined, " + String.join("; ", parts) + ".";
        }

        @Override
        public Evidence evidence() {
            var kinds = StringColumn.create("task done");
            var tasks = DoubleColumn.create("task, done at once (µs)");
            var medians = DoubleColumn.create("time");
            var least = DoubleColumn.create("shortest round");
            var most = DoubleColumn.create("longest round");
            var raw = new LinkedHashMap<String, List<Double>>();
            for (var kind : KINDS) {
                for (var length : lengths) {
                    var ratios = length.ratios(kind);
                    kinds.append("in a %s thread".formatted(kind));
                    tasks.append(length.task());
                    medians.append(ratios.median());
                    least.append(ratios.min());
                    most.append(ratios.max());
                    raw.put(length.name() + kind, length.inThread().get(kind));
                }
            }
            for (var length : lengths) {
                kinds.append("at once");
                tasks.append(length.task());
                medians.append(1);
                least.appendMissing();
                most.appendMissing();
                raw.put(length.name() + "at once", length.direct());
            }
            var table = Table.create(price(), kinds, tasks, medians, least, most);
            var sketch = Sketch.lines(
                            String.format(
                                    Locale.ROOT,
                                    "A platform thread costs %.0f µs, a virtual one %.0f µs",
                                    lengths.getFirst().extra("platform").median(),
                                    lengths.getFirst().extra("virtual").median()),
                            "Median and range of %d rounds; lower is better, 1 is no price"
                                    .formatted(lengths.getFirst().direct().size()),
                            tasks.name(),
                            medians.name(),
                            "times as long as at once",
                            new Sketch.Range(least.name(), most.name()),
                            kinds.name())
                    .logarithmic();
            return new Evidence(table, Optional.of(sketch), raw, IdleCores.disturbed(disturbedBy));
        }
    }
}
