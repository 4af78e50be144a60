package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.stress.Increments;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Observed;
import interleave.trial.litmus.Observed.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.infra.results.I_Result;

class OutcomesTest {

    @Test
    void refusesWhatIsNoLitmusTest() {
        var none = assertThrows(IllegalArgumentException.class, () -> Outcomes.of());
        assertTrue(none.getMessage().contains("Increments.class"), none.getMessage());
        var other = assertThrows(IllegalArgumentException.class, () -> Outcomes.of(String.class));
        assertTrue(other.getMessage().contains("@Actor"), other.getMessage());
    }

    @Test
    void keepsWhatWasSeenBeforeATestBroke() {
        var broke = new Observed(
                LitmusTest.of(Increments.Plain.class),
                Ending.DIED,
                "exit code 1",
                new TreeMap<>(Map.of("2", 10L)),
                List.of("C2"));
        var outcomes = new Outcomes(
                "Plain", List.of(broke), Budget.QUICK, Machine.card(), Instant.EPOCH, Duration.ofSeconds(1));
        var table = outcomes.table();
        assertEquals(
                List.of("ended its JVM", "2", "1"),
                table.stringColumn("outcome").asList());
        assertTrue(table.column("count").isMissing(0));
        assertEquals(10, outcomes.samples());
        assertEquals(broke, outcomes.observed(Increments.Plain.class));
        assertThrows(IllegalArgumentException.class, () -> outcomes.observed(Increments.Atomic.class));
    }

    @Test
    void saysOfWhatTheyAreAndRunsEachTestOnce() throws InterruptedException {
        var outcomes = Outcomes.of(Needy.First.class, Needy.class, Needy.First.class);
        assertEquals("OutcomesTest.Needy.First, OutcomesTest.Needy", outcomes.title());
        assertEquals(
                List.of(Needy.First.class, Needy.Other.class),
                outcomes.tests().stream().map(each -> each.test().type()).toList());
        assertTrue(outcomes.tests().stream().allMatch(each -> each.ending() == Ending.NOT_RUN), outcomes.toString());
    }

    /** Two tests that no jcstress runs. */
    public static final class Needy {

        private Needy() {}

        public static class First {
            @Actor
            public void one(I_Result result) {
                result.r1 = 1;
            }
        }

        public static class Other {
            @Actor
            public void one(I_Result result) {
                result.r1 = 1;
            }
        }
    }
}
