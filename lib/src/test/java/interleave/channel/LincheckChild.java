package interleave.channel;

import interleave.channel.Tries.Mix;
import interleave.trial.schedule.Schedules;
import java.time.Duration;

/**
 * Checks {@link Tries} and {@link Programs} in the JVM that {@link LincheckMain} starts, and prints a line for each.
 * Attaching the model checker takes longer than most checks, so one JVM does all.
 */
final class LincheckChild {

    /** Begins the line of a check that is passed. */
    static final String PASSED = "passed ";

    /** Begins the line of a check that is not; after it comes why, until the next line that begins so. */
    static final String FAILED = "failed ";

    private LincheckChild() {}

    /**
     * Checks.
     *
     * @param arguments how many mixes of operations, how many schedules of each, how many schedules of a program, and what
     *     a check's name must contain, or nothing
     */
    public static void main(String[] arguments) {
        int mixes = Integer.parseInt(arguments[0]);
        int schedulesOfMix = Integer.parseInt(arguments[1]);
        int schedules = Integer.parseInt(arguments[2]);
        var part = arguments.length > 3 ? arguments[3] : "";
        Schedules.attach();
        for (var mix : Tries.MIXES) {
            if (mix.toString().contains(part)) {
                check(mix, mixes, schedulesOfMix);
            }
        }
        for (var program : Programs.all()) {
            if (program.toString().contains(part)) {
                check(program, schedules);
            }
        }
        System.exit(0); // a run that did not end has left its threads
    }

    private static void check(Mix mix, int mixes, int schedules) {
        long start = System.nanoTime();
        try {
            mix.check(mixes, schedules);
            print(true, mix.toString(), mixes + " x " + schedules + " schedules", start);
        } catch (RuntimeException | Error failure) {
            print(false, mix.toString(), failure.toString(), start);
        }
    }

    private static void check(Programs.Program program, int most) {
        long start = System.nanoTime();
        var tried = Schedules.of(program.play(), program::allows, most);
        var runs = tried.runs() + " schedules" + (tried.all() ? ", all" : "");
        if (!tried.failure().isEmpty()) {
            print(false, program.name(), tried.failure(), start);
        } else if (!tried.outcomes().containsAll(program.outcomes())) {
            print(
                    false,
                    program.name(),
                    "in %s seen: %s, expected to be seen: %s".formatted(runs, tried.outcomes(), program.outcomes()),
                    start);
        } else {
            print(true, program.name(), runs, start);
        }
    }

    private static void print(boolean passed, String name, String what, long start) {
        var took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%s%s; %d ms%n%s%n", passed ? PASSED : FAILED, name, took.toMillis(), what);
    }
}
