package interleave.trial.flight;

import java.util.List;

/**
 * What a flight has recorded.
 *
 * @param lanes what each thread did: first the thread that recorded, then the others in the order of their start
 * @param nanos how long the action took
 * @param threadsNotKept how many threads more there were than lanes are kept
 * @param bytesLost how many bytes of events the JVM could not keep
 * @param unknownUntil until when everything was dropped because there was too much, in nanoseconds after the beginning; 0
 *     if nothing was
 * @param deadlocks the names of threads that at the end wait for each other in a circle, each for the next and the last for
 *     the first, a list for each circle
 */
public record Recorded(
        List<Lane> lanes,
        long nanos,
        long threadsNotKept,
        long bytesLost,
        long unknownUntil,
        List<List<String>> deadlocks) {

    /** Keeps a copy of the lanes. */
    public Recorded {
        lanes = List.copyOf(lanes);
        deadlocks = List.copyOf(deadlocks);
    }

    /** Whether something may have been that is not in the lanes. */
    boolean isPartly() {
        return bytesLost > 0 || threadsNotKept > 0 || lanes.stream().anyMatch(lane -> lane.unknown() > 0);
    }
}
