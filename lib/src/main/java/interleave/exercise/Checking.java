package interleave.exercise;

import interleave.exercise.ExerciseResult.Kind;
import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.State;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.Progress;
import interleave.trial.check.CheckJvm;
import interleave.trial.check.CheckReply;
import interleave.trial.child.CompilationException;
import interleave.trial.schedule.ScheduleJvm;
import interleave.trial.store.Attempt;
import interleave.trial.store.Attempts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The check of one answer, from its text to what the learner reads.
 *
 * <p>Owned by the thread that asks, which compiles and then waits for the child JVM at each step. Every step runs alone
 * there, with classes loaded anew, so none sees what another has left. The steps of a kind all run, and the first kind
 * with one that failed is the last. A step that costs the child its life is the last at once: others would most likely
 * do the same, and the learner would wait for each.
 */
final class Checking {

    private final Exercise exercise;
    private final String source;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> printed = new ArrayList<>();
    private final State state;

    /** Whether a step hung, ended its JVM or left something behind. */
    private boolean broken;

    private Checking(Exercise exercise, String source, Progress progress) throws InterruptedException {
        this.exercise = exercise;
        this.source = source;
        this.state = state(progress);
    }

    /** Checks an answer. */
    static Checking of(Exercise exercise, String source) throws InterruptedException {
        var text = Answer.withoutMagic(source);
        if (Answer.isUntouched(exercise, text)) {
            return new Checking(exercise, text, Progress.silent());
        }
        long start = System.nanoTime();
        var progress = Progress.start("Exercise " + exercise.id());
        var ending = "Exercise %s: the check did not end.".formatted(exercise.id());
        try {
            var checking = new Checking(exercise, text, progress);
            ending = String.format(
                    Locale.ROOT, "Exercise %s: checked in %.1f s.", exercise.id(), (System.nanoTime() - start) / 1e9);
            return checking;
        } finally {
            progress.end(ending);
        }
    }

    private State state(Progress progress) throws InterruptedException {
        if (Answer.isUntouched(exercise, source)) {
            return State.NOT_STARTED;
        }
        var compiles = Step.of(Kind.COMPILE, "it compiles, and has what the checks use");
        // The children start, if there are none, while this thread compiles.
        CheckJvm.plain().warmUp();
        ScheduleJvm.get().warmUp();
        progress.show(new Progress.Step("compiles", 0, Optional.empty(), ""));
        try {
            var answer = Answer.compile(exercise, source);
            steps.add(compiles.ended(Outcome.HELD, ""));
            run(answer, progress);
        } catch (CompilationException e) {
            steps.add(compiles.ended(Outcome.FAILED, e.getMessage()));
        }
        return steps.stream().anyMatch(step -> step.outcome() == Outcome.FAILED) ? State.NOT_YET : State.SOLVED;
    }

    private void run(Answer answer, Progress progress) throws InterruptedException {
        var plan = Plan.of(answer);
        Optional<Kind> failed = Optional.empty();
        for (int i = 0; i < plan.size(); i++) {
            var item = plan.get(i);
            var step = Step.of(item.kind(), item.title());
            if (broken || (failed.isPresent() && failed.get() != item.kind())) {
                steps.add(step);
            } else {
                double share = (double) (i + 1) / (plan.size() + 1);
                progress.show(new Progress.Step(item.kind() + ": " + item.title(), share, Optional.empty(), ""));
                var ended = run(answer, item, step);
                if (ended.outcome() == Outcome.FAILED) {
                    failed = Optional.of(item.kind());
                }
                steps.add(ended);
            }
        }
    }

    private Step run(Answer answer, Plan.Item item, Step step) throws InterruptedException {
        // What runs on real threads never meets the JVM that the model checker rewrites.
        var jvm = item.kind() == Kind.INTERLEAVINGS ? ScheduleJvm.get() : CheckJvm.plain();
        var reply = jvm.run(item.task(), answer.classes(), item.argument(), item.within());
        if (!(reply instanceof CheckReply.Answered answered)) {
            broken = true;
            return step.ended(Outcome.FAILED, told(reply, item.within(), answer));
        }
        broken = !answered.left().isEmpty();
        if (item.kind() == Kind.INTERLEAVINGS) {
            // What is printed under a schedule is the model checker's, and the answer's once for each schedule.
            var judged = InterleavingsTask.judge(answered.text(), step);
            // Otherwise an answer could pass that nothing has looked at.
            return judged.outcome() == Outcome.NOT_JUDGED && item.isTheOnlyOne()
                    ? judged.ended(
                            Outcome.FAILED, "only the model checker checks this, and it cannot: " + judged.words())
                    : judged;
        }
        printed.addAll(answered.output());
        var ended = item.litmus()
                .map(test -> Tally.read(answered.text()).judge(test, step))
                .orElseGet(() -> MethodTask.judge(answered.text(), step));
        // Why a check fails says more than what runs on because of that.
        return broken && ended.outcome() == Outcome.HELD
                ? step.ended(Outcome.FAILED, told(reply, item.within(), answer))
                : ended;
    }

    private static String told(CheckReply reply, Duration within, Answer answer) {
        return Trouble.told(reply, within, answer.checks().getName());
    }

    /**
     * Returns the result, with the hint that is due by what was tried before: the first one to begin with, and one more
     * for each other answer that failed.
     */
    ExerciseResult withAttempts(Attempts attempts) {
        long before = attempts.of(exercise.id()).values().stream()
                .filter(attempt -> !attempt.solved())
                .map(Attempt::answer)
                .distinct()
                .filter(answer -> !answer.equals(source))
                .count();
        int hints = exercise.hints().size();
        if (state != State.NOT_STARTED) {
            keep(attempts);
        }
        return switch (state) {
            case NOT_STARTED -> result(1, false);
            case NOT_YET -> result((int) Math.min(before + 1, hints), before >= hints);
            case SOLVED -> result(0, false);
        };
    }

    private ExerciseResult result(int hint, boolean used) {
        return new ExerciseResult(exercise, state, steps, printed, hint, used);
    }

    private void keep(Attempts attempts) {
        try {
            attempts.add(exercise.id(), source, state == State.SOLVED);
        } catch (IOException e) {
            System.err.println("Your answer is checked, but not kept: " + e);
        }
    }
}
