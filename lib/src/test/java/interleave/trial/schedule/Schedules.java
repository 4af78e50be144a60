package interleave.trial.schedule;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Tries the schedules of any program, not only of a litmus test, and gathers what it ends with.
 *
 * <p>For a JVM of its own: classes that are loaded stay rewritten. What threads share a program publishes through static
 * fields before it starts them, or the model checker looks away.
 */
public final class Schedules {

    /** So that an action can interrupt another; published before any starts. */
    private static Thread[] threads;

    private static String[] heard;

    private Schedules() {}

    /** Attaches the model checker, which takes seconds, and lets it stay. */
    public static void attach() {
        LincheckAgent.install();
    }

    /**
     * What became of a program.
     *
     * @param runs how many schedules were tried
     * @param all whether there are no others with as few switches between threads as the model checker makes
     * @param outcomes what was seen
     * @param failure the schedule that fails, or empty
     */
    public record Tried(int runs, boolean all, Set<String> outcomes, String failure) {}

    /** Tries schedules until one ends with what is not allowed, deadlocks, or so many are tried. */
    public static Tried of(Callable<String> program, Predicate<String> allowed, int most) {
        var run = new Run(program);
        var outcomes = new TreeSet<String>();
        try (var exploration = new Exploration(run)) {
            for (int runs = 0; runs < most; runs++) {
                if (!exploration.next()) {
                    return new Tried(runs, true, outcomes, "");
                }
                boolean completed = exploration.completed();
                if (completed) {
                    outcomes.add(run.outcome);
                }
                if (!completed || !allowed.test(run.outcome)) {
                    var what = completed ? run.outcome : "it did not end";
                    return new Tried(
                            runs + 1,
                            false,
                            outcomes,
                            what + "\n"
                                    + exploration.replay().map(Object::toString).orElse("no schedule"));
                }
            }
        }
        return new Tried(most, false, outcomes, "");
    }

    /** Returns the thread of an action. */
    public static Thread thread(int action) {
        return threads[action];
    }

    /** Waits until another action has ended, and returns what it returned or threw. */
    public static String ended(int action) throws InterruptedException {
        threads[action].join();
        return heard[action];
    }

    /** Does each action in a thread of its own and returns what they returned or threw, after all have ended. */
    public static String together(Callable<?>... actions) throws InterruptedException {
        heard = new String[actions.length];
        threads = new Thread[actions.length];
        for (int i = 0; i < actions.length; i++) {
            threads[i] = new Thread(new Role(actions[i], i));
        }
        for (var thread : threads) {
            thread.start();
        }
        for (var thread : threads) {
            thread.join();
        }
        return String.join(", ", heard);
    }

    private static boolean isOfTheModelChecker(Throwable thrown) {
        return thrown.getClass().getName().startsWith(OwnCode.MODEL_CHECKER);
    }

    private record Role(Callable<?> action, int place) implements Runnable {

        @Override
        public void run() {
            try {
                heard[place] = String.valueOf(action.call());
            } catch (Throwable e) {
                if (isOfTheModelChecker(e)) {
                    throw (Error) e;
                }
                heard[place] = e.getClass().getSimpleName();
            }
        }
    }

    private static final class Run implements Runnable {

        private final Callable<String> program;
        private String outcome;

        Run(Callable<String> program) {
            this.program = program;
        }

        @Override
        public void run() {
            outcome = null;
            try {
                outcome = program.call();
            } catch (Throwable e) {
                if (isOfTheModelChecker(e)) {
                    throw (Error) e;
                }
                outcome = "threw " + e;
            }
        }
    }
}
