package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.claim.SharingRuns.Found;
import interleave.claim.SharingRuns.Way;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sandbox;
import interleave.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K03: are threads that share nothing, or only read, free of races and of waits for locks?
 *
 * <p>That nothing was found says nothing where nothing could have been found. So two more ways run beside them: one
 * that has a race and no lock, one that has a lock and no race. In each round the first must show a wrong result, and
 * the second a wait.
 */
final class Sharing {

    /** More threads than cores wait for the scheduler and no longer for each other. */
    private static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 8);

    private static final Design DESIGN = new Design(
            "K03",
            "Are threads that share nothing, or only read, free of races and of waits for locks?",
            new LinkedHashMap<>(Map.of("threads", String.valueOf(THREADS))),
            3,
            "%d threads count hits, each in a count of its own; add up one list that nobody changes; count in one count "
                            .formatted(THREADS)
                    + "that nothing guards; and in one that a lock guards. Each round runs each way in a JVM of its own, "
                    + "again and again, in an order drawn anew. Counted are wrong results, and how often a thread waited "
                    + "for a lock.",
            "Undecided if in some round the unguarded count was never wrong, or nobody waited for the lock: then a race "
                    + "or a wait could not be seen. Otherwise supported if neither threads with a count each nor threads "
                    + "that only read were ever wrong or waited; refuted if both kinds were or did; it depends if one of "
                    + "the two did.");

    static final Experiment<Outcome> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, Sharing::run, Sharing::judge);

    private Sharing() {}

    private static Outcome run(Budget budget, long seed) throws InterruptedException {
        return new Outcome(Turns.take(
                "K03: shared or not",
                List.of(Way.values()),
                budget == Budget.QUICK ? 1 : budget.rounds(),
                seed,
                Sharing::found));
    }

    private static Found found(Way way) throws InterruptedException {
        var result = Sandbox.run(SharingRuns.class, within(seconds(60)), way.name(), String.valueOf(THREADS));
        return Found.parse(Turns.printed(result).getLast());
    }

    static Judgement judge(Outcome outcome) {
        var found = outcome.found();
        if (found.get(Way.UNGUARDED).stream().anyMatch(round -> round.wrong() == 0)) {
            return new Judgement(
                    Verdict.UNDECIDED, "In some round the unguarded count was always right, so no race could be seen.");
        }
        if (found.get(Way.LOCKED).stream().anyMatch(round -> round.waits() == 0)) {
            return new Judgement(
                    Verdict.UNDECIDED, "In some round nobody waited for the lock, so no wait could be seen.");
        }
        var stained = new ArrayList<Way>();
        var figures = new ArrayList<String>();
        for (var way : List.of(Way.CONFINED, Way.READ_ONLY)) {
            long wrong = outcome.sum(way, Found::wrong);
            long waits = outcome.sum(way, Found::waits);
            figures.add("%s: %,d of %,d results wrong, %,d waits"
                    .formatted(way, wrong, outcome.sum(way, Found::runs), waits));
            if (wrong > 0 || waits > 0) {
                stained.add(way);
            }
        }
        var reason = "With %s; the unguarded count was wrong %,d times, and with the lock threads waited %,d times."
                .formatted(
                        String.join("; with ", figures),
                        outcome.sum(Way.UNGUARDED, Found::wrong),
                        outcome.sum(Way.LOCKED, Found::waits));
        return new Judgement(
                switch (stained.size()) {
                    case 0 -> Verdict.SUPPORTED;
                    case 1 -> Verdict.DEPENDS;
                    default -> Verdict.REFUTED;
                },
                reason);
    }

    /**
     * What was found of each way, round by round.
     *
     * @param found for every way
     */
    record Outcome(SequencedMap<Way, List<Found>> found) implements Experiment.Data {

        long sum(Way way, ToLongFunction<Found> of) {
            return found.get(way).stream().mapToLong(of).sum();
        }

        @Override
        public Evidence evidence() {
            var ways = StringColumn.create("what the threads use");
            var runs = IntColumn.create("runs");
            var wrong = IntColumn.create("wrong results");
            var waits = LongColumn.create("waits for a lock");
            var raw = new LinkedHashMap<String, List<Double>>();
            found.forEach((way, rounds) -> {
                ways.append(way.toString());
                runs.append((int) sum(way, Found::runs));
                wrong.append((int) sum(way, Found::wrong));
                waits.append(sum(way, Found::waits));
                raw.put(
                        "wrong results: " + way,
                        rounds.stream().map(each -> (double) each.wrong()).toList());
                raw.put(
                        "waits: " + way,
                        rounds.stream().map(each -> (double) each.waits()).toList());
            });
            var table = Table.create(
                    "%d threads: what they share, and what came of it".formatted(THREADS), ways, runs, wrong, waits);
            return new Evidence(table, Optional.empty(), raw, Optional.empty());
        }
    }
}
