package interleave.trial;

import java.time.Duration;
import java.util.Objects;

/**
 * How fast a producer and its workers go.
 *
 * @param pause how long a producer rests after each message: nothing, or up to ten seconds
 * @param work how long a worker is busy with each message: nothing, or up to ten seconds
 */
public record Pace(Duration pause, Duration work) {

    private static final Duration MOST = Duration.ofSeconds(10);

    /** Refuses a time out of bounds. */
    public Pace {
        Objects.requireNonNull(pause, "pace(null, work): pass a time, as millis(50)");
        Objects.requireNonNull(work, "pace(pause, null): pass a time, as millis(100)");
        if (pause.isNegative() || work.isNegative() || pause.compareTo(MOST) > 0 || work.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("pace(%s, %s): choose times from nothing to %d seconds"
                    .formatted(Seconds.of(pause), Seconds.of(work), MOST.toSeconds()));
        }
    }
}
