package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.claim.LockFightRuns.Seen;
import interleave.claim.LockFightRuns.Way;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sandbox;
import interleave.trial.Sketch;
import interleave.trial.Spread;
import interleave.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K27: do threads at a channel never fight over a lock?
 *
 * <p>A thread at a channel may be parked for two reasons: it waits for a message or for room, which is what a channel is
 * for; or it waits for a lock inside, which another thread holds. Only the second is a fight. That none was seen says
 * nothing where none can be seen; so a queue runs beside them of which every operation is under one lock.
 */
final class LockFights {

    private static final List<Way> JUDGED = List.of(Way.BOUNDED, Way.UNBOUNDED, Way.ARRAY_QUEUE, Way.LINKED_QUEUE);

    private static final Design DESIGN = new Design(
            "K27",
            "Do threads at a channel never fight over a lock?",
            new LinkedHashMap<>(Map.of("producers", "2", "consumers", "2", "capacity", "128")),
            27,
            "Two producers and two consumers pass messages through each kind of channel: two without a lock, the JDK's "
                    + "with one and with two locks, and for control a queue under a lock that is asked again and again. Each "
                    + "round runs each way in a JVM of its own, in an order drawn anew. A flight recording tells how "
                    + "often a thread was parked for a lock, and how often for a message or for room. A channel of ours takes a "
                    + "lock of a few instructions when a thread begins or ends such a wait; nobody parks for it, so it is not seen here.",
            "Undecided if in some round nobody fought over the control's lock: then no fight could be seen. Otherwise "
                    + "supported if in no round anybody fought at any kind of channel; refuted if at every kind somebody did; "
                    + "it depends if at some kinds somebody did in every round, and at the others nobody in any; otherwise undecided.");

    static final Experiment<Fights> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, LockFights::run, LockFights::judge);

    private LockFights() {}

    private static Fights run(Budget budget, long seed) throws InterruptedException {
        var messages = budget == Budget.QUICK ? "20000" : "500000";
        return new Fights(Turns.take(
                "K27: fights over a lock",
                List.of(Way.values()),
                budget == Budget.QUICK ? 1 : budget.rounds(),
                seed,
                way -> Seen.parse(
                        Turns.printed(Sandbox.run(LockFightRuns.class, within(seconds(120)), way.name(), messages))
                                .getLast())));
    }

    static Judgement judge(Fights fights) {
        if (fights.seen().get(Way.CONTROL).stream().anyMatch(round -> round.fights() == 0)) {
            return new Judgement(
                    Verdict.UNDECIDED,
                    "In some round nobody was parked for the lock of the control, so no fight could be seen.");
        }
        var always = new ArrayList<Way>();
        var never = new ArrayList<Way>();
        var figures = new ArrayList<String>();
        for (var way : JUDGED) {
            var counts = fights.spread(way, Fights::fightsPerThousand);
            figures.add(String.format(
                    Locale.ROOT, "%s %.2f (%.2f to %.2f)", way, counts.median(), counts.min(), counts.max()));
            if (counts.min() > 0) {
                always.add(way);
            }
            if (counts.max() == 0) {
                never.add(way);
            }
        }
        var reason = String.format(
                Locale.ROOT,
                "Parked for a lock, for each 1,000 messages: %s; control %.2f.",
                String.join(", ", figures),
                fights.spread(Way.CONTROL, Fights::fightsPerThousand).median());
        if (always.size() + never.size() < JUDGED.size()) {
            return Judgement.undecided(reason);
        }
        return new Judgement(
                always.isEmpty() ? Verdict.SUPPORTED : never.isEmpty() ? Verdict.REFUTED : Verdict.DEPENDS, reason);
    }

    /**
     * What was seen of each way, round by round.
     *
     * @param seen for every way
     */
    record Fights(SequencedMap<Way, List<Seen>> seen) implements Experiment.Data {

        static double fightsPerThousand(Seen seen) {
            return 1e3 * seen.fights() / seen.messages();
        }

        static double waitsPerThousand(Seen seen) {
            return 1e3 * seen.waits() / seen.messages();
        }

        Spread spread(Way way, ToDoubleFunction<Seen> of) {
            return Spread.of(seen.get(way).stream().mapToDouble(of).toArray());
        }

        @Override
        public Evidence evidence() {
            var ways = StringColumn.create("what lies between the threads");
            var medians = DoubleColumn.create("lock waits");
            var least = DoubleColumn.create("fewest");
            var most = DoubleColumn.create("most");
            var waits = DoubleColumn.create("parked for a message or room");
            var raw = new LinkedHashMap<String, List<Double>>();
            seen.forEach((way, rounds) -> {
                var fights = spread(way, Fights::fightsPerThousand);
                ways.append(way.toString());
                medians.append(fights.median());
                least.append(fights.min());
                most.append(fights.max());
                waits.append(spread(way, Fights::waitsPerThousand).median());
                raw.put(
                        "parked for a lock, of 1,000: " + way,
                        rounds.stream().map(Fights::fightsPerThousand).toList());
                raw.put(
                        "parked for a message or room, of 1,000: " + way,
                        rounds.stream().map(Fights::waitsPerThousand).toList());
            });
            var table = Table.create(measured(), ways, medians, least, most, waits);
            var sketch = Sketch.lanes(
                    title(),
                    "Two producers, two consumers; median and range of %s; 0 is no fight"
                            .formatted(Turns.rounds(seen.get(Way.CONTROL).size())),
                    ways.name(),
                    medians.name(),
                    "per 1,000 sent",
                    new Sketch.Range(least.name(), most.name()));
            return new Evidence(table, Optional.of(sketch), raw, Optional.empty());
        }

        private String title() {
            var fought = JUDGED.stream()
                    .filter(way -> spread(way, Fights::fightsPerThousand).max() > 0)
                    .map(Way::toString)
                    .toList();
            return fought.isEmpty()
                    ? "At no channel a thread waited for a lock"
                    : "Threads waited for a lock at: " + String.join(", ", fought);
        }

        /** Returns all counts: beside the control the picture hardly shows how the others differ. */
        private String measured() {
            var parts = new ArrayList<String>();
            seen.keySet()
                    .forEach(way -> parts.add(String.format(
                            Locale.ROOT,
                            "%s %.2f and %.2f",
                            way,
                            spread(way, Fights::fightsPerThousand).median(),
                            spread(way, Fights::waitsPerThousand).median())));
            return "parked for a lock, and for a message or room, for each 1,000 messages: " + String.join("; ", parts);
        }
    }
}
