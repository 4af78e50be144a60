package interleave.claim;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.claim.SharingRuns.Found;
import interleave.claim.SharingRuns.Way;
import interleave.trial.Experiment;
import interleave.trial.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The claims' rules on data of known outcome; no benchmark runs here. */
class ClaimTest {

    @Test
    void everyClaimIsFoundByItsIdAndSaysWhereItStands() {
        for (var claim : Claim.all()) {
            assertEquals(claim, Claim.of(claim.id().toLowerCase(Locale.ROOT)));
            assertTrue(claim.source().matches("article [0-4], line \\d+"), claim.source());
            assertTrue(claim.experiment().design().question().endsWith("?"));
        }
        var unknown = assertThrows(IllegalArgumentException.class, () -> Claim.of("K00"));
        assertEquals(
                "There is no claim “K00”. There are: K01, K02, K03, K04, K05, K22, K23, K27, K34",
                unknown.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Claim("K02", "", "", Claim.of("K01").experiment()));
    }

    // --- Amdahl's law ------------------------------------------------------------------------------------------------

    private static List<Double> rounds(double... values) {
        return DoubleStream.of(values).boxed().toList();
    }

    @Test
    void thePlantedShareIsFoundForEachRound() {
        var threads = List.of(1, 2, 4, 8);
        double[] shares = {0, 0.05, 0.25, 1};
        var times = new ArrayList<List<Double>>();
        for (int count : threads) {
            // Each round has a speed of its own, which must not matter.
            times.add(IntStream.range(0, shares.length)
                    .mapToObj(i -> (10.0 + i) * (shares[i] + (1 - shares[i]) / count))
                    .toList());
        }
        var share = Amdahl.fit(threads, times).serialShare();
        assertEquals(0, share.min(), 1e-12);
        assertEquals(0.15, share.median(), 1e-12);
        assertEquals(1, share.max(), 1e-12);
    }

    @Test
    void noiseMovesTheShareLittleAndMoreThanIdealIsBelowZero() {
        var random = new Random(7);
        var threads = List.of(1, 2, 4);
        var times = threads.stream()
                .map(count -> IntStream.range(0, 101)
                        .mapToObj(_ -> (0.1 + 0.9 / count) * (1 + 0.02 * random.nextGaussian()))
                        .toList())
                .toList();
        assertEquals(0.1, Amdahl.fit(threads, times).serialShare().median(), 0.01);
        assertTrue(Amdahl.fit(List.of(1, 2), List.of(rounds(10), rounds(4)))
                        .serialShare()
                        .max()
                < 0);
        assertThrows(IllegalArgumentException.class, () -> Amdahl.fit(List.of(1), List.of(rounds(1))));
        assertThrows(IllegalArgumentException.class, () -> Amdahl.fit(List.of(2, 4), List.of(rounds(1), rounds(1))));
    }

    // --- K01 ---------------------------------------------------------------------------------------------------------

    private static Verdict k01(List<Integer> threads, List<List<Double>> times) {
        var sweep = new IdleCores.Sweep(threads, times, List.of());
        isWellFormed(sweep);
        return IdleCores.judge(sweep).verdict();
    }

    @Test
    void moreThreadsThatAreSlowerAreBeyondAmdahlsLaw() {
        var slower = new IdleCores.Sweep(List.of(1, 2), List.of(rounds(10, 10), rounds(8, 11)), List.of());
        var faster = new IdleCores.Sweep(List.of(1, 2), List.of(rounds(10, 10), rounds(8, 9)), List.of());
        assertTrue(IdleCores.judge(slower).reason().endsWith("which the law does not know."));
        assertFalse(IdleCores.judge(faster).reason().contains("does not know"));
    }

    @Test
    void idleCoresAreJudgedByTheWholeRange() {
        var one = rounds(10, 10, 10);
        assertEquals(Verdict.SUPPORTED, k01(List.of(1, 2), List.of(one, rounds(5, 6, 9))));
        assertEquals(Verdict.UNDECIDED, k01(List.of(1, 2), List.of(one, rounds(5, 6, 9.5))));
        assertEquals(Verdict.REFUTED, k01(List.of(1, 2), List.of(one, rounds(9.5, 10, 14))));
        assertEquals(
                Verdict.DEPENDS,
                k01(List.of(1, 2, 4), List.of(one, rounds(5, 5, 5), rounds(9, 11, 20))),
                "two help, four do not");
        assertEquals(Verdict.SUPPORTED, k01(List.of(1, 2, 4), List.of(one, rounds(10, 10, 10), rounds(3, 3, 3))));
    }

