package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.claim.ChannelCostRuns.Way;
import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Experiment;
import interleave.trial.Judgement;
import interleave.trial.Sandbox;
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
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K23: does a message cost more than an atomic, and is that because the channel allocates?
 *
 * <p>The claim names a cost and its cause. The cost is compared with that of two threads that add to one atomic count, the
 * least that threads can do together. The cause can be wrong although the cost is there: what allocates nothing cannot be
 * slow from allocation. The message is one that exists already, so what is allocated is the channel's own.
 */
final class ChannelCost {

    /** Less than this for a message is the noise of the threads themselves: no object is as small. */
    static final double NOTHING = 1;

    /** What is judged: the channels that everybody takes. The others stand beside them. */
    private static final List<Way> JUDGED = List.of(Way.BOUNDED, Way.UNBOUNDED);

    private static final Design DESIGN = new Design(
            "K23",
            "Does a message cost more than an atomic, and because the channel allocates?",
            new LinkedHashMap<>(Map.of("capacity", "128")),
            23,
            "One platform thread gives a message that exists already to another, again and again, through each kind of "
                    + "channel and through queues of the JDK; beside them two threads add to one count, under a lock and "
                    + "atomically. Each round runs each way in a JVM of its own, in an order drawn anew. Timed is one "
                    + "message, or one addition of each thread, the fastest of five runs; counted are the bytes that both "
                    + "threads allocate for it.",
            "A kind of channel is as claimed if in every round a message took more than 1.1 times as long as an addition "
                    + "to the atomic count and took at least one byte. It is not if in every round it took no byte, or at "
                    + "most 1.1 times as long. Supported if the bounded and the unbounded channel are as claimed; refuted if "
                    + "both are not; it depends if one is and one is not; otherwise undecided.");

    static final Experiment<Costs> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, ChannelCost::run, ChannelCost::judge);

    private ChannelCost() {}

    private static Costs run(Budget budget, long seed) throws InterruptedException {
        var millis = budget == Budget.QUICK ? "20" : "100";
        return new Costs(Turns.take(
                "K23: what a message costs",
                List.of(Way.values()),
                budget == Budget.QUICK ? 1 : budget.rounds(),
                seed,
                way -> MessageCost.parse(
                        Turns.printed(Sandbox.run(ChannelCostRuns.class, within(seconds(120)), way.name(), millis))
                                .getLast())));
    }

    static Judgement judge(Costs costs) {
        var claimed = JUDGED.stream().filter(costs::isAsClaimed).toList();
        var not = JUDGED.stream().filter(costs::isNotAsClaimed).toList();
        var figures = new ArrayList<String>();
        for (var way : JUDGED) {
            var ratios = costs.ratios(way);
            figures.add(String.format(
                    Locale.ROOT,
                    "through the %s it took %.1f (%.1f to %.1f) times as long and %.1f bytes",
                    way,
                    ratios.median(),
                    ratios.min(),
                    ratios.max(),
                    costs.spread(way, MessageCost::bytes).median()));
        }
        var reason =
                "A message was compared with an addition to an atomic count: %s.".formatted(String.join("; ", figures));
        if (claimed.size() + not.size() < JUDGED.size()) {
            return Judgement.undecided(reason);
        }
        return new Judgement(
                not.isEmpty() ? Verdict.SUPPORTED : claimed.isEmpty() ? Verdict.REFUTED : Verdict.DEPENDS, reason);
    }

    /**
     * What each way costs, round by round.
     *
     * @param costs for every way
     */
    record Costs(SequencedMap<Way, List<MessageCost>> costs) implements Experiment.Data {

        Spread spread(Way way, ToDoubleFunction<MessageCost> of) {
            return Spread.of(costs.get(way).stream().mapToDouble(of).toArray());
        }

        /** Returns how many times as long as an atomic addition it took, within a round. */
        Spread ratios(Way way) {
            var atomic = costs.get(Way.ATOMIC);
            return Spread.of(IntStream.range(0, atomic.size())
                    .mapToDouble(round -> costs.get(way).get(round).nanos()
                            / atomic.get(round).nanos())
                    .toArray());
        }

        boolean isAsClaimed(Way way) {
            return Tolerance.more(ratios(way))
                    && spread(way, MessageCost::bytes).min() >= NOTHING;
        }

        boolean isNotAsClaimed(Way way) {
            return Tolerance.notMore(ratios(way))
                    || spread(way, MessageCost::bytes).max() < NOTHING;
        }

        @Override
        public Evidence evidence() {
            var ways = StringColumn.create("what passes between the threads");
            var medians = DoubleColumn.create("time");
            var least = DoubleColumn.create("shortest round");
            var most = DoubleColumn.create("longest round");
            var bytes = DoubleColumn.create("bytes");
            var raw = new LinkedHashMap<String, List<Double>>();
            costs.forEach((way, rounds) -> {
                var times = spread(way, MessageCost::nanos);
                ways.append(way.toString());
                medians.append(times.median());
                least.append(times.min());
                most.append(times.max());
                bytes.append(spread(way, MessageCost::bytes).median());
                raw.put("ns: " + way, rounds.stream().map(MessageCost::nanos).toList());
                raw.put("bytes: " + way, rounds.stream().map(MessageCost::bytes).toList());
            });
            var table = Table.create(measured(), ways, medians, least, most, bytes);
            var sketch = Sketch.lanes(
                            String.format(
                                    Locale.ROOT,
                                    "A message takes %.0f ns and %.0f bytes in a bounded channel, %.0f ns and %.0f bytes in an unbounded one",
                                    spread(Way.BOUNDED, MessageCost::nanos).median(),
                                    spread(Way.BOUNDED, MessageCost::bytes).median(),
                                    spread(Way.UNBOUNDED, MessageCost::nanos).median(),
                                    spread(Way.UNBOUNDED, MessageCost::bytes).median()),
                            "Two platform threads; median and range of %s; lower is better"
                                    .formatted(
                                            Turns.rounds(costs.get(Way.ATOMIC).size())),
                            ways.name(),
                            medians.name(),
                            "ns per message",
                            new Sketch.Range(least.name(), most.name()))
                    .logarithmic();
            return new Evidence(table, Optional.of(sketch), raw, Optional.empty());
        }

        /** Returns the bytes of each way, which the picture does not show. */
        private String measured() {
            var parts = new ArrayList<String>();
            costs.keySet()
                    .forEach(way -> parts.add(String.format(
                            Locale.ROOT,
                            "%s %.1f",
                            way,
                            spread(way, MessageCost::bytes).median())));
            return "bytes per message: " + String.join(", ", parts);
        }
    }
}
