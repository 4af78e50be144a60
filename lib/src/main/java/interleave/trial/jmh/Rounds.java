package interleave.trial.jmh;

import interleave.trial.BenchException;
import interleave.trial.jmh.BenchRun.Measured;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;

/**
 * The order in which a comparison measures: in each round one fork of every case, shuffled anew.
 *
 * @param cases what is compared; the first is the baseline
 * @param order which case each leg measures, round after round
 * @param plan how long
 */
public record Rounds(List<BenchmarkCase> cases, List<Integer> order, Plan plan) {

    /** Keeps copies. */
    public Rounds {
        cases = List.copyOf(cases);
        order = List.copyOf(order);
    }

    /**
     * Returns the rounds of a comparison.
     *
     * @param seed what the orders are drawn from
     * @throws BenchException if there are fewer than two cases or they measure different things
     */
    public static Rounds of(List<BenchmarkCase> cases, Plan plan, long seed) {
        if (cases.size() < 2) {
            throw new BenchException(("A comparison needs at least two: there is only %s. Name several with .only(...),"
                            + " .threads(...) or .parameter(...)")
                    .formatted(cases.getFirst()));
        }
        var baseline = cases.getFirst();
        for (var one : cases) {
            if (one.mode() != baseline.mode()) {
                throw new BenchException("%s measures %s, %s measures %s: only the same can be compared"
                        .formatted(
                                baseline,
                                baseline.mode().longLabel(),
                                one,
                                one.mode().longLabel()));
            }
        }
        var random = new Random(seed);
        var order = new ArrayList<Integer>();
        for (int round = 0; round < plan.rounds(); round++) {
            var all = new ArrayList<>(IntStream.range(0, cases.size()).boxed().toList());
            Collections.shuffle(all, random);
            order.addAll(all);
        }
        return new Rounds(cases.stream().map(one -> one.inUnitOf(baseline)).toList(), order, plan);
    }

    /** Returns what to measure, in order. */
    public List<Leg> legs() {
        return order.stream().map(index -> new Leg(cases.get(index), 1, plan)).toList();
    }

    /** Returns for each case one result with a fork for each round, from what the legs gave. */
    public List<Measured> merged(List<Measured> measured) {
        return IntStream.range(0, cases.size())
                .mapToObj(index -> merge(IntStream.range(0, order.size())
                        .filter(leg -> order.get(leg) == index)
                        .mapToObj(measured::get)
                        .toList()))
                .toList();
    }

    private Measured merge(List<Measured> rounds) {
        var forks = new ArrayList<BenchmarkResult>();
        rounds.forEach(round -> forks.addAll(round.result().getBenchmarkResults()));
        var first = rounds.getFirst();
        return new Measured(
                new Leg(first.leg().what(), rounds.size(), plan),
                new RunResult(first.result().getParams(), forks),
                disturbed(rounds));
    }

    /** Returns what disturbed some of the legs, if anything did: the first of it, and how many it were. */
    public static Optional<String> disturbed(List<Measured> legs) {
        var disturbances =
                legs.stream().flatMap(leg -> leg.disturbedBy().stream()).toList();
        return disturbances.stream()
                .findFirst()
                .map(first -> "%s (the first of %d disturbed forks out of %d)"
                        .formatted(first, disturbances.size(), legs.size()));
    }

    /** Returns for each case a name of what differs between them. */
    public List<String> names() {
        boolean classes = differ(BenchmarkCase::className);
        boolean methods = classes || differ(BenchmarkCase::method);
        boolean threads = differ(BenchmarkCase::threads);
        return cases.stream()
                .map(one -> String.join(
                        ", ",
                        Stream.of(
                                        Stream.of(one.simpleClassName() + "." + one.method())
                                                .filter(name -> classes),
                                        Stream.of(one.method()).filter(name -> methods && !classes),
                                        one.parameters().entrySet().stream()
                                                .filter(own -> differ(other -> String.valueOf(
                                                        other.parameters().get(own.getKey()))))
                                                .map(own -> own.getKey() + "=" + own.getValue()),
                                        Stream.of("threads=" + one.threads()).filter(name -> threads))
                                .flatMap(Function.identity())
                                .toList()))
                .toList();
    }

    private boolean differ(Function<BenchmarkCase, Object> part) {
        return new HashSet<>(cases.stream().map(part).toList()).size() > 1;
    }

    /**
     * Returns how much time a candidate takes of the baseline's, for each round.
     *
     * @param baseline the baseline's score of each round
     * @param candidate the candidate's
     */
    public double[] ratios(List<Double> baseline, List<Double> candidate) {
        boolean rate = cases.getFirst().mode() == Mode.Throughput;
        return IntStream.range(0, baseline.size())
                .mapToDouble(round ->
                        rate ? baseline.get(round) / candidate.get(round) : candidate.get(round) / baseline.get(round))
                .toArray();
    }
}
