package interleave.testing;

import interleave.testing.ModelCheck.Effort;
import interleave.trial.schedule.Schedules;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Does the checks of one suite in the JVM that {@link ModelChecks} starts, and prints a line for each. Attaching the model
 * checker takes longer than most checks, so one JVM does all.
 */
final class ModelCheckChild {

    /** Begins the line of a check that is passed. */
    static final String PASSED = "passed ";

    /** Begins the line of a check that is not; after it comes why, until the next line that begins so. */
    static final String FAILED = "failed ";

    private ModelCheckChild() {}

    /**
     * Checks.
     *
     * @param arguments the class of the suite; how many mixes of operations, how many schedules of each, how many schedules of
     *     a program; what a check's name must contain, or nothing
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        var suite = Class.forName(arguments[0]).getDeclaredConstructor();
        suite.setAccessible(true);
        var effort = new Effort(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        var part = arguments.length > 4 ? arguments[4] : "";
        Schedules.attach();
        for (var check : (List<?>) ((Supplier<?>) suite.newInstance()).get()) {
            if (check.toString().contains(part)) {
                check((ModelCheck) check, effort);
            }
        }
        System.exit(0); // a run that did not end has left its threads
    }

    private static void check(ModelCheck check, Effort effort) {
        long start = System.nanoTime();
        String begin = PASSED;
        String what;
        try {
            what = check.check(effort);
        } catch (RuntimeException | Error failure) {
            begin = FAILED;
            what = failure.toString();
        }
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%s%s; %d ms%n%s%n", begin, check, took.toMillis(), what);
    }
}
