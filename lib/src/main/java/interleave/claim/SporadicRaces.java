package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sandbox;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K04: does a race show now and then, and more under load?
 *
 * <p>Load is what the threads do at the same time: the hits that each of them counts. A test with a handful of them is
 * over before the second thread is under way. Every case has fresh JVMs, because a program loses other updates while it
 * is interpreted than when it is compiled.
 */
final class SporadicRaces {

    private static final int LIGHT = 100;
    private static final int HEAVY = 1_000_000;
    private static final List<Integer> THREADS = List.of(2, 4);
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** So many runs at the beginning and at the end of a JVM are compared. */
    private static final int ENDS = 10;

    /**
     * What is run.
     *
     * @param threads how many threads count
     * @param hits how many hits each counts
     * @param busy how many threads keep the cores busy beside them
     */
    record Case(int threads, int hits, int busy) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "%d threads, %,d hits each%s", threads, hits, busy > 0 ? ", cores busy" : "");
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(2, LIGHT, 0),
            new Case(4, LIGHT, 0),
            new Case(2, 10_000, 0),
            new Case(2, 10_000, CORES),
            new Case(2, HEAVY, 0),
            new Case(4, HEAVY, 0));

    private static final Design DESIGN = new Design(
            "K04",
            "Does a race show now and then, and more under load?",
            new LinkedHashMap<>(Map.of("runs of a JVM", String.valueOf(SporadicRuns.RUNS))),
            4,
            "The program LostUpdate counts the hits of a site with several threads, again and again in a fresh JVM. "
                    + "Each round runs every case in a JVM of its own, in an order drawn anew. Counted is which share of "
                    + "the runs has a wrong total.",
            String.format(
                    Locale.ROOT,
                    "Now and then means that in some case runs of the same JVM are right and wrong. More under load means "
                            + "that a larger share of the runs is wrong with %,d hits for each thread than with %,d, for "
                            + "two threads and for four. Supported if both are so in every round, refuted if neither is "
                            + "in any, and it depends if one is in every round and the other in none. Otherwise, and if "
                            + "no total was ever wrong, it is undecided.",
                    HEAVY,
                    LIGHT));

    static final Experiment<Rates> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, SporadicRaces::run, SporadicRaces::judge);

    private SporadicRaces() {}

    private static Rates run(Budget budget, long seed) throws InterruptedException {
        return new Rates(Turns.take(
                "K04: lost updates", CASES, budget == Budget.QUICK ? 1 : budget.rounds(), seed, SporadicRaces::count));
    }

    private static Counted count(Case each) throws InterruptedException {
        var result = Sandbox.run(
                SporadicRuns.class,
                within(seconds(120)),
                String.valueOf(each.threads()),
                String.valueOf(each.hits()),
                String.valueOf(each.busy()));
        return new Counted(
                (long) each.threads() * each.hits(),
                Turns.printed(result).stream().map(Long::valueOf).toList());
    }

    static Judgement judge(Rates rates) {
        var rounds = rates.counted().firstEntry().getValue().size();
        if (rates.counted().values().stream().flatMap(List::stream).allMatch(each -> each.wrong() == 0)) {
            return new Judgement(Verdict.UNDECIDED, "No total was wrong in any case, so there was no race to see.");
        }
        long sporadic =
                IntStream.range(0, rounds).filter(rates::showsNowAndThen).count();
        long more = IntStream.range(0, rounds).filter(rates::showsMoreUnderLoad).count();
        var reason = String.format(
                Locale.ROOT,
                "In %d of %d rounds totals of one program were right and wrong; in %d of %d a larger share was wrong under "
                        + "load. Wrong were %s.",
                sporadic,
                rounds,
                more,
                rounds,
                rates.figures());
        if (sporadic == rounds && more == rounds) {
            return new Judgement(Verdict.SUPPORTED, reason);
        }
        if (sporadic == 0 && more == 0) {
            return new Judgement(Verdict.REFUTED, reason);
        }
        return sporadic % rounds == 0 && more % rounds == 0
                ? new Judgement(Verdict.DEPENDS, reason)
                : Judgement.undecided(reason);
    }

    /**
     * The totals of one JVM.
     *
     * @param expected what each must be
     * @param totals in the order of the runs
     */
    record Counted(long expected, List<Long> totals) {

        int wrong() {
            return wrong(totals);
        }

        private int wrong(List<Long> some) {
            return (int) some.stream().filter(total -> total != expected).count();
        }

        /** Returns the wrong ones among them, in percent. */
        double share() {
            return 100.0 * wrong() / totals.size();
        }

        double shareOfFirst() {
            return share(totals.subList(0, Math.min(ENDS, totals.size())));
        }

        double shareOfLast() {
            return share(totals.subList(Math.max(0, totals.size() - ENDS), totals.size()));
        }

        private double share(List<Long> some) {
            return 100.0 * wrong(some) / some.size();
        }

        /** Returns how many hits are missing, in percent of all. */
        double lost() {
            return totals.stream()
                    .mapToDouble(total -> 100.0 * (expected - total) / expected)
                    .average()
                    .orElseThrow();
        }
    }

    /**
     * What was counted in each case, round by round.
     *
     * @param counted for every case
     */
    record Rates(SequencedMap<Case, List<Counted>> counted) implements Experiment.Data {

        boolean showsNowAndThen(int round) {
            return counted.values().stream()
                    .map(rounds -> rounds.get(round))
                    .anyMatch(each ->
                            each.wrong() > 0 && each.wrong() < each.totals().size());
        }

        boolean showsMoreUnderLoad(int round) {
            return THREADS.stream()
                    .allMatch(threads -> of(threads, HEAVY, round).share()
                            > of(threads, LIGHT, round).share());
        }

        private Counted of(int threads, int hits, int round) {
            return counted.get(new Case(threads, hits, 0)).get(round);
        }

        String figures() {
            return String.join(
                    "; ",
                    counted.entrySet().stream()
                            .map(each -> String.format(
                                    Locale.ROOT,
                                    "%.0f %% with %s",
                                    spread(each.getValue(), Counted::share).median(),
                                    each.getKey()))
                            .toList());
        }

        private static Spread spread(List<Counted> rounds, ToDoubleFunction<Counted> of) {
            return Spread.of(rounds.stream().mapToDouble(of).toArray());
        }

        @Override
        public Evidence evidence() {
            var cases = StringColumn.create("case");
            var medians = DoubleColumn.create("wrong totals");
            var least = DoubleColumn.create("least in a round");
            var most = DoubleColumn.create("most in a round");
            var first = DoubleColumn.create("of the first %d runs".formatted(ENDS));
            var last = DoubleColumn.create("of the last %d".formatted(ENDS));
            var lost = DoubleColumn.create("hits lost");
            var raw = new LinkedHashMap<String, List<Double>>();
            counted.forEach((each, rounds) -> {
                var shares = spread(rounds, Counted::share);
                cases.append(each.toString());
                medians.append(shares.median());
                least.append(shares.min());
                most.append(shares.max());
                first.append(spread(rounds, Counted::shareOfFirst).median());
                last.append(spread(rounds, Counted::shareOfLast).median());
                lost.append(spread(rounds, Counted::lost).median());
                raw.put(
                        "wrong totals, percent: " + each,
                        rounds.stream().map(Counted::share).toList());
            });
            var table = Table.create(
                    "Which share of the totals was wrong, and of the hits lost, in %",
                    cases, medians, least, most, first, last, lost);
            int rounds = counted.firstEntry().getValue().size();
            var sketch = Sketch.lanes(
                    "The same program is wrong in more or fewer of its runs",
                    String.format(
                            Locale.ROOT,
                            "Share of the %d runs of a JVM with a wrong total: %s",
                            SporadicRuns.RUNS,
                            rounds == 1 ? "one JVM each" : "median and range of %d JVMs".formatted(rounds)),
                    cases.name(),
                    medians.name(),
                    "%",
                    new Sketch.Range(least.name(), most.name()));
            return new Evidence(table, Optional.of(sketch), raw, Optional.empty());
        }
    }
}
