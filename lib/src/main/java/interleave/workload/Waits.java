package interleave.workload;

import java.time.Duration;

/**
 * How a thread waited at one end of a channel.
 *
 * @param count how often there was no room, or nothing to take, when it came
 * @param time how long that took, all in all
 */
public record Waits(long count, Duration time) {

    /** No wait. */
    static final Waits NONE = new Waits(0, Duration.ZERO);

    /** Returns the time in milliseconds. */
    public double millis() {
        return time.toNanos() / 1e6;
    }
}
