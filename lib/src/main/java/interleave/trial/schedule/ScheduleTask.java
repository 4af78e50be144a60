package interleave.trial.schedule;

import interleave.trial.check.CheckTask;
import interleave.trial.litmus.LitmusTest;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the model checker on one litmus test, in a child JVM. */
public final class ScheduleTask implements CheckTask {

    /** For the child, which makes one for each check. */
    public ScheduleTask() {}

    /** Returns what the task is told. */
    public static String argument(Class<?> test, int invocations, Optional<String> outcome) {
        return test.getName() + "\n" + invocations
                + outcome.map(sought -> "\n" + sought).orElse("");
    }

    @Override
    public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
        var told = argument.split("\n", 3);
        var test = LitmusTest.of(Class.forName(told[0], false, given));
        int invocations = Integer.parseInt(told[1]);
        progress.accept(test.name());
        return CheckedJson.write(
                told.length > 2
                        ? ModelChecker.leadingTo(told[2], test, invocations)
                        : ModelChecker.check(test, invocations));
    }
}