    @Test
    void theRatioIsTakenWithinARound() {
        // The machine was three times slower in the second round; in every round two threads were twice as fast.
        assertEquals(Verdict.SUPPORTED, k01(List.of(1, 2), List.of(rounds(10, 30, 10), rounds(5, 15, 5))));
    }

    @Test
    void oneCoreCannotBeIdle() {
        assertTrue(IdleCores.obstacle(1).isPresent());
        assertEquals(Optional.empty(), IdleCores.obstacle(2));
        assertEquals(List.of(1), IdleCores.upTo(1));
        assertEquals(List.of(1, 2), IdleCores.upTo(2));
        assertEquals(List.of(1, 2, 4, 6), IdleCores.upTo(6));
        assertEquals(List.of(1, 2, 4, 8), IdleCores.upTo(8));
    }

    // --- K02 ---------------------------------------------------------------------------------------------------------

    private static PriceOfThreads.Length length(double direct, List<Double> platform, List<Double> virtual) {
        var directs = platform.stream().map(_ -> direct).toList();
        return new PriceOfThreads.Length(directs, Map.of("platform", platform, "virtual", virtual));
    }

    private static PriceOfThreads.Prices prices(List<Double> platform, List<Double> virtual) {
        var creation = length(1, rounds(61, 51, 71), rounds(4, 3, 5));
        return new PriceOfThreads.Prices(List.of(creation, length(10_000, platform, virtual)), List.of());
    }

    private static Verdict k02(List<Double> platform, List<Double> virtual) {
        isWellFormed(prices(platform, virtual));
        return PriceOfThreads.judge(prices(platform, virtual)).verdict();
    }

    @Test
    void aThreadCostsItsCreationOnlyIfALongTaskDoesNotShowIt() {
        var same = rounds(9_500, 10_000, 10_900);
        var slower = rounds(11_500, 12_000, 13_000);
        assertEquals(Verdict.SUPPORTED, k02(same, same));
        assertEquals(Verdict.REFUTED, k02(slower, slower));
        assertEquals(Verdict.DEPENDS, k02(same, slower));
        assertEquals(Verdict.UNDECIDED, k02(same, rounds(9_900, 10_000, 11_500)));
        assertEquals(Verdict.UNDECIDED, k02(rounds(8_000, 8_000, 8_000), same), "faster is not “no difference”");
    }

    @Test
    void theBreakEvenIsTenTimesThePrice() {
        var price = prices(rounds(10_000, 10_000, 10_000), rounds(10_000, 10_000, 10_000))
                .price();
        assertEquals(
                "Created and joined, a platform thread costs 60 (50 to 70) µs, less than a tenth of a task of more than "
                        + "0.60 ms; a virtual thread costs 3 (2 to 4) µs, less than a tenth of a task of more than 0.03 ms.",
                price);
    }

    // --- K03 ---------------------------------------------------------------------------------------------------------

    private static final Found CLEAN = new Found(20, 0, 0);
    private static final Found RACE = new Found(20, 3, 0);
    private static final Found WAIT = new Found(20, 0, 5);

    private static Verdict k03(Found confined, Found readOnly, Found unguarded, Found locked) {
        var found = new LinkedHashMap<Way, List<Found>>();
        found.put(Way.CONFINED, List.of(CLEAN, confined));
        found.put(Way.READ_ONLY, List.of(CLEAN, readOnly));
        found.put(Way.UNGUARDED, List.of(RACE, unguarded));
        found.put(Way.LOCKED, List.of(WAIT, locked));
        var outcome = new Sharing.Outcome(found);
        isWellFormed(outcome);
        return Sharing.judge(outcome).verdict();
    }

    @Test
    void noRaceWithoutSharingIsBelievedOnlyWhereARaceCouldBeSeen() {
        assertEquals(Verdict.SUPPORTED, k03(CLEAN, CLEAN, RACE, WAIT));
        assertEquals(Verdict.UNDECIDED, k03(CLEAN, CLEAN, CLEAN, WAIT), "no race was seen where there is one");
        assertEquals(Verdict.UNDECIDED, k03(CLEAN, CLEAN, RACE, CLEAN), "no wait was seen where there is one");
        assertEquals(Verdict.DEPENDS, k03(RACE, CLEAN, RACE, WAIT));
        assertEquals(Verdict.DEPENDS, k03(CLEAN, WAIT, RACE, WAIT));
        assertEquals(Verdict.REFUTED, k03(RACE, WAIT, RACE, WAIT));
    }

