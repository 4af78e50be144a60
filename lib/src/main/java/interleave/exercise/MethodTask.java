package interleave.exercise;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.check.CheckTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/** Runs in the child: one method of the checks. Its argument is {@code class#method}; it answers nothing, or why not. */
final class MethodTask implements CheckTask {

    /** Returns what the task is told. */
    static String argument(Method method) {
        return method.getDeclaringClass().getName() + "#" + method.getName();
    }

    @Override
    public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
        var names = argument.split("#", 2);
        var method = Class.forName(names[0], false, given).getDeclaredMethod(names[1]);
        method.setAccessible(true);
        try {
            method.invoke(null);
            return "";
        } catch (InvocationTargetException e) {
            return told(e.getCause(), names[0]);
        }
    }

    /** Returns the step with its end. */
    static Step judge(String answer, Step step) {
        return step.ended(answer.isEmpty() ? Outcome.HELD : Outcome.FAILED, answer);
    }

    /** Returns why a check failed: an assertion's own words, or else the exception with its place in the answer. */
    static String told(Throwable thrown, String checks) {
        var cause =
                thrown instanceof ExceptionInInitializerError && thrown.getCause() != null ? thrown.getCause() : thrown;
        var frames = List.of(cause.getStackTrace());
        boolean ofTheChecks = cause instanceof AssertionError
                && frames.stream()
                        .findFirst()
                        .filter(frame -> frame.getClassName().startsWith("interleave."))
                        .isPresent();
        if (ofTheChecks) {
            return String.valueOf(cause.getMessage());
        }
        var words = cause.getClass().getName().startsWith("java.")
                ? cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage())
                : Answer.names(cause.toString());
        return "it threw " + words
                + Places.innermost(frames, checks).map(place -> ", in " + place).orElse("");
    }
}
