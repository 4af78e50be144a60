package interleave.claim;

import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;

import interleave.claim.BackPressureRuns.Sample;
import interleave.claim.BackPressureRuns.Way;
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
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * K22: does nothing slow a producer down that sends into an unbounded channel?
 *
 * <p>A producer that is faster than its consumer fills what lies between them. With a bound it waits then; without one the
 * queue and the heap in use grow for as long as it runs. So they are looked at along the way and not at the end alone: a
 * queue may be long once, and then shrink.
 */
final class BackPressure {

    /** Where the run is looked at by the rule: at a third of it, at two thirds, and at its end. */
    private static final int THIRD = BackPressureRuns.SAMPLES / 3;

    private static final Design DESIGN = new Design(
            "K22",
            "Does nothing slow a producer down that sends into an unbounded channel?",
            parameters(),
            22,
            "A producer makes messages of 2 KiB four times as fast as a consumer takes them: %d µs and %d µs for each. Between them lies a "
                            .formatted(
                                    BackPressureRuns.PRODUCING.toNanos() / 1_000,
                                    BackPressureRuns.CONSUMING.toNanos() / 1_000)
                    + "bounded or an unbounded channel. Each round runs each in a JVM of its own, in an order drawn anew. "
                    + "Twelve times along the way the messages in the channel are counted, and the heap in use after a "
                    + "collection is read.",
            "Supported if in every round the unbounded queue was longer at two thirds of the run than at one, and longer "
                    + "again at the end, with twice the heap in use at the end that the bounded channel had, and the bounded queue was "
                    + "never longer than its bound. Refuted if in every round the unbounded queue was at the end no longer "
                    + "than the bound of the other. Otherwise undecided.");

    static final Experiment<Growth> EXPERIMENT =
            new Experiment<>(DESIGN, Optional::empty, BackPressure::run, BackPressure::judge);

    private BackPressure() {}

    private static SequencedMap<String, String> parameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("bound", String.valueOf(BackPressureRuns.CAPACITY));
        parameters.put("bytes of a message", String.valueOf(BackPressureRuns.MESSAGE_BYTES));
        return parameters;
    }

    private static Growth run(Budget budget, long seed) throws InterruptedException {
        int millis = budget == Budget.QUICK ? 600 : 1_500;
        return new Growth(
                millis,
                Turns.take(
                        "K22: bounded or not",
                        List.of(Way.values()),
                        budget == Budget.QUICK ? 1 : budget.rounds(),
                        seed,
                        way -> samples(way, millis)));
    }

    private static List<Sample> samples(Way way, int millis) throws InterruptedException {
        var result = Sandbox.run(BackPressureRuns.class, within(seconds(60)), way.name(), String.valueOf(millis));
        return Turns.printed(result).stream().map(Sample::parse).toList();
    }

    static Judgement judge(Growth growth) {
        var bounded = growth.samples().get(Way.BOUNDED);
        var unbounded = growth.samples().get(Way.UNBOUNDED);
        var queue = growth.at(Way.UNBOUNDED, BackPressureRuns.SAMPLES, Sample::queue);
        var heap = growth.at(Way.UNBOUNDED, BackPressureRuns.SAMPLES, Sample::heap);
        var reason = String.format(
                Locale.ROOT,
                "At the end %,.0f (%,.0f to %,.0f) messages lay in the unbounded channel with %.0f MB of the heap in use, "
                        + "and at most %,d at any time in the bounded one with %.0f MB.",
                queue.median(),
                queue.min(),
                queue.max(),
                heap.median(),
                bounded.stream()
                        .flatMap(List::stream)
                        .mapToLong(Sample::queue)
                        .max()
                        .orElseThrow(),
                growth.at(Way.BOUNDED, BackPressureRuns.SAMPLES, Sample::heap).median());
        boolean stays =
                bounded.stream().flatMap(List::stream).allMatch(sample -> sample.queue() <= BackPressureRuns.CAPACITY);
        boolean grows = true;
        for (int round = 0; round < unbounded.size(); round++) {
            var run = unbounded.get(round);
            grows &= run.get(THIRD - 1).queue() < run.get(2 * THIRD - 1).queue()
                    && run.get(2 * THIRD - 1).queue() < run.getLast().queue()
                    && run.getLast().heap() > 2 * bounded.get(round).getLast().heap();
        }
        if (stays && grows) {
            return new Judgement(Verdict.SUPPORTED, reason);
        }
        return queue.max() <= BackPressureRuns.CAPACITY
                ? new Judgement(Verdict.REFUTED, reason)
                : Judgement.undecided(reason);
    }

    /**
     * What was seen along the way.
     *
     * @param millis how long each run was
     * @param samples for each way the samples of each round, in their order
     */
    record Growth(int millis, SequencedMap<Way, List<List<Sample>>> samples) implements Experiment.Data {

        /** Returns what the rounds saw at one sample, 1 first. */
        Spread at(Way way, int number, ToDoubleFunction<Sample> of) {
            return Spread.of(samples.get(way).stream()
                    .mapToDouble(round -> of.applyAsDouble(round.get(number - 1)))
                    .toArray());
        }

        @Override
        public Evidence evidence() {
            var ways = StringColumn.create("channel");
            var times = DoubleColumn.create("time (ms)");
            var queues = DoubleColumn.create("messages in the channel");
            var least = DoubleColumn.create("shortest queue");
            var most = DoubleColumn.create("longest queue");
            var heaps = DoubleColumn.create("heap in use (MB)");
            var raw = new LinkedHashMap<String, List<Double>>();
            samples.forEach((way, rounds) -> {
                for (int number = 1; number <= BackPressureRuns.SAMPLES; number++) {
                    var queue = at(way, number, Sample::queue);
                    ways.append(way.toString());
                    times.append((double) millis * number / BackPressureRuns.SAMPLES);
                    queues.append(queue.median());
                    least.append(queue.min());
                    most.append(queue.max());
                    heaps.append(at(way, number, Sample::heap).median());
                }
                for (int round = 0; round < rounds.size(); round++) {
                    raw.put(
                            "messages: %s, round %d".formatted(way, round + 1),
                            rounds.get(round).stream()
                                    .map(sample -> (double) sample.queue())
                                    .toList());
                    raw.put(
                            "MB: %s, round %d".formatted(way, round + 1),
                            rounds.get(round).stream().map(Sample::heap).toList());
                }
            });
            var table = Table.create(measured(), ways, times, queues, least, most, heaps);
            var sketch = Sketch.lines(
                    String.format(
                            Locale.ROOT,
                            "Without a bound %,.0f messages pile up, with a bound %,.0f",
                            at(Way.UNBOUNDED, BackPressureRuns.SAMPLES, Sample::queue)
                                    .median(),
                            at(Way.BOUNDED, BackPressureRuns.SAMPLES, Sample::queue)
                                    .median()),
                    "The producer is four times as fast as the consumer; median and range of %s; fewer is better"
                            .formatted(Turns.rounds(samples.get(Way.BOUNDED).size())),
                    times.name(),
                    queues.name(),
                    "messages",
                    new Sketch.Range(least.name(), most.name()),
                    ways.name());
            return new Evidence(table, Optional.of(sketch), raw, Optional.empty());
        }

        private String measured() {
            return String.format(
                    Locale.ROOT,
                    "heap in use after %d ms: %.1f MB with the bounded channel, %.1f MB with the unbounded one",
                    millis,
                    at(Way.BOUNDED, BackPressureRuns.SAMPLES, Sample::heap).median(),
                    at(Way.UNBOUNDED, BackPressureRuns.SAMPLES, Sample::heap).median());
        }
    }
}
