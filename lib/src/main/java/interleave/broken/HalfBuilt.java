package interleave.broken;

import interleave.trial.Elements;
import interleave.trial.Tabular;
import interleave.trial.Threads;
import interleave.workload.Together;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Wrong: an object hands itself out in its constructor, where others find it before it is whole.
 *
 * <p>Its fields are final, and a final field that is found unset is null. No reordering is needed for it: the program
 * itself publishes first and builds afterwards.
 */
public final class HalfBuilt {

    private HalfBuilt() {}

    /** Where readers find the newest sensor. The reference is volatile, so it is not the hand-over that is at fault. */
    static final class Registry {
        private volatile Sensor newest;
        private volatile boolean done;
    }

    /** A sensor with its readings. It must not be handed out before its constructor has ended, and it is. */
    public static final class Sensor {
        private final List<Integer> readings;

        Sensor(Registry registry, int seed) {
            // Wrong: whoever looks now finds a sensor without readings.
            registry.newest = this;
            this.readings = IntStream.range(seed, seed + 8).boxed().toList();
        }
    }

    /**
     * Builds sensors one after another while another thread looks at the newest one.
     *
     * @param sensors how many are built
     * @throws InterruptedException if this thread is interrupted while it waits; both threads are joined first
     * @throws ExecutionException if a thread fails
     */
    public static Looks run(Elements sensors) throws InterruptedException, ExecutionException {
        var registry = new Registry();
        var looks = new long[2];
        Together.run(new Threads(2), thread -> {
            if (thread == 0) {
                build(registry, sensors.count());
            } else {
                look(registry, looks);
            }
        });
        return new Looks(sensors.count(), looks[0], looks[1]);
    }

    private static void build(Registry registry, int sensors) {
        try {
            for (int i = 0; i < sensors; i++) {
                new Sensor(registry, i);
            }
        } finally {
            registry.done = true;
        }
    }

    /** Counts into an array that belongs to the looking thread until it is joined. */
    private static void look(Registry registry, long[] looks) {
        while (!registry.done) {
            var sensor = registry.newest;
            if (sensor != null) {
                looks[sensor.readings == null ? 1 : 0]++;
            }
        }
    }

    /**
     * What the looking thread found.
     *
     * @param built how many sensors were built
     * @param whole how often it found a sensor with its readings
     * @param half how often it found one without
     */
    public record Looks(int built, long whole, long half) implements Tabular {

        /** Returns one row for each thing that can be found. */
        @Override
        public Table table() {
            return Table.create(
                    String.format(
                            Locale.ROOT,
                            "%,d sensors were built; %,d looks at the newest found it half built",
                            built,
                            half),
                    StringColumn.create("the sensor that was found", "has its readings", "has none: the field is null"),
                    LongColumn.create("looks", new long[] {whole, half}));
        }
    }
}
