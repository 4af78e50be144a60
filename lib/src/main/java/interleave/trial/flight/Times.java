package interleave.trial.flight;

import java.time.Instant;

/** Times of a recording as numbers. */
final class Times {

    private static final long SECOND = 1_000_000_000;

    private Times() {}

    /** Returns nanoseconds since 1970, which fit until the year 2262. */
    static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }
}
