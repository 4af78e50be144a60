package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class ExperimentTest {

    private static final Design DESIGN =
            new Design("K99", "Is it so?", new LinkedHashMap<>(), 42, "It is looked at.", "It is so if it is.");

    private record Seen(long seed, Budget budget) implements Experiment.Data {
        @Override
        public Evidence evidence() {
            var table = Table.create("seen", IntColumn.create("n", new int[] {1}));
            return new Evidence(table, Optional.empty(), new LinkedHashMap<>(), Optional.empty());
        }
    }

    private static Experiment<Seen> experiment(Function<Seen, Judgement> rule) {
        return new Experiment<>(DESIGN, Optional::empty, (budget, seed) -> new Seen(seed, budget), rule);
    }

    @Test
    void theRuleJudgesWhatTheWorkGathered() throws Exception {
        var finding = experiment(seen -> new Judgement(Verdict.SUPPORTED, "seed " + seen.seed() + ", " + seen.budget()))
                .run(Budget.NORMAL);
        assertEquals(new Judgement(Verdict.SUPPORTED, "seed 42, normal"), finding.judgement());
        assertEquals("seen", finding.table().name());
        assertEquals(Machine.card().fingerprint(), finding.machine().fingerprint());
    }

    @Test
    void theQuickBudgetShowsDataAndDoesNotAskTheRule() throws Exception {
        var finding = experiment(seen -> fail("asked in the quick budget")).run(Budget.QUICK);
        assertEquals(Verdict.WITHHELD, finding.judgement().verdict());
        assertEquals(1, finding.table().rowCount());
        var judged = new Judgement(Verdict.REFUTED, "because");
        assertThrows(
                IllegalArgumentException.class,
                () -> new Finding(DESIGN, Instant.now(), Budget.QUICK, Machine.card(), finding.evidence(), judged));
    }

    @Test
    void whatTheMachineLacksEndsItBeforeAnythingIsRun() throws Exception {
        for (var budget : Budget.values()) {
            var finding = new Experiment<Seen>(
                            DESIGN,
                            () -> Optional.of("It needs two threads at once, and here is one."),
                            (budget2, seed) -> fail("it was run"),
                            seen -> fail("it was judged"))
                    .run(budget);
            assertEquals(Verdict.CANNOT_BE_TESTED_HERE, finding.judgement().verdict());
            assertTrue(finding.table().isEmpty());
        }
    }

    @Test
    void anInterruptedExperimentGivesNoFinding() {
        var experiment = new Experiment<Seen>(
                DESIGN,
                Optional::empty,
                (budget, seed) -> {
                    throw new InterruptedException();
                },
                seen -> fail("it was judged"));
        assertThrows(InterruptedException.class, () -> experiment.run(Budget.NORMAL));
    }

    @Test
    void aPlanCannotNameAFolderElsewhere() {
        for (var id : List.of("", "../K01", "K/01", "-K01", "K 01", ".", "K".repeat(65))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Design(id, "?", new LinkedHashMap<>(), 0, "", ""),
                    () -> "took “" + id + "”");
        }
        assertThrows(IllegalArgumentException.class, () -> new Judgement(Verdict.SUPPORTED, " "));
    }

    @Test
    void noDifferenceNeedsTheWholeRangeWithinATenth() {
        assertTrue(Tolerance.noDifference(Spread.of(new double[] {0.90, 1.0, 1.10})));
        assertFalse(Tolerance.noDifference(Spread.of(new double[] {0.89, 1.0, 1.0})));
        assertFalse(Tolerance.noDifference(Spread.of(new double[] {1.0, 1.0, 1.11})));
        assertTrue(Tolerance.more(Spread.of(new double[] {1.11, 2})));
        assertFalse(Tolerance.more(Spread.of(new double[] {1.10, 2})));
        assertTrue(Tolerance.less(Spread.of(new double[] {0.5, 0.89})));
        assertFalse(Tolerance.less(Spread.of(new double[] {0.5, 0.90})));
        assertTrue(Tolerance.notMore(Spread.of(new double[] {0.1, 1.10})));
        assertFalse(Tolerance.notMore(Spread.of(new double[] {0.1, 1.11})));
    }

    @Test
    void theFingerprintForgetsWhatChangesOnTheSameMachine() {
        var facts = new LinkedHashMap<>(Machine.card().facts());
        facts.put("system", "Linux 6.1.0-13 (amd64)");
        var before = new Machine(facts);
        facts.put("system", "Linux 6.1.0-14 (amd64)");
        facts.put("load now", "9.9 threads wanted to run");
        facts.put("power", "on battery");
        facts.put("Java", "25.0.9, somebody");
        facts.put("heap of this JVM", "at most 9 GB");
        assertEquals(before.fingerprint(), new Machine(facts).fingerprint());
        for (var name : List.of("processor", "cores", "caches", "memory", "threads that run at once", "system")) {
            var other = new TreeMap<>(facts);
            other.put(name, "another");
            assertFalse(new Machine(new LinkedHashMap<>(other)).fingerprint().equals(before.fingerprint()), name);
        }
        assertTrue(before.line().contains("Linux 6.1.0-13 (amd64)"), before::line);
    }
}
