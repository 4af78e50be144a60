package interleave.trial.schedule;

import java.util.List;
import java.util.Optional;

/**
 * Races that are known to be there: one thread looks at a clock, reads a location, and looks at the clock again, for one
 * location after the other, while another thread moves the clock. If the model checker never lets the other one go
 * between two looks it does not see that the location is shared, and would see no race on it either.
 *
 * <p>The clock itself must be something that the model checker does not look into, or it would be what is seen.
 *
 * <p>Runs under the model checker; who asked for the run notes after it what was found.
 */
final class PlantedRaces implements Runnable {

    @SuppressWarnings("unused")
    private static Object sharedState;

    private final Play play;
    private final Location[] locations;
    private final boolean[] found;
    private Reader reader;

    PlantedRaces(Play play, List<Location> locations) {
        this.play = play;
        this.locations = locations.toArray(Location[]::new);
        this.found = new boolean[locations.size()];
    }

    /** Notes what the last run has found. */
    void note() {
        for (int i = 0; i < found.length; i++) {
            found[i] |= reader.moved[i];
        }
    }

    boolean allFound() {
        return missed().isEmpty();
    }

    /** Returns a location on which no race was found. */
    Optional<Location> missed() {
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                return Optional.of(locations[i]);
            }
        }
        return Optional.empty();
    }

    @Override
    public void run() {
        // Made and published as in the check itself.
        var state = play.state();
        sharedState = state;
        var clock = new StringBuilder();
        reader = new Reader(locations, state, clock);
        var one = new Thread(reader);
        var other = new Thread(new Mover(locations, state, clock));
        one.start();
        other.start();
        LitmusRun.join(one);
        LitmusRun.join(other);
    }

    private static final class Reader implements Runnable {
        private final Location[] locations;
        private final Object state;
        private final StringBuilder clock;
        private final boolean[] moved;

        @SuppressWarnings("unused")
        private Object value;

        Reader(Location[] locations, Object state, StringBuilder clock) {
            this.locations = locations;
            this.state = state;
            this.clock = clock;
            this.moved = new boolean[locations.length];
        }

        @Override
        public void run() {
            for (int i = 0; i < moved.length; i++) {
                var location = locations[i];
                var owner = location.owner().apply(state);
                int before = clock.length();
                value = location.read().apply(owner);
                moved[i] = clock.length() != before;
            }
        }
    }

    private static final class Mover implements Runnable {
        private final Location[] locations;
        private final Object state;
        private final StringBuilder clock;

        @SuppressWarnings("unused")
        private Object value;

        Mover(Location[] locations, Object state, StringBuilder clock) {
            this.locations = locations;
            this.state = state;
            this.clock = clock;
        }

        @Override
        public void run() {
            clock.append('.');
            for (var location : locations) {
                value = location.read().apply(location.owner().apply(state));
            }
        }
    }
}
