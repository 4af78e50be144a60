package interleave.trial.schedule;

/**
 * A race that is known to be there: one thread looks at a clock, reads a location, and looks at the clock again, and
 * another thread moves the clock. If the model checker never lets the other one go between the two looks it does not
 * see that the location is shared, and would see no race on it either.
 *
 * <p>The clock itself must be something that the model checker does not look into, or it would be what is seen.
 */
final class PlantedRace implements Runnable {

    /** Says that the race was found. */
    static final class Found extends AssertionError {
        private static final long serialVersionUID = 1;
    }

    @SuppressWarnings("unused")
    private static Object sharedState;

    private final Play play;
    private final Location location;

    PlantedRace(Play play, Location location) {
        this.play = play;
        this.location = location;
    }

    @Override
    public void run() {
        // Made and published as in the check itself.
        var state = play.state();
        sharedState = state;
        var clock = new StringBuilder();
        var reader = new Reader(location, state, clock);
        var mover = new Mover(location, state, clock);
        var one = new Thread(reader);
        var other = new Thread(mover);
        one.start();
        other.start();
        LitmusRun.join(one);
        LitmusRun.join(other);
        if (reader.moved) {
            throw new Found();
        }
    }

    private static final class Reader implements Runnable {
        private final Location location;
        private final Object state;
        private final StringBuilder clock;
        private boolean moved;

        @SuppressWarnings("unused")
        private Object value;

        Reader(Location location, Object state, StringBuilder clock) {
            this.location = location;
            this.state = state;
            this.clock = clock;
        }

        @Override
        public void run() {
            var owner = location.owner(state);
            int before = clock.length();
            value = location.read().apply(owner);
            moved = clock.length() != before;
        }
    }

    private static final class Mover implements Runnable {
        private final Location location;
        private final Object state;
        private final StringBuilder clock;

        @SuppressWarnings("unused")
        private Object value;

        Mover(Location location, Object state, StringBuilder clock) {
            this.location = location;
            this.state = state;
            this.clock = clock;
        }

        @Override
        public void run() {
            clock.append('.');
            value = location.read().apply(location.owner(state));
        }
    }
}