    @Test
    void whatAChildFoundComesBackAsItWas() {
        assertEquals(new Found(20, 3, 719), Found.parse("20 3 719"));
    }

    // --- K04 ---------------------------------------------------------------------------------------------------------

    /** Returns so many wrong totals of ten. */
    private static SporadicRaces.Counted wrong(int count) {
        return new SporadicRaces.Counted(
                200,
                IntStream.range(0, 10).mapToObj(i -> i < count ? 150L : 200L).toList());
    }

    /** Each argument: the wrong totals of ten, round by round. */
    private static Verdict k04(List<Integer> light, List<Integer> heavy) {
        var counted = new LinkedHashMap<SporadicRaces.Case, List<SporadicRaces.Counted>>();
        for (int threads : List.of(2, 4)) {
            counted.put(
                    new SporadicRaces.Case(threads, 100, 0),
                    light.stream().map(ClaimTest::wrong).toList());
            counted.put(
                    new SporadicRaces.Case(threads, 1_000_000, 0),
                    heavy.stream().map(ClaimTest::wrong).toList());
        }
        var rates = new SporadicRaces.Rates(counted);
        isWellFormed(rates);
        return SporadicRaces.judge(rates).verdict();
    }

    @Test
    void aRaceIsSporadicIfOneProgramIsRightAndWrongAndMoreOftenWrongUnderLoad() {
        assertEquals(Verdict.SUPPORTED, k04(List.of(0, 1), List.of(5, 10)));
        assertEquals(Verdict.REFUTED, k04(List.of(10, 10), List.of(10, 10)), "always wrong");
        assertEquals(Verdict.DEPENDS, k04(List.of(5, 5), List.of(5, 4)), "now and then, whatever the load");
        assertEquals(Verdict.DEPENDS, k04(List.of(0, 0), List.of(10, 10)), "by load alone");
        assertEquals(Verdict.UNDECIDED, k04(List.of(0, 5), List.of(5, 5)), "more under load in one round of two");
        assertEquals(Verdict.UNDECIDED, k04(List.of(0, 0), List.of(0, 0)), "no race to see");
    }

    @Test
    void lostHitsAreCountedFromTheTotals() {
        assertEquals(30, wrong(3).share());
        assertEquals(7.5, wrong(3).lost(), 1e-9);
        var late = new SporadicRaces.Counted(
                1, IntStream.range(0, 30).mapToObj(i -> i < 20 ? 1L : 0L).toList());
        assertEquals(0, late.shareOfFirst());
        assertEquals(100, late.shareOfLast());
    }

    // --- K05 ---------------------------------------------------------------------------------------------------------

    private static Verdict k05(int unclear, List<Boolean> platform, List<Boolean> daemon, List<Boolean> virtual) {
        var finished = new LinkedHashMap<String, List<Boolean>>();
        finished.put("platform", platform);
        finished.put("daemon", daemon);
        finished.put("virtual", virtual);
        var endings = new UnjoinedThreads.Endings(finished, unclear);
        isWellFormed(endings);
        return UnjoinedThreads.judge(endings).verdict();
    }

    @Test
    void theUnjoinedThreadIsJudgedByItsKind() {
        var done = List.of(true, true);
        var cut = List.of(false, false);
        assertEquals(Verdict.DEPENDS, k05(0, done, cut, cut));
        assertEquals(Verdict.SUPPORTED, k05(0, cut, cut, cut));
        assertEquals(Verdict.REFUTED, k05(0, done, done, done));
        assertEquals(Verdict.UNDECIDED, k05(0, done, List.of(true, false), cut));
        assertEquals(Verdict.UNDECIDED, k05(1, done, cut, cut));
        assertEquals(Verdict.UNDECIDED, k05(0, done, cut, List.of()));
    }

    static void isWellFormed(Experiment.Data data) {
        var evidence = assertDoesNotThrow(data::evidence);
        assertFalse(evidence.table().isEmpty());
        assertFalse(evidence.raw().isEmpty());
        evidence.sketch().ifPresent(sketch -> {
            for (var column : List.of(
                    sketch.x(),
                    sketch.y(),
                    sketch.range().orElseThrow().low(),
                    sketch.range().orElseThrow().high(),
                    sketch.series())) {
                assertTrue(column.isEmpty() || evidence.table().containsColumn(column), column);
            }
        });
    }
}
