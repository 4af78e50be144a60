package interleave.trial;

import interleave.trial.check.CheckReply;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.schedule.Checked;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.CheckedJson;
import interleave.trial.schedule.ModelChecker.Effort;
import interleave.trial.schedule.ScheduleJvm;
import interleave.trial.schedule.ScheduleTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a model checker says of small programs: a schedule that breaks one, or that none of those tried did, or why it
 * cannot say. It never says that a program is right. Immutable.
 *
 * @param answers an answer for each program, in the order of the source
 */
public record Interleavings(List<Answer> answers) implements Tabular {

    /** One program takes seconds at most; what takes longer is stuck. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /**
     * What is said of one program.
     *
     * @param program the name of the litmus test
     * @param checked the answer
     */
    public record Answer(String program, Checked checked) {}

    /** Keeps a copy. */
    public Interleavings {
        answers = List.copyOf(answers);
    }

    /**
     * Looks for a schedule that breaks a litmus test, or each of those nested in a class, in a child JVM. How many
     * schedules are tried is a matter of the {@linkplain Budget budget}.
     *
     * @throws IllegalArgumentException if there is no litmus test in it
     * @throws InterruptedException if this thread is interrupted; the child is ended then
     */
    public static Interleavings of(Class<?> program) throws InterruptedException {
        return of(program, Optional.empty());
    }

    /**
     * Looks for a schedule that leads to an outcome, whether the test allows it or not.
     *
     * @param outcome the result as the test writes it, for instance {@code "1"} or {@code "0, 1"}
     * @throws IllegalArgumentException if there is no litmus test in the class
     * @throws InterruptedException if this thread is interrupted; the child is ended then
     */
    public static Interleavings leadingTo(String outcome, Class<?> program) throws InterruptedException {
        return of(program, Optional.of(outcome));
    }

    private static Interleavings of(Class<?> program, Optional<String> outcome) throws InterruptedException {
        var tests = LitmusTest.in(program);
        var answers = new ArrayList<Answer>();
        var progress = Progress.start("Interleavings of " + program.getSimpleName());
        try {
            for (var test : tests) {
                progress.show(
                        new Progress.Step(test.name(), answers.size() / (double) tests.size(), Optional.empty(), ""));
                answers.add(new Answer(test.name(), check(test, outcome)));
            }
        } finally {
            progress.end("%d of %d programs checked".formatted(answers.size(), tests.size()));
        }
        return new Interleavings(answers);
    }

    private static Checked check(LitmusTest test, Optional<String> outcome) throws InterruptedException {
        var argument = ScheduleTask.argument(test.type().getName(), effort(Budget.current()), outcome);
        return switch (ScheduleJvm.get().run(ScheduleTask.class, Map.of(), argument, LONGEST)) {
            case CheckReply.Answered answered -> CheckedJson.read(answered.text());
            case CheckReply.Threw threw -> new CannotCheck("The check failed: " + threw.error());
            case CheckReply.TimedOut late ->
                new CannotCheck("It did not end within %d s.".formatted(LONGEST.toSeconds()));
            case CheckReply.Exited exited -> new CannotCheck("It ended its JVM, with code " + exited.code() + ".");
            case CheckReply.OutOfMemory full ->
                new CannotCheck("It needs more than %d MB of memory.".formatted(full.megabytes()));
            case CheckReply.Flooded flooded -> new CannotCheck("It prints without end.");
            case CheckReply.TooManyThreads many -> new CannotCheck("It starts threads without end.");
        };
    }

    /** The time is what a learner waits for gladly; on a machine with nothing else to do it is not what ends a search. */
    private static Effort effort(Budget budget) {
        return switch (budget) {
            case QUICK -> new Effort(300, Duration.ofSeconds(2));
            case NORMAL -> new Effort(1_000, Duration.ofSeconds(6));
            case THOROUGH -> new Effort(10_000, Duration.ofSeconds(40));
        };
    }

    /** Returns a row for each program. */
    @Override
    public Table table() {
        var table = Table.create(
                "Interleavings: schedules tried by a model checker, sequentially consistent memory",
                StringColumn.create("program"),
                StringColumn.create("answer"),
                StringColumn.create("meaning"));
        for (var answer : answers) {
            table.stringColumn("program").append(answer.program());
            table.stringColumn("answer").append(answer(answer.checked()));
            table.stringColumn("meaning").append(meaning(answer.checked()));
        }
        return table;
    }

    private static String answer(Checked checked) {
        return switch (checked) {
            case Checked.NoneFailed none -> "none failed in %,d invocations".formatted(none.invocations());
            case Checked.Failed failed when failed.kind() == Checked.Kind.SOUGHT -> "found: " + failed.outcome();
            case Checked.Failed failed -> "fails: " + failed.outcome();
            case CannotCheck no -> "cannot check";
        };
    }

    private static String meaning(Checked checked) {
        return switch (checked) {
            case Checked.NoneFailed none ->
                "Not proven: these schedules are some of all, and real memory reorders more.";
            case Checked.Failed failed -> failed.meaning();
            case CannotCheck no -> no.reason();
        };
    }
}
