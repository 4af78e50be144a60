package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import interleave.trial.Budget;
import interleave.trial.jmh.BenchRun.Measured;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;

class RoundsTest {

    private static BenchmarkCase one(
            String benchmark, Mode mode, int threads, TimeUnit unit, Map<String, String> values) {
        return new BenchmarkCase(benchmark, mode, new TreeMap<>(values), threads, unit, true, List.of(), null);
    }

    private static Rounds rounds(long seed, Mode mode, BenchmarkCase... more) {
        return Rounds.of(
                more.length > 0
                        ? List.of(more)
                        : IntStream.range(0, 4)
                                .mapToObj(i -> one(
                                        "p.C.m" + i,
                                        mode,
                                        1,
                                        i == 0 ? TimeUnit.NANOSECONDS : TimeUnit.SECONDS,
                                        Map.of()))
                                .toList(),
                Plan.of(Budget.NORMAL),
                seed);
    }

    @Test
    void everyRoundHasEachOnceInAnOrderThatTheSeedGives() {
        var order = rounds(7, Mode.AverageTime).order();
        assertEquals(7 * 4, order.size());
        for (int round = 0; round < 7; round++) {
            assertEquals(
                    List.of(0, 1, 2, 3),
                    order.subList(round * 4, round * 4 + 4).stream().sorted().toList());
        }
        assertEquals(order, rounds(7, Mode.AverageTime).order());
        assertNotEquals(order, rounds(8, Mode.AverageTime).order());
        assertNotEquals(order.subList(0, 4), order.subList(4, 8), "every round has the same order");
    }

    @Test
    void allAreMeasuredInTheUnitOfTheBaseline() {
        assertEquals(
                List.of(TimeUnit.NANOSECONDS),
                rounds(7, Mode.AverageTime).cases().stream()
                        .map(BenchmarkCase::unit)
                        .distinct()
                        .toList());
    }

    @Test
    void aUnitIsChosenForAllOrForNone() {
        var given = one("p.C.given", Mode.AverageTime, 1, TimeUnit.SECONDS, Map.of());
        var free = new BenchmarkCase(
                "p.C.free", Mode.AverageTime, new TreeMap<>(), 1, TimeUnit.NANOSECONDS, false, List.of(), null);
        for (var cases : List.of(List.of(given, free), List.of(free, given))) {
            for (var one : Rounds.of(cases, Plan.of(Budget.NORMAL), 1).cases()) {
                assertEquals(cases.getFirst().unit(), one.unit());
                assertEquals(cases.getFirst().unitGiven(), one.unitGiven());
            }
        }
    }

    @Test
    void aRatioAboveOneIsSlowerInEveryMode() {
        assertArrayEquals(
                new double[] {2, 0.5}, rounds(1, Mode.AverageTime).ratios(List.of(10.0, 10.0), List.of(20.0, 5.0)));
        assertArrayEquals(
                new double[] {0.5, 2}, rounds(1, Mode.Throughput).ratios(List.of(10.0, 10.0), List.of(20.0, 5.0)));
    }

    @Test
    void namesSayWhatDiffersAndNothingElse() {
        assertEquals(
                List.of("m0", "m1", "m2", "m3"), rounds(1, Mode.AverageTime).names());
        var ns = TimeUnit.NANOSECONDS;
        assertEquals(
                List.of("size=1, threads=1", "size=2, threads=4"),
                rounds(
                                1,
                                Mode.AverageTime,
                                one("p.C.m", Mode.AverageTime, 1, ns, Map.of("size", "1", "same", "x")),
                                one("p.C.m", Mode.AverageTime, 4, ns, Map.of("size", "2", "same", "x")))
                        .names());
        assertEquals(
                List.of("C.m", "D.m"),
                rounds(
                                1,
                                Mode.AverageTime,
                                one("p.C.m", Mode.AverageTime, 1, ns, Map.of()),
                                one("p.D.m", Mode.AverageTime, 1, ns, Map.of()))
                        .names());
    }

    @Test
    void disturbancesOfManyForksAreOneSentence() {
        var leg = rounds(1, Mode.AverageTime).legs().getFirst();
        var quiet = new Measured(leg, null, Optional.empty());
        var disturbed = new Measured(leg, null, Optional.of("process make used 0.2 cores"));
        assertEquals(Optional.empty(), Rounds.disturbed(List.of(quiet, quiet)));
        assertEquals(
                Optional.of("process make used 0.2 cores (the first of 2 disturbed forks out of 3)"),
                Rounds.disturbed(List.of(disturbed, quiet, disturbed)));
    }
}
