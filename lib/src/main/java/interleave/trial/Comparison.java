package interleave.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How candidates compare with a baseline, measured in rounds: in a round each has one fork, in an order that is drawn
 * anew, and the ratio is taken within the round. So a machine that is slower for a while spoils neither side alone.
 *
 * @param title what was compared
 * @param baseline the name of what the others are compared with
 * @param candidates the others, in their order
 * @param baselineScores the baseline's score of each round
 * @param unit of the scores
 * @param mode what was measured, in JMH's short form
 * @param rounds how many rounds there were
 * @param seed what the orders were drawn from
 * @param budget how long each was measured
 * @param machine the machine's card at the start
 * @param at when it started
 * @param conditions JMH's version, the flags of the forks, and whatever a reader of the figures should know
 * @param disturbedBy what else used more than a tenth of a processor while something was measured, in one sentence; empty
 *     if nothing did
 * @param jmhJson the result as JMH itself writes it, with a fork for each round
 */
public record Comparison(
        String title,
        String baseline,
        List<Candidate> candidates,
        List<Double> baselineScores,
        String unit,
        String mode,
        int rounds,
        long seed,
        Budget budget,
        Machine machine,
        Instant at,
        List<String> conditions,
        List<String> disturbedBy,
        String jmhJson)
        implements Tabular {

    /**
     * One candidate.
     *
     * @param name what tells it from the others: its method, its parameters' values or its threads
     * @param ratios its time over the baseline's time of the same round, so above 1 it is slower; of throughputs the
     *     baseline's over its own, which means the same
     * @param scores its score of each round
     */
    public record Candidate(String name, Spread ratios, List<Double> scores) {

        /** Keeps a copy. */
        public Candidate {
            scores = List.copyOf(scores);
        }
    }

    /** What may be said of a candidate against the baseline. */
    public enum Call {
        /** Every round had it faster, and one by more than a tenth. */
        FASTER,
        /** Every round had it slower, and one by more than a tenth. */
        SLOWER,
        /** No round had it more than a tenth faster or slower. */
        NO_DIFFERENCE,
        /** The rounds do not agree, or have no ratio: longer measurements may tell, this one does not. */
        UNDECIDED,
        /** The quick budget gives no verdict. */
        WITHHELD
    }

    /** Keeps copies. */
    public Comparison {
        candidates = List.copyOf(candidates);
        baselineScores = List.copyOf(baselineScores);
        conditions = List.copyOf(conditions);
        disturbedBy = List.copyOf(disturbedBy);
    }

    /** Returns the candidate of a name, if there is one. */
    public Optional<Candidate> candidate(String name) {
        return candidates.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /**
     * Returns what may be said of a candidate. It is said of a disturbed run too: what disturbs a round disturbs both
     * sides of its ratio, and the rounds must agree; but {@link #sentence} does not conceal it.
     */
    public Call call(Candidate candidate) {
        return budget.givesVerdicts() ? of(candidate.ratios()) : Call.WITHHELD;
    }

    /** Returns what ratios say, one for each round. */
    static Call of(Spread ratios) {
        if (!isFinite(ratios)) {
            return Call.UNDECIDED;
        }
        if (Tolerance.noDifference(ratios)) {
            return Call.NO_DIFFERENCE;
        }
        if (ratios.max() < 1) {
            return Call.FASTER;
        }
        return ratios.min() > 1 ? Call.SLOWER : Call.UNDECIDED;
    }

    /** A score of nothing, as of a method that the compiler removed, has no ratio. */
    private static boolean isFinite(Spread ratios) {
        return Double.isFinite(ratios.min()) && Double.isFinite(ratios.max());
    }

    /**
     * Returns the finding on a candidate in a sentence: {@code virtualThread takes 0.12 (0.10 to 0.14) of the time of
     * platformThread}.
     */
    public String sentence(Candidate candidate) {
        var ratios = candidate.ratios();
        if (!isFinite(ratios)) {
            return "%s and %s have no ratio: a score of zero compares with nothing"
                    .formatted(candidate.name(), baseline);
        }
        var figures = "%s takes %s (%s to %s) of the time of %s"
                .formatted(
                        candidate.name(), ratio(ratios.median()), ratio(ratios.min()), ratio(ratios.max()), baseline);
        return figures
                + switch (call(candidate)) {
                    case FASTER -> ": faster" + caveat();
                    case SLOWER -> ": slower" + caveat();
                    case NO_DIFFERENCE -> ": no difference above a tenth" + caveat();
                    case UNDECIDED -> ": undecided, the rounds do not agree";
                    case WITHHELD -> "; the quick budget gives no verdict";
                };
    }

    private String caveat() {
        return disturbedBy.isEmpty() ? "" : ", in a disturbed run";
    }

    /** Returns one line for each candidate. */
    @Override
    public Table table() {
        var names = StringColumn.create("candidate");
        var medians = DoubleColumn.create("time of " + baseline + " (median)");
        var least = DoubleColumn.create("least");
        var most = DoubleColumn.create("most");
        var calls = StringColumn.create("call");
        for (var candidate : candidates) {
            names.append(candidate.name());
            medians.append(candidate.ratios().median());
            least.append(candidate.ratios().min());
            most.append(candidate.ratios().max());
            calls.append(call(candidate).name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        return Table.create(
                "%s against %s, %d rounds, %s budget".formatted(title, baseline, rounds, budget),
                names,
                medians,
                least,
                most,
                calls);
    }

    /** Returns the comparison with its conditions as JSON, in the form of {@link BenchResult#toJson()}. */
    public String toJson() {
        var json = BenchJson.of("comparison", title, at, budget, machine, conditions);
        json.put("baseline", baseline);
        json.put("seed", seed);
        json.put("unit", unit);
        json.put("mode", mode);
        var all = json.putArray("candidates");
        for (var candidate : candidates) {
            var one = all.addObject();
            one.put("name", candidate.name());
            one.put("call", call(candidate).name());
            var scores = one.putArray("scores");
            candidate.scores().forEach(scores::add);
        }
        var scores = json.putArray("baselineScores");
        baselineScores.forEach(scores::add);
        var disturbed = json.putArray("disturbed");
        disturbedBy.forEach(disturbed::add);
        return BenchJson.text(BenchJson.withJmh(json, jmhJson));
    }

    /**
     * Writes the JSON into a new file of a folder, as {@link BenchResult#save} does.
     *
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path save(Path folder) throws IOException {
        return BenchJson.save(folder, title, at, toJson());
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }
}
