package interleave.event;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The moment until which an operation may wait, on the clock of {@link System#nanoTime()}.
 *
 * <p>An operation makes one at its door and hands it down, so that a wait that is begun again waits only for what is
 * left. A deadline is {@link #never()} only where that was asked for; any duration, however long, is one that can pass.
 *
 * <p>Immutable, owned by nobody, and it waits for nothing.
 */
public final class Deadline {

    /**
     * The furthest distance, about 146 years. Twice as far the difference of two readings of the clock would change its
     * sign: {@code nanoTime} may start anywhere and run over the end of {@code long}, so readings are never compared, only
     * subtracted, and the difference is right up to half the range.
     */
    private static final long FURTHEST = Long.MAX_VALUE / 2;

    private static final Deadline NEVER = new Deadline(0, () -> 0);
    private static final Deadline PASSED = new Deadline(0, () -> 0);

    private final long at;
    private final LongSupplier clock;

    private Deadline(long at, LongSupplier clock) {
        this.at = at;
        this.clock = clock;
    }

    /** Returns a deadline that never passes. */
    public static Deadline never() {
        return NEVER;
    }

    /** Returns a deadline that has passed, for operations that try once and never wait. */
    public static Deadline passed() {
        return PASSED;
    }

    /** Returns the deadline this far from now; one that has passed already if the duration is zero or negative. */
    public static Deadline after(Duration duration) {
        return after(duration, System::nanoTime);
    }

    /** Returns the deadline this far from now; one that has passed already if the time-out is zero or negative. */
    public static Deadline after(long timeout, TimeUnit unit) {
        Objects.requireNonNull(unit, "Deadline.after(timeout, null): name the unit, for instance MILLISECONDS");
        return after(unit.toNanos(timeout), System::nanoTime); // saturates
    }

    /**
     * Returns the deadline this far from now on another clock, by which tests let time pass.
     *
     * @param clock nanoseconds from any origin, never going back, as {@link System#nanoTime()}
     */
    public static Deadline after(Duration duration, LongSupplier clock) {
        Objects.requireNonNull(duration, "Deadline.after(null): pass a duration, for instance Duration.ofSeconds(1)");
        Objects.requireNonNull(clock, "Deadline.after(duration, null): pass a clock, for instance System::nanoTime");
        return after(nanos(duration), clock);
    }

    private static Deadline after(long nanos, LongSupplier clock) {
        return new Deadline(clock.getAsLong() + Math.clamp(nanos, 0, FURTHEST), clock);
    }

    /** A {@code Duration} holds far more than the nanoseconds of a {@code long}. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooFar) {
            return duration.isNegative() ? 0 : FURTHEST;
        }
    }

    /**
     * Returns the one of two that passes first, for instance of a scope's deadline and that of an operation in it. They may
     * count on different clocks: the one of which less is left now counts.
     */
    public Deadline earlier(Deadline other) {
        Objects.requireNonNull(other, "deadline.earlier(null): pass a deadline, Deadline.never() if there is none");
        return other.remainingNanos() < remainingNanos() ? other : this;
    }

    /** Returns whether it is the one that never passes. */
    public boolean isNever() {
        return this == NEVER;
    }

    /** Returns whether it has passed. */
    public boolean hasPassed() {
        return !isNever() && at - clock.getAsLong() <= 0;
    }

    /** Returns how many nanoseconds are left: 0 if it has passed, {@code Long.MAX_VALUE} if it never passes. */
    public long remainingNanos() {
        return isNever() ? Long.MAX_VALUE : Math.max(0, at - clock.getAsLong());
    }

    /** Returns what is left as a duration: zero if it has passed, the longest that counts nanoseconds if it never does. */
    public Duration remaining() {
        return Duration.ofNanos(remainingNanos());
    }

    /** Returns the time that is left, or that none is. */
    @Override
    public String toString() {
        return isNever() ? "never" : hasPassed() ? "passed" : "in " + remaining();
    }
}
