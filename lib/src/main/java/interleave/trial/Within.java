package interleave.trial;

import java.time.Duration;
import java.util.Objects;

/**
 * The time that a program in a child JVM has.
 *
 * @param limit more than nothing, at most ten minutes
 */
public record Within(Duration limit) {

    private static final Duration MOST = Duration.ofMinutes(10);

    /** Refuses a limit out of bounds. */
    public Within {
        Objects.requireNonNull(limit, "within(null): pass a length of time, for instance within(seconds(2))");
        if (!limit.isPositive() || limit.compareTo(MOST) > 0) {
            throw new IllegalArgumentException("within(%s): choose more than nothing and at most %d minutes"
                    .formatted(Seconds.of(limit), MOST.toMinutes()));
        }
    }
}
