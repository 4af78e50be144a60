package interleave.broken;

import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Sandbox;
import interleave.trial.SandboxResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wrong programs fail, and each in the way that its chapter tells. */
class FirstMistakesTest {

    @Test
    void whoKeepsWritingSpoilsTheSum() throws Exception {
        var sums = KeptAfterHandOver.run(elements(200_000), repeats(50));
        assertEquals(50, sums.right() + sums.wrong());
        // The writer begins with the last element, to which the adder has the longest way; on one core it often runs
        // first. No rule forbids that fifty sums are right: it would take an adder that is through each time before
        // the writer has begun.
        assertTrue(sums.wrong() > 0, () -> sums.table().print());
    }

    @Test
    void aShallowRuleChangesUnderItsReaders() {
        var sources = new ArrayList<>(List.of("gc"));
        var rule = new ShallowAlarmRule(3, sources);
        sources.add("safepoint");
        assertEquals(List.of("gc", "safepoint"), rule.sources());
    }

    @Test
    void theJvmWaitsForAPlatformThread() throws Exception {
        var lines = nobodyJoins("platform");
        assertEquals(11, lines.size(), lines::toString);
        int end = lines.indexOf("main: ends");
        assertTrue(lines.indexOf("worker: step 2 of 8") < end, lines::toString);
        assertTrue(end < lines.indexOf("worker: step 8 of 8"), lines::toString);
        assertEquals("worker: all work is done", lines.getLast());
    }

    @Test
    void theJvmWaitsNeitherForDaemonsNorForVirtualThreads() throws Exception {
        for (var kind : List.of("daemon", "virtual")) {
            var lines = nobodyJoins(kind);
            int end = lines.indexOf("main: ends");
            assertTrue(lines.indexOf("worker: step 2 of 8") < end, lines::toString);
            assertFalse(lines.contains("worker: step 8 of 8"), lines::toString);
        }
    }

    private static List<String> nobodyJoins(String kind) throws InterruptedException {
        var result = Sandbox.run(NobodyJoins.class, within(seconds(60)), kind);
        assertTrue(result.ended());
        assertEquals(0, result.exitCode());
        var lines = result.output().stream().map(SandboxResult.Line::text).toList();
        assertEquals("main: starts the worker", lines.getFirst());
        return lines;
    }

    @Test
    void joinHidesAnException() throws Exception {
        var result = Sandbox.run(NobodyHears.class, within(seconds(60)));
        assertEquals(0, result.exitCode());
        var texts = result.output().stream().map(SandboxResult.Line::text).toList();
        assertEquals("main: all work is done", texts.getLast());
        assertTrue(texts.getFirst().contains("the third file cannot be read"), texts::toString);
        assertFalse(texts.stream().anyMatch(text -> text.contains("Caused by")), texts::toString);
    }
}
