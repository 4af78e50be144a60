package interleave.trial.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import interleave.broken.LockOrderDeadlock;
import interleave.stress.AdjacentBytes;
import interleave.stress.CheckThenAct;
import interleave.stress.FlagVisibility;
import interleave.stress.Increments;
import interleave.stress.MessagePassing;
import interleave.stress.Publication;
import interleave.stress.StoreBuffering;
import interleave.trial.Interleavings;
import interleave.trial.check.CheckJvm;
import interleave.trial.check.CheckReply;
import interleave.trial.check.CheckTask;
import interleave.trial.child.Compilation;
import interleave.trial.litmus.Broken;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Tool;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.Checked.Failed;
import interleave.trial.schedule.Checked.Kind;
import interleave.trial.schedule.Checked.NoneFailed;
import interleave.trial.schedule.ModelChecker.Effort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs are checked as a cell checks them: in the child JVM, one after the other. */
class InterleavingsTest {

    /** Far more than what is asked here takes. */
    private static final Duration AMPLE = Duration.ofMinutes(2);

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

    @ParameterizedTest
    @ValueSource(
            classes = {
                AdjacentBytes.class,
                CheckThenAct.class,
                FlagVisibility.class,
                Increments.class,
                LockOrderDeadlock.class,
                MessagePassing.class,
                Publication.class,
                StoreBuffering.class
            })
    void whatIsBrokenForItFailsAndNothingElse(Class<?> ladder) throws InterruptedException {
        var answers = Interleavings.of(ladder).answers().iterator();
        for (var test : LitmusTest.in(ladder)) {
            var checked = answers.next().checked();
            var broken = test.type().getAnnotation(Broken.class);
            boolean fails = (broken != null && List.of(broken.value()).contains(Tool.INTERLEAVINGS))
                    || test.type().equals(LockOrderDeadlock.SourceFirst.class);
            assertEquals(fails, checked instanceof Failed, () -> test.name() + ": " + checked);
        }
    }

