package interleave.trial.schedule;

import interleave.trial.check.CheckTask;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.schedule.ModelChecker.Effort;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the model checker on one litmus test, in a child JVM. */
public final class ScheduleTask implements CheckTask {

    /** For the child, which makes one for each check. */
    public ScheduleTask() {}

    /** Returns what the task is told. */
    public static String argument(String test, Effort effort, Optional<String> outcome) {
        return test + "\n" + effort.invocations() + "\n" + effort.time().toMillis()
                + outcome.map(sought -> "\n" + sought).orElse("");
    }

    @Override
    public String run(ClassLoader given, String argument, Consumer<String> progress) throws Exception {
        var told = argument.split("\n", 4);
        var test = LitmusTest.of(Class.forName(told[0], false, given));
        var effort = new Effort(Integer.parseInt(told[1]), Duration.ofMillis(Long.parseLong(told[2])));
        progress.accept(test.name());
        return CheckedJson.write(
                told.length > 3 ? ModelChecker.leadingTo(told[3], test, effort) : ModelChecker.check(test, effort));
    }
}
