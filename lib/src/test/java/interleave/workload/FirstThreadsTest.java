package interleave.workload;

import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.steps;
import static interleave.trial.Parameters.threads;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FirstThreadsTest {

    @Test
    void bothThreadsMakeAllTheirStepsInOrder() throws Exception {
        var walk = SpawnAndJoin.run(steps(9));
        assertEquals(IntStream.rangeClosed(1, 9).boxed().toList(), numbers(walk, "spawned"));
        assertEquals(IntStream.rangeClosed(1, 4).boxed().toList(), numbers(walk, "main"));
        var times = walk.steps().stream().map(SpawnAndJoin.Step::nanos).toList();
        assertEquals(times.stream().sorted().toList(), times);
        assertEquals(13, walk.table().rowCount());
    }

    private static List<Integer> numbers(SpawnAndJoin.Walk walk, String thread) {
        return walk.steps().stream()
                .filter(step -> step.thread().equals(thread))
                .map(SpawnAndJoin.Step::number)
                .toList();
    }

    @Test
    void anInterruptedWalkEnds() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> SpawnAndJoin.run(steps(1_000)));
        assertFalse(Thread.interrupted(), "the exception took the flag");
    }

    @Test
    void theSumOfTheOwnerIsRight() throws Exception {
        var sum = MovedOwnership.run(elements(100_000));
        assertEquals(sum.expected(), sum.sum());
        assertEquals(5_000_050_000L, sum.sum());
        assertEquals(1, sum.table().rowCount());
    }

    @Test
    void everyReaderSeesTheSameRule() throws Exception {
        var rule = new AlarmRule(3, List.of("gc"));
        var answers = ReadOnlySharing.run(rule, threads(7)).answers();
        assertEquals(7, answers.size());
        assertTrue(answers.stream().allMatch(answer -> answer.rule().equals(rule.toString())));
        assertEquals(
                List.of(false, false, true, true, true, false, false),
                answers.stream().map(ReadOnlySharing.Answer::alarms).toList());
        assertEquals("reader 7", answers.getLast().thread());
    }

    @Test
    void aRuleKeepsWhatItWasMadeWith() {
        var sources = new ArrayList<>(List.of("gc"));
        var rule = new AlarmRule(3, sources);
        sources.add("safepoint");
        assertEquals(List.of("gc"), rule.sources());
        assertThrows(UnsupportedOperationException.class, () -> rule.sources().add("os"));
        assertFalse(rule.alarms(5, "safepoint"));
        assertFalse(rule.alarms(2, "gc"));
        assertThrows(IllegalArgumentException.class, () -> new AlarmRule(6, sources));
    }

    @Test
    void theCostOfAThreadIsMeasuredForBothKinds() throws Exception {
        var costs = ThreadCost.run(repeats(3)).costs();
        assertEquals(
                List.of("platform", "virtual"),
                costs.stream().map(ThreadCost.Cost::kind).toList());
        assertTrue(costs.stream().allMatch(cost -> cost.nanos().min() > 0));
        assertEquals(2, ThreadCost.run(repeats(1)).table().rowCount());
    }
}
