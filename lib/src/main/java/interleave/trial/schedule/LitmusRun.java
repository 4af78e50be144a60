package interleave.trial.schedule;

import java.util.List;

/**
 * One run of a litmus test under the model checker: publishes the state, starts a platform thread for each actor, joins
 * them, and ends with {@link Ended} unless the outcome is known to be harmless.
 *
 * <p>The state and the result are published through static fields before any thread starts: the model checker takes
 * objects that only one thread has met for that thread's own, and then looks away.
 */
final class LitmusRun implements Runnable {

    /** How a run ended that is not known to be harmless. */
    static final class Ended extends AssertionError {

        private static final long serialVersionUID = 1;

        private final String outcome;

        Ended(String outcome, Throwable cause) {
            super(outcome, cause);
            this.outcome = outcome;
        }

        String outcome() {
            return outcome;
        }
    }

    /** Published before the actors start, and read by nobody: that it is shared is what matters. */
    @SuppressWarnings("unused")
    private static Object sharedState;

    @SuppressWarnings("unused")
    private static Object sharedResult;

    private final Play play;
    private final int actors;
    private final String[] harmless;
    private int runs;

    /** Makes a run that ends well with these outcomes alone; few, since to compare them is part of every run. */
    LitmusRun(Play play, int actors, List<String> harmless) {
        this.play = play;
        this.actors = actors;
        this.harmless = harmless.toArray(String[]::new);
    }

    int runs() {
        return runs;
    }

    @Override
    public void run() {
        runs++;
        var state = play.state();
        var result = play.result();
        sharedState = state;
        sharedResult = result;
        var roles = new Role[actors];
        var threads = new Thread[actors];
        for (int i = 0; i < actors; i++) {
            roles[i] = new Role(play, i, state, result);
            threads[i] = new Thread(roles[i]);
        }
        for (var thread : threads) {
            thread.start();
        }
        for (var thread : threads) {
            join(thread);
        }
        for (var role : roles) {
            if (role.thrown != null) {
                throw new Ended(role.thrown.toString(), role.thrown);
            }
        }
        play.arbitrate(state, result);
        if (result != null) {
            var outcome = result.toString();
            for (var each : harmless) {
                if (each.equals(outcome)) {
                    return;
                }
            }
            throw new Ended(outcome, null);
        }
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException("the thread that waits for the actors was interrupted", e);
        }
    }

    /** What a thread runs. What it throws is kept for the thread that joins it. */
    private static final class Role implements Runnable {

        private final Play play;
        private final int actor;
        private final Object state;
        private final Object result;
        private Throwable thrown;

        Role(Play play, int actor, Object state, Object result) {
            this.play = play;
            this.actor = actor;
            this.state = state;
            this.result = result;
        }

        @Override
        public void run() {
            try {
                play.act(actor, state, result);
            } catch (Throwable e) {
                if (e.getClass().getPackageName().startsWith(TraceReader.MODEL_CHECKER)) {
                    // It ends its threads so.
                    throw e;
                }
                thrown = e;
            }
        }
    }
}
