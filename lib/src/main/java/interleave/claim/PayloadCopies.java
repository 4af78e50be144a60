package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.claim.PayloadRuns.Way;
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
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K34: can it be too expensive to copy messages?
 *
 * <p>A copy costs time for each byte, and a new object; to hand over an array, or to share it, costs the same whatever its
 * size. But the payload is written and read too, which also takes time for each byte: how much the copy adds to a message
 * that is used is what counts. So both sides use every line of the cache of it.
 */
final class PayloadCopies {

    static final List<Integer> SIZES = List.of(64, 1_024, 16_384, 262_144, 4_194_304);

    private static final Design DESIGN = new Design(
            "K34",
            "Can it be too expensive to copy messages?",
            new LinkedHashMap<>(Map.of(
                    "bytes of a payload",
                    String.join(", ", SIZES.stream().map(String::valueOf).toList()))),
            34,
            "A producer writes a payload, and a consumer reads all of it. It is copied into the message; or the array itself is "
                    + "handed over and comes back; or both threads keep the arrays, each under a lock, and the message says which. "
                    + "Each round runs each way in a JVM of its own, in an order drawn anew. Timed is one message, the fastest "
                    + "of five runs; counted are the bytes that both threads allocate for it.",
            "Supported if for the largest payload copying took more than twice as long as handing over in every round. "
                    + "Refuted if for no payload it took more than 1.1 times as long in any round. Otherwise undecided.");

    static final Experiment<Payloads> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, PayloadCopies::run, PayloadCopies::judge);

    private static final double TOO_EXPENSIVE = 2;

    private PayloadCopies() {}

    private static Payloads run(Budget budget, long seed) throws InterruptedException {
        boolean quick = budget == Budget.QUICK;
        var sizes = quick ? List.of(SIZES.get(1), SIZES.get(2), SIZES.get(3)) : SIZES;
        return new Payloads(
                sizes,
                Turns.take(
                        "K34: copied or not",
                        List.of(Way.values()),
                        quick ? 1 : budget.rounds(),
                        seed,
                        way -> costs(way, quick ? 10 : 50, sizes)));
    }

    private static List<MessageCost> costs(Way way, int millis, List<Integer> sizes) throws InterruptedException {
        var arguments = Stream.concat(
                        Stream.of(way.name(), String.valueOf(millis)),
                        sizes.stream().map(String::valueOf))
                .toArray(String[]::new);
        return Turns.printed(Sandbox.run(PayloadRuns.class, within(seconds(120)), arguments)).stream()
                .map(MessageCost::parse)
                .toList();
    }

    static Judgement judge(Payloads payloads) {
        int last = payloads.sizes().size() - 1;
        var largest = payloads.ratios(Way.COPIED, last);
        var shared = payloads.ratios(Way.SHARED, last);
        var reason = String.format(
                Locale.ROOT,
                "A payload of %s took %.1f (%.1f to %.1f) times as long copied as handed over, and %.1f times as long "
                        + "shared; one of %s took %.1f times as long copied.",
                size(payloads.sizes().get(last)),
                largest.median(),
                largest.min(),
                largest.max(),
                shared.median(),
                size(payloads.sizes().getFirst()),
                payloads.ratios(Way.COPIED, 0).median());
        if (largest.min() > TOO_EXPENSIVE) {
            return new Judgement(Verdict.SUPPORTED, reason);
        }
        boolean never =
                IntStream.rangeClosed(0, last).allMatch(size -> Tolerance.notMore(payloads.ratios(Way.COPIED, size)));
        return never ? new Judgement(Verdict.REFUTED, reason) : Judgement.undecided(reason);
    }

    private static String size(int bytes) {
        if (bytes < 1_024) {
            return bytes + " bytes";
        }
        return bytes < 1 << 20 ? bytes / 1_024 + " KiB" : (bytes >> 20) + " MiB";
    }

    /**
     * What each way costs.
     *
     * @param sizes of the payloads in bytes, the smallest first
     * @param costs for each way, for each round, for each size
     */
    record Payloads(List<Integer> sizes, SequencedMap<Way, List<List<MessageCost>>> costs) implements Experiment.Data {

        /** Returns how many times as long as handing over a way took, within a round. */
        Spread ratios(Way way, int size) {
            var handedOver = costs.get(Way.HANDED_OVER);
            return Spread.of(IntStream.range(0, handedOver.size())
                    .mapToDouble(round -> costs.get(way).get(round).get(size).nanos()
                            / handedOver.get(round).get(size).nanos())
                    .toArray());
        }

        private Spread spread(Way way, int size, ToDoubleFunction<MessageCost> of) {
            return Spread.of(costs.get(way).stream()
                    .mapToDouble(round -> of.applyAsDouble(round.get(size)))
                    .toArray());
        }

        @Override
        public Evidence evidence() {
            var ways = StringColumn.create("payload");
            var bytes = DoubleColumn.create("payload (bytes)");
            var medians = DoubleColumn.create("time");
            var least = DoubleColumn.create("shortest round");
            var most = DoubleColumn.create("longest round");
            var allocated = DoubleColumn.create("bytes allocated");
            var raw = new LinkedHashMap<String, List<Double>>();
            for (var way : costs.keySet()) {
                for (int i = 0; i < sizes.size(); i++) {
                    int size = i;
                    var times = spread(way, size, each -> each.nanos() / 1e3);
                    ways.append(way.toString());
                    bytes.append(sizes.get(size));
                    medians.append(times.median());
                    least.append(times.min());
                    most.append(times.max());
                    allocated.append(spread(way, size, MessageCost::bytes).median());
                    raw.put(
                            "µs: %s, %s".formatted(size(sizes.get(size)), way),
                            costs.get(way).stream()
                                    .map(round -> round.get(size).nanos() / 1e3)
                                    .toList());
                    raw.put(
                            "bytes: %s, %s".formatted(size(sizes.get(size)), way),
                            costs.get(way).stream()
                                    .map(round -> round.get(size).bytes())
                                    .toList());
                }
            }
            var table = Table.create(measured(), ways, bytes, medians, least, most, allocated);
            var sketch = Sketch.lines(
                            String.format(
                                    Locale.ROOT,
                                    "A payload of %s takes %.1f times as long copied as handed over",
                                    size(sizes.getLast()),
                                    ratios(Way.COPIED, sizes.size() - 1).median()),
                            "Two platform threads; median and range of %s; lower is better"
                                    .formatted(
                                            Turns.rounds(costs.get(Way.COPIED).size())),
                            bytes.name(),
                            medians.name(),
                            "µs per message",
                            new Sketch.Range(least.name(), most.name()),
                            ways.name())
                    .logarithmic();
            return new Evidence(table, Optional.of(sketch), raw, Optional.empty());
        }

        /** Returns how many times as long as handing over it took, which the picture shows only roughly. */
        private String measured() {
            var parts = new ArrayList<String>();
            for (int i = 0; i < sizes.size(); i++) {
                parts.add(String.format(
                        Locale.ROOT,
                        "%s %.2f copied, %.2f shared",
                        size(sizes.get(i)),
                        ratios(Way.COPIED, i).median(),
                        ratios(Way.SHARED, i).median()));
            }
            return "times as long as handed over: " + String.join("; ", parts);
        }
    }
}