    /** Runs the model checker on a program that it does not see all of, and on which it must not be asked. */
    static final class Unguarded implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
            var test = LitmusTest.of(Class.forName(argument, false, given));
            return CheckedJson.write(ModelChecker.search(
                    test,
                    new LitmusRun(PlayClass.of(test), 2),
                    new Effort(300, Duration.ofSeconds(10)),
                    "1, 1"::equals,
                    Kind.FORBIDDEN));
        }
    }

    @Test
    void theRaceThatIsRefusedWouldBeMissed() throws InterruptedException {
        var reply = ScheduleJvm.get()
                .run(Unguarded.class, Map.of(), Programs.UnseenCheck.class.getName(), Duration.ofSeconds(60));
        var checked = CheckedJson.read(assertInstanceOf(CheckReply.Answered.class, reply, reply::toString)
                .text());
        assertInstanceOf(NoneFailed.class, checked, "it is found now: the control has lost its object");
        assertTrue(reason(Programs.UnseenCheck.class).contains("`text` is of class java.lang.StringBuilder"));
    }

    @Test
    void whatTheThreadsMakeThemselvesIsLookedAtToo() throws InterruptedException {
        switch (check(Programs.LateCheck.class)) {
            case CannotCheck late ->
                assertTrue(late.reason().contains("`text` is of class java.lang.StringBuilder"), late.reason());
            case Failed found -> assertEquals("1, 1", found.outcome());
            case NoneFailed passed -> fail("a race that the model checker cannot see was told as none: " + passed);
        }
    }

    @Test
    void whatIsInheritedFromTheLibraryIsLookedAtToo() throws InterruptedException {
        var page = reason(Programs.Inherited.class);
        assertTrue(page.contains("Page: the model checker does not look inside"), page);
    }

    @Test
    void anOutcomeThatIsNotNamedIsAFailure() throws InterruptedException {
        var failed = failed(Programs.Unnamed.class);
        assertEquals(Kind.FORBIDDEN, failed.kind());
        assertEquals("1", failed.outcome());
        assertEquals("The test does not name this outcome.", failed.meaning());
    }

    @Test
    void whatItCannotJudgeIsFoundWhereverItIsCalled() throws InterruptedException {
        var above = reason(Programs.TimedAbove.class);
        assertTrue(above.contains("System.nanoTime (in Programs.Clock.now) needs time"), above);
        var reference = reason(Programs.TimedByReference.class);
        assertTrue(reference.contains("System.nanoTime (in Programs.TimedByReference.one) needs time"), reference);
        var interrupted = reason(Programs.Interrupted.class);
        assertTrue(interrupted.contains("needs the state of a thread"), interrupted);
    }

    @Test
    void aStateThatCannotBeMadeIsNoFaultOfTheModelChecker() throws InterruptedException {
        assertEquals(
                "Its state cannot be made: the constructor throws java.lang.IllegalStateException: none is made.",
                reason(Programs.Unmade.class));
    }

    @Test
    void anExceptionIsThatOfTheThreadWhichThrewIt() throws InterruptedException {
        var first = told(failed(Programs.ThrowsFirst.class).schedule());
        assertTrue(first.contains("one: n = 1\none: throws IllegalStateException\n"), first);
        var arbiter = told(failed(Programs.ArbiterThrows.class).schedule());
        assertTrue(arbiter.endsWith("\nthe arbiter: throws IllegalStateException"), arbiter);
    }

    @Test
    void whoWaitsForANotificationIsNamed() throws InterruptedException {
        assertEquals(
                "`waits` waits for `wait()`.",
                failed(Programs.LostNotification.class).meaning());
    }

    @Test
    void aLockInAVariableHasTheNameOfThatVariable() throws InterruptedException {
        var schedule = Interleavings.leadingTo("3", Programs.Variables.class)
                .answers()
                .getFirst()
                .checked();
        var told = told(assertInstanceOf(Failed.class, schedule).schedule());
        assertTrue(told.contains("left: lock(early)") && told.contains("left: lock(late)"), told);
    }

    @Test
    void aLockThatAMethodTakesHasThePlaceOfItsCall() throws InterruptedException {
        var steps = failed(Programs.Accounts.class).schedule().steps();
        assertTrue(steps.stream().noneMatch(step -> step.place().endsWith(":0")), steps::toString);
    }

    @Test
    void anActorWithoutAStateIsRefused() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> LitmusTest.of(Programs.Static.class));
        assertTrue(refusal.getMessage().contains("Programs.Static.one needs to be public and not static"));
    }

    @Test
    void moreThanCanBeLookedAtIsRefused() throws InterruptedException {
        var reason = reason(Programs.Crowded.class);
        assertTrue(reason.contains("more than 24"), reason);
    }

    /** Two answers of one class name: neither is taken for the other. */
    @Test
    void answersOfOneNameAreToldApart() throws Exception {
        for (boolean brokenFirst : new boolean[] {true, false, true}) {
            for (boolean broken : new boolean[] {brokenFirst, !brokenFirst}) {
                var classes =
                        Compilation.of(counter(broken ? "" : "synchronized")).classes();
                var reply = ScheduleJvm.get()
                        .run(
                                ScheduleTask.class,
                                classes,
                                ScheduleTask.argument(
                                        "Counter", new Effort(300, Duration.ofSeconds(10)), Optional.empty()),
                                Duration.ofSeconds(60));
                var checked = CheckedJson.read(assertInstanceOf(CheckReply.Answered.class, reply, reply::toString)
                        .text());
                assertEquals(broken, checked instanceof Failed, checked::toString);
                assertEquals(!broken, checked instanceof NoneFailed, checked::toString);
            }
        }
    }

    private static String counter(String modifier) {
        return """
                import org.openjdk.jcstress.annotations.*;
                import org.openjdk.jcstress.infra.results.I_Result;
                @Outcome(id = "2", expect = Expect.ACCEPTABLE)
                @Outcome(expect = Expect.FORBIDDEN)
                public class Counter {
                    static class Cell { int n; %s void add() { n++; } }
                    private final Cell cell = new Cell();
                    @Actor public void one() { cell.add(); }
                    @Actor public void other() { cell.add(); }
                    @Arbiter public void total(I_Result result) { result.r1 = cell.n; }
                }
                """.formatted(modifier);
    }

    /** A search that tells when it has played the first schedule, and tries no other. */
    static final class Unending implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
            var test = LitmusTest.of(Class.forName(argument, false, given));
            var never = new CountDownLatch(1);
            return CheckedJson.write(ModelChecker.search(
                    test,
                    new LitmusRun(PlayClass.of(test), 2),
                    new Effort(2, Duration.ofSeconds(60)),
                    outcome -> {
                        progress.accept(outcome);
                        return waits(never);
                    },
                    Kind.SOUGHT));
        }

        private static boolean waits(CountDownLatch latch) {
            try {
                latch.await();
                return true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The child is ended with the search; the next one gets its answer from another. */
    @Test
    void anInterruptEndsTheSearchWithItsChild() throws Exception {
        var before = ProcessHandle.of(Long.parseLong(process())).orElseThrow();
        var searches = new CountDownLatch(1);
        var program = Programs.Plain.class.getName();
        var asks = new FutureTask<>(() -> assertThrows(
                InterruptedException.class,
                () -> ScheduleJvm.get()
                        .run(Unending.class, Map.of(), program, AMPLE, outcome -> searches.countDown())));
        var thread = Thread.ofPlatform().start(asks);
        assertTrue(searches.await(60, TimeUnit.SECONDS));
        thread.interrupt();
        asks.get(60, TimeUnit.SECONDS);
        before.onExit().get(60, TimeUnit.SECONDS);
        assertInstanceOf(Failed.class, check(Programs.Plain.class));
    }

    @Test
    void anInterruptBeforeTheTurnLeavesTheChildAsItIs() throws InterruptedException {
        var before = process();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Interleavings.of(Programs.Plain.class));
        assertEquals(before, process());
    }

    /** Tells the process that it runs in. */
    static final class TellsProcess implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) {
            return Long.toString(ProcessHandle.current().pid());
        }
    }

    private static String process() throws InterruptedException {
        var reply = ScheduleJvm.get().run(TellsProcess.class, Map.of(), "", Duration.ofSeconds(60));
        return assertInstanceOf(CheckReply.Answered.class, reply, reply::toString)
                .text();
    }

    @Test
    void realThreadsAndSchedulesHaveTheirOwnChild() throws InterruptedException {
        var plain = CheckJvm.plain().run(TellsProcess.class, Map.of(), "", Duration.ofSeconds(60));
        assertNotEquals(
                process(), assertInstanceOf(CheckReply.Answered.class, plain).text());
    }

    @Test
    void aSearchEndsInTime() throws InterruptedException {
        var reply = ScheduleJvm.get()
                .run(
                        ScheduleTask.class,
                        Map.of(),
                        ScheduleTask.argument(
                                Programs.PutIfAbsent.class.getName(),
                                new Effort(1_000_000, Duration.ZERO),
                                Optional.empty()),
                        Duration.ofSeconds(60));
        var checked = CheckedJson.read(assertInstanceOf(CheckReply.Answered.class, reply, reply::toString)
                .text());
        assertEquals(new NoneFailed(1), checked);
    }
}
