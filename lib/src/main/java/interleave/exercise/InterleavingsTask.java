package interleave.exercise;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.check.CheckTask;
import interleave.trial.child.GivenClasses;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.schedule.Checked;
import interleave.trial.schedule.CheckedJson;
import interleave.trial.schedule.ModelChecker;
import interleave.trial.schedule.ModelChecker.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Runs in the child: a litmus test under the model checker. Its argument is the class; it answers what was found. */
final class InterleavingsTask implements CheckTask {

    private static final Effort EFFORT = new Effort(1_000, Duration.ofSeconds(2));

    @Override
    public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
        // The model checker finds classes only by name, where its own lie.
        ((GivenClasses) given).writeTo(Path.of(System.getProperty("java.io.tmpdir"), CLASSES));
        var test = LitmusTest.of(Class.forName(argument, false, InterleavingsTask.class.getClassLoader()));
        return CheckedJson.write(ModelChecker.check(test, EFFORT));
    }

    /** Returns the step with its end. */
    static Step judge(String answer, Step step) {
        return switch (CheckedJson.read(answer)) {
            case Checked.CannotCheck cannot -> step.ended(Outcome.NOT_JUDGED, Answer.names(cannot.reason()));
            case Checked.NoneFailed none ->
                step.ended(
                        Outcome.HELD,
                        String.format(
                                Locale.ROOT,
                                "none failed in %,d invocations, sequentially consistent memory",
                                none.invocations()));
            case Checked.Failed failed ->
                step.failed(
                        Answer.names(
                                failed.meaning().isBlank() ? "it ends with " + failed.outcome() : failed.meaning()),
                        failed.schedule());
        };
    }
}
