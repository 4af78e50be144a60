package interleave.exercise;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.check.CheckTask;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs in the child: one method of the checks. Its argument is {@code class#method}; it answers that the check held, or
 * that it failed and why. Both are said in a word of their own: what the answer throws may have an empty message.
 */
final class MethodTask implements CheckTask {

    private static final String HELD = "held";
    private static final String FAILED = "failed ";

    /** More than anybody reads of a message that an answer throws. */
    private static final int MOST_CHARS = 2_000;

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
            return HELD;
        } catch (InvocationTargetException e) {
            return FAILED + clipped(told(e.getCause(), names[0]));
        }
    }

    /** Returns the step with its end. */
    static Step judge(String answer, Step step) {
        if (answer.equals(HELD)) {
            return step.ended(Outcome.HELD, "");
        }
        var why = answer.startsWith(FAILED) ? answer.substring(FAILED.length()) : answer;
        return step.ended(Outcome.FAILED, why.isBlank() ? "it failed without a word" : why);
    }

    /** Returns as much of a text as anybody reads. */
    static String clipped(String words) {
        return words.length() <= MOST_CHARS ? words : words.substring(0, MOST_CHARS) + "…";
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
        if (ofTheChecks && cause.getMessage() != null) {
            return cause.getMessage();
        }
        return "it threw " + words(cause)
                + Places.innermost(frames, checks).map(place -> ", in " + place).orElse("");
    }

    /** An exception of the answer's own may say nothing, or throw another one when it is asked. */
    private static String words(Throwable thrown) {
        var type = thrown.getClass();
        boolean ofJava = type.getName().startsWith("java.");
        var name = ofJava ? type.getSimpleName() : Answer.names(type.getName());
        try {
            if (ofJava) {
                return name + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
            }
            var words = thrown.toString();
            return words == null ? name + ", whose toString() returns null" : Answer.names(words);
        } catch (Throwable again) {
            return "%s, which throws %s when it is asked for its message"
                    .formatted(name, Answer.names(again.getClass().getName()));
        }
    }
}
