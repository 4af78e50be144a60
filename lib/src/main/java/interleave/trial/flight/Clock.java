package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Translates the times of a recording into readings of {@link System#nanoTime()}, on which programs put their stamps.
 *
 * <p>A recording has a clock of its own. Before and after the action an event is written that holds a reading taken
 * between the event's two ends, a few times each, since a thread may lose its core between them; the tightest counts. The
 * two clocks may run at slightly different speeds, so times between the two are interpolated. Belongs to the thread that
 * reads the recording.
 */
final class Clock {

    static final String EVENT = "interleave.Clock";
    private static final int TRIES = 5;

    @Name(EVENT)
    @StackTrace(false)
    static final class Mark extends Event {
        long flight;
        long nanos;
        boolean end;
    }

    /** A reading of both clocks: the recording's, and how many nanoseconds of ours lie before it. */
    private record Reading(long recorded, long nanos, long width, boolean end) {}

    private final List<Reading> readings = new ArrayList<>();
    private Reading first;
    private Reading last;

    /** Writes both clocks into every recording that runs. */
    static void mark(long flight, boolean end) {
        for (int i = 0; i < TRIES; i++) {
            var mark = new Mark();
            mark.flight = flight;
            mark.end = end;
            mark.begin();
            mark.nanos = System.nanoTime();
            mark.end();
            mark.commit();
        }
    }

    /** Takes a mark from the recording. */
    void add(RecordedEvent mark) {
        add(
                Times.nanos(mark.getStartTime()),
                mark.getDuration().toNanos(),
                mark.getLong("nanos"),
                mark.getBoolean("end"));
    }

    /** Takes a mark that began at a time of the recording, was so wide, and holds a reading. */
    void add(long recorded, long width, long nanos, boolean end) {
        readings.add(new Reading(recorded + width / 2, nanos, width, end));
    }

    /**
     * Chooses among the marks.
     *
     * @throws IllegalStateException if the recording has none
     */
    void settle() {
        last = tightest(true);
        first = tightest(false);
        if (last == null) {
            throw new IllegalStateException(
                    "the flight recording holds no mark of the end: is another tool stopping recordings in this JVM?");
        }
    }

    /** Whether the beginning is in the recording; if not, its oldest part was dropped. */
    boolean hasBeginning() {
        return first != null;
    }

    private Reading tightest(boolean end) {
        return readings.stream()
                .filter(reading -> reading.end() == end)
                .min(Comparator.comparingLong(Reading::width))
                .orElse(null);
    }

    /** Returns the reading of {@code nanoTime} at a time of the recording. */
    long nanos(long recorded) {
        if (first == null || last.recorded() <= first.recorded()) {
            return last.nanos() + (recorded - last.recorded());
        }
        double speed = (double) (last.nanos() - first.nanos()) / (last.recorded() - first.recorded());
        return first.nanos() + Math.round((recorded - first.recorded()) * speed);
    }
}
