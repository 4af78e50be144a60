package interleave.trial.schedule;

/**
 * One run of a litmus test under the model checker: publishes the state, starts a platform thread for each actor, joins
 * them, and keeps how it ended for the thread that asked for the run.
 *
 * <p>The state and the result are published through static fields before any thread starts: the model checker takes
 * objects that only one thread has met for that thread's own, and then looks away.
 */
final class LitmusRun implements Runnable {

    /** Published before the actors start, and read by nobody: that it is shared is what matters. */
    @SuppressWarnings("unused")
    private static Object sharedState;

    @SuppressWarnings("unused")
    private static Object sharedResult;

    private final Play play;
    private final int actors;
    private Object state;
    private Object result;
    private Throwable thrown;
    private int thrower;

    LitmusRun(Play play, int actors) {
        this.play = play;
        this.actors = actors;
    }

    /** Returns the result of the last run, or {@code null} if the test has none. */
    String outcome() {
        return result == null ? null : result.toString();
    }

    /** Returns the state as the last run has left it. */
    Object state() {
        return state;
    }

    /** Returns what an actor or the arbiter threw in the last run, or {@code null}. */
    Throwable thrown() {
        return thrown;
    }

    /** Returns which actor has thrown that; what comes after the actors is the arbiter. */
    int thrower() {
        return thrower;
    }

    @Override
    public void run() {
        thrown = null;
        try {
            play();
        } catch (Throwable e) {
            if (isOfTheModelChecker(e)) {
                throw e;
            }
            thrown = e;
            thrower = actors;
        }
    }

    private void play() {
        result = play.result();
        state = play.state();
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
                thrown = role.thrown;
                thrower = role.actor;
                return;
            }
        }
        play.arbitrate(state, result);
    }

    /** Says whether the model checker has thrown this: it ends the threads of a run so. */
    static boolean isOfTheModelChecker(Throwable thrown) {
        return thrown.getClass().getName().startsWith(OwnCode.MODEL_CHECKER);
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
                if (isOfTheModelChecker(e)) {
                    throw e;
                }
                thrown = e;
            }
        }
    }
}
