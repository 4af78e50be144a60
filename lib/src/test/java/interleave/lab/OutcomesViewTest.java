package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.stress.FlagVisibility;
import interleave.stress.Increments;
import interleave.stress.Publication;
import interleave.trial.Budget;
import interleave.trial.Machine;
import interleave.trial.Outcomes;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Observed;
import interleave.trial.litmus.Observed.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutcomesViewTest {

    private static Observed ran(Class<?> test, Map<String, Long> counts) {
        return new Observed(LitmusTest.of(test), Ending.RAN, "", new TreeMap<>(counts), List.of("C2", "C1"));
    }

    private static Observed did(Class<?> test, Ending ending, String note) {
        return new Observed(LitmusTest.of(test), ending, note, new TreeMap<>(), List.of());
    }

    private static OutcomesView view(Observed... tests) {
        return OutcomesView.of(outcomes(tests));
    }

    private static Outcomes outcomes(Observed... tests) {
        return new Outcomes("some", List.of(tests), Budget.QUICK, Machine.card(), Instant.EPOCH, Duration.ofSeconds(9));
    }

    @Test
    void saysFirstWhatMustNotHappen() {
        var view = view(
                ran(Increments.Plain.class, Map.of("1", 310_000L, "2", 690_000L)),
                ran(Increments.Atomic.class, Map.of("2", 7_200_000L)));
        assertTrue(view.text().startsWith("""
                                Increments.Plain: a hit is lost: both threads read 0 and both wrote 1 (1) in 31 % of 1.0 million runs.
                                Increments.Atomic: nothing forbidden in 7.2 million runs.
                                """), view.text());
        assertTrue(view.html().contains("Plain: a hit is lost"), view.html());
        assertTrue(view.html().contains(ChartView.MARK));
        assertTrue(view.text().contains("may still be possible"), view.text());
    }

    @Test
    void countsFewRunsInsteadOfAShare() {
        var view = view(ran(FlagVisibility.Plain.class, Map.of("STALE", 2L, "TERMINATED", 3L)));
        assertTrue(view.text().contains("(STALE) in 2 of 5 runs"), view.text());
    }

    @Test
    void sumsOutcomesThatMeanTheSame() {
        var view = view(ran(Publication.EscapingThis.class, Map.of("1, 1", 99_900L, "0, 0", 70L, "1, 0", 30L)));
        assertTrue(view.text().contains("default value (0, 0; 1, 0) in 0.10 % of 100,000 runs"), view.text());
    }

    @Test
    void aWrongTestThatShowsNothingIsStillWrong() {
        var missed = view(ran(Publication.Refilled.class, Map.of("1, 1", 1_000L)));
        assertTrue(
                missed.text()
                        .contains(
                                "nothing forbidden in 1,000 runs, although the test is wrong: this run did not show it"),
                missed.text());
        var hidden = ran(Publication.Plain.class, Map.of("1, 1", 1_000L));
        assertEquals(
                !hidden.isObservableHere(),
                view(hidden).text().contains("although the test is wrong: that is not observable on this CPU"));
    }

    @Test
    void aTestThatDidNotRunIsNotClean() {
        var view = view(did(Increments.Plain.class, Ending.NOT_RUN, "needs 2 cores, and here are 1"));
        assertTrue(view.text().contains("not run: needs 2 cores, and here are 1"), view.text());
        assertFalse(view.text().contains("nothing forbidden"), view.text());
        assertFalse(view.html().contains("No forbidden outcome"), view.html());
    }

    @Test
    void tellsWhatWasNotSeenAsCountZero() {
        var table = outcomes(ran(Increments.Atomic.class, Map.of("2", 5L))).table();
        assertEquals(2, table.rowCount());
        assertEquals("1", table.stringColumn("outcome").get(1));
        assertEquals(0L, table.longColumn("count").get(1));
        assertEquals("forbidden", table.stringColumn("expected").get(1));
    }

    @Test
    void theTitleCountsOnlyWhatRanAndForgetsNoSurprise() {
        var clean = ran(Increments.Atomic.class, Map.of("2", 5L));
        var broke = new Observed(
                LitmusTest.of(Increments.Locked.class),
                Ending.DIED,
                "exit code 7",
                new TreeMap<>(Map.of("2", 5L)),
                List.of("C2"));
        assertTrue(view(clean, broke).html().contains("No forbidden outcome was seen; 1 of 2 did not run to its end"));
        var surprised = ran(Increments.Locked.class, Map.of("3", 5L));
        var html = view(clean, surprised).html();
        assertTrue(html.contains("Seen, and not named by the test: Locked"), html);
        assertFalse(html.contains("No forbidden outcome"), html);
    }

    @Test
    void aStressTestPassesIfItRanAndIsCleanUnlessItIsWrongOnPurpose() {
        assertEquals(
                List.of(
                        "FAILED Increments.Atomic: saw 1, which must not be",
                        "FAILED Increments.Locked: not run, needs 2 cores",
                        "FAILED Increments.Plain: ended its JVM, exit code 7"),
                StressTool.faults(
                        List.of(
                                ran(Increments.Plain.class, Map.of("1", 5L, "2", 5L)),
                                ran(Increments.Plain.class, Map.of("2", 5L)),
                                ran(Increments.Atomic.class, Map.of("1", 5L, "2", 5L)),
                                ran(Increments.Locked.class, Map.of("2", 5L)),
                                did(Increments.Locked.class, Ending.NOT_RUN, "needs 2 cores"),
                                did(Increments.Plain.class, Ending.DIED, "exit code 7")),
                        Budget.NORMAL));
    }

    @Test
    void theSummaryTellsWhichPassedBecauseTheyFailedAsTheyShould() {
        var shown = ran(Increments.Plain.class, Map.of("1", 5L, "2", 5L));
        var hidden = ran(Increments.Plain.class, Map.of("2", 5L));
        var right = ran(Increments.Atomic.class, Map.of("2", 5L));
        var wrong = ran(Increments.Atomic.class, Map.of("1", 5L));
        assertEquals("1 of 2 tests passed.", StressTool.summary(List.of(right, wrong), Budget.NORMAL));
        assertEquals(
                "3 of 3 tests passed; one of them is broken on purpose, and failed as it should.",
                StressTool.summary(List.of(right, shown, hidden), Budget.NORMAL));
        assertEquals(
                "2 of 3 tests passed; 2 of them are broken on purpose, and failed as they should.",
                StressTool.summary(List.of(shown, shown, wrong), Budget.NORMAL));
    }

    @Test
    void withTimeEnoughWhatIsWrongMustShowUnlessThisProcessorCannot() {
        assertEquals(
                List.of("FAILED Increments.Plain: is wrong on purpose, and did not show it"),
                StressTool.faults(List.of(ran(Increments.Plain.class, Map.of("2", 5L))), Budget.THOROUGH));
        var hidden = ran(Publication.Plain.class, Map.of("1, 1", 5L));
        var shown = ran(Publication.Plain.class, Map.of("0, 0", 5L));
        boolean here = hidden.isObservableHere();
        assertEquals(
                here ? 1 : 0,
                StressTool.faults(List.of(hidden), Budget.THOROUGH).size());
        assertEquals(
                here ? 0 : 1, StressTool.faults(List.of(shown), Budget.QUICK).size());
    }
}
