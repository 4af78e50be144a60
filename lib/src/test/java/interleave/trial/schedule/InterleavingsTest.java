package interleave.trial.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Interleavings;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.Checked.Failed;
import interleave.trial.schedule.Checked.Kind;
import interleave.trial.schedule.Checked.NoneFailed;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs are checked as a cell checks them: in the child JVM, one after the other. */
class InterleavingsTest {

    private static Checked check(Class<?> program) throws InterruptedException {
        return Interleavings.of(program).answers().getFirst().checked();
    }

    private static Failed failed(Class<?> program) throws InterruptedException {
        return assertInstanceOf(Failed.class, check(program));
    }

    private static String reason(Class<?> program) throws InterruptedException {
        return assertInstanceOf(CannotCheck.class, check(program)).reason();
    }

    private static String told(Schedule schedule) {
        return schedule.steps().stream()
                .map(step -> schedule.threads().get(step.thread()) + ": " + step.text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aLostUpdateIsFoundWithItsSchedule() throws InterruptedException {
        var failed = failed(Programs.Plain.class);
        assertEquals(Kind.FORBIDDEN, failed.kind());
        assertEquals("1", failed.outcome());
        assertEquals("One is lost.", failed.meaning());
        var steps = failed.schedule().steps();
        assertEquals(4, steps.size(), told(failed.schedule()));
        // Both have read before one writes.
        assertTrue(
                steps.subList(0, 2).stream()
                        .allMatch(step -> step.text().equals("hits → 0") && step.kind() == Step.Kind.READ),
                told(failed.schedule()));
        assertTrue(steps.getFirst().place().startsWith("Programs.java:"));
    }

    @Test
    void checkThenActIsFoundWithItsSchedule() throws InterruptedException {
        var failed = failed(Programs.CheckThenPut.class);
        assertEquals("1, 1", failed.outcome());
        var told = told(failed.schedule());
        assertTrue(told.contains("one: map.containsKey(\"a\") → false"), told);
        assertTrue(told.contains("other: map.containsKey(\"a\") → false"), told);
    }

    @ParameterizedTest
    @ValueSource(classes = {Programs.Monitors.class, Programs.Locks.class})
    void aDeadlockSaysWhoWaitsForWhatAndWhoHoldsIt(Class<?> program) throws InterruptedException {
        var failed = failed(program);
        assertEquals(Kind.DEADLOCK, failed.kind());
        assertEquals(
                "`left` waits for `b`, which `right` holds; `right` waits for `a`, which `left` holds.",
                failed.meaning());
        assertTrue(told(failed.schedule()).contains("left: waits for b"), told(failed.schedule()));
    }

    @Test
    void anExceptionOfAThreadIsAFailure() throws InterruptedException {
        var failed = failed(Programs.Throws.class);
        assertEquals(Kind.EXCEPTION, failed.kind());
        assertEquals("NullPointerException", failed.outcome());
    }

    @ParameterizedTest
    @ValueSource(classes = {Programs.Atomic.class, Programs.Locked.class, Programs.PutIfAbsent.class})
    void ofARepairedProgramNoScheduleFails(Class<?> program) throws InterruptedException {
        assertTrue(assertInstanceOf(NoneFailed.class, check(program)).invocations() > 1);
    }

    @Test
    void aScheduleThatLeadsToAnAllowedOutcomeCanBeAskedFor() throws InterruptedException {
        var answer =
                Interleavings.leadingTo("2", Programs.Plain.class).answers().getFirst();
        var found = assertInstanceOf(Failed.class, answer.checked());
        assertEquals(Kind.SOUGHT, found.kind());
        assertEquals(1, found.schedule().switches());
    }

    @Test
    void whatTheModelCheckerCannotSeeIsNotPassed() throws InterruptedException {
        var captured = reason(Programs.Captured.class);
        assertTrue(captured.contains("`increment` is a lambda"), captured);
        var builder = reason(Programs.Builder.class);
        assertTrue(builder.contains("`text` is of class java.lang.StringBuilder"), builder);
    }

    @Test
    void whatItCannotJudgeIsNotPassed() throws InterruptedException {
        var virtual = reason(Programs.Virtual.class);
        assertTrue(virtual.contains("virtual threads"), virtual);
        var timed = reason(Programs.Timed.class);
        assertTrue(timed.contains("Thread.sleep (in Programs.Timed.one) needs time"), timed);
        var loop = reason(Programs.LongLoop.class);
        assertTrue(loop.contains("loop at Programs.java:"), loop);
    }
}
