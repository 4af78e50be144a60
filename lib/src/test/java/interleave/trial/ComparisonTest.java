package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.trial.Comparison.Call;
import interleave.trial.Comparison.Candidate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Machine MACHINE = new Machine(new LinkedHashMap<>());

    private static Comparison comparison(Budget budget, double... ratios) {
        return comparison(budget, List.of(), ratios);
    }

    private static Comparison comparison(Budget budget, List<String> disturbedBy, double... ratios) {
        var candidate = new Candidate("b", Spread.of(ratios), List.of());
        return new Comparison(
                "T",
                "a",
                List.of(candidate),
                List.of(),
                "ns/op",
                "avgt",
                ratios.length,
                1,
                budget,
                MACHINE,
                Instant.EPOCH,
                List.of(),
                disturbedBy,
                "[]");
    }

    private static Call call(double... ratios) {
        var comparison = comparison(Budget.NORMAL, ratios);
        return comparison.call(comparison.candidates().getFirst());
    }

    @Test
    void aCallNeedsAllRounds() {
        assertEquals(Call.NO_DIFFERENCE, call(0.9, 1, 1.1));
        assertEquals(Call.NO_DIFFERENCE, call(0.95, 0.96));
        assertEquals(Call.FASTER, call(0.3, 0.89, 0.99));
        assertEquals(Call.UNDECIDED, call(0.3, 0.5, 1));
        assertEquals(Call.SLOWER, call(1.01, 1.3));
        assertEquals(Call.UNDECIDED, call(0.89, 1.05));
        assertEquals(Call.UNDECIDED, call(0.95, 1.11));
        assertEquals(Call.UNDECIDED, call(1.5, Double.NaN));
        assertEquals(Call.UNDECIDED, call(1.5, Double.POSITIVE_INFINITY));
    }

    @Test
    void aQuickComparisonGivesNoVerdict() {
        var quick = comparison(Budget.QUICK, 3, 4);
        assertEquals(Call.WITHHELD, quick.call(quick.candidates().getFirst()));
    }

    @Test
    void theSentenceNamesBothAndTheRange() {
        var comparison = comparison(Budget.NORMAL, 0.1, 0.12, 0.14);
        assertEquals(
                "b takes 0.12 (0.10 to 0.14) of the time of a: faster",
                comparison.sentence(comparison.candidates().getFirst()));
        assertEquals(1, comparison.table().rowCount());
    }

    private static String sentence(Comparison comparison) {
        return comparison.sentence(comparison.candidates().getFirst());
    }

    @Test
    void aCallOfADisturbedRunSaysSo() {
        var disturbedBy = List.of("process make used 0.9 cores");
        assertEquals(
                "b takes 2.00 (2.00 to 2.00) of the time of a: slower, in a disturbed run",
                sentence(comparison(Budget.NORMAL, disturbedBy, 2, 2, 2)));
        assertEquals(
                "b takes 2.00 (2.00 to 2.00) of the time of a; the quick budget gives no verdict",
                sentence(comparison(Budget.QUICK, disturbedBy, 2, 2, 2)));
    }

    @Test
    void aScoreOfZeroHasNoRatio() {
        assertEquals(
                "b and a have no ratio: a score of zero compares with nothing",
                sentence(comparison(Budget.NORMAL, 1, 2, Double.POSITIVE_INFINITY)));
    }
}
