package interleave.channel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whose closing is watched: which senders and receivers remember where they were made, so that a forgotten one is
 * reported.
 *
 * <p>A handle is forgotten if it is not closed and no longer reachable. It is reported once, when the garbage collector has
 * found it, as a {@link Leak}, if its channel is still reachable and the other end open: then somebody may wait for it. So
 * the receiver of a loop that has ended, with all senders closed, need not be closed, nor the handles of a oneshot that has
 * had its message; and a channel of which nobody holds anything any more is garbage like any other. The receivers of time alone ({@link Channel#after}, {@link Channel#at}, {@link Channel#tick}, {@link
 * Channel#never}) hold nothing that another thread waits for, and are not tracked.
 *
 * <p>The system property {@value #PROPERTY} says it at the start: {@code off}, {@code sampled}, which is the default, or
 * {@code all}. What is set later holds for handles that are made after it. A tracked handle that is used after it was closed
 * says where that was.
 *
 * <p>May be set by any thread at any time.
 */
public enum LeakTracking {
    /** No handle is watched. */
    OFF,
    /** About one handle in 128 is watched, and none of a oneshot; the others cost a random number. */
    SAMPLED,
    /** Every handle is watched, for tests and notebooks: making one costs some microseconds more, and so does closing it. */
    ALL;

    /** The system property that is read once, before the first handle is made. */
    public static final String PROPERTY = "interleave.channel.leaks";

    private static volatile LeakTracking current = of(System.getProperty(PROPERTY));
    private static volatile Consumer<? super Leak> listener = LeakTracking::log;

    /** Returns what holds for a handle that is made now. */
    public static LeakTracking current() {
        return current;
    }

    /** Sets what holds for handles from now on, and returns what held before, so that it can be put back. */
    public static LeakTracking set(LeakTracking tracking) {
        var before = current;
        current = Objects.requireNonNull(tracking, "LeakTracking.set(null): pass OFF, SAMPLED or ALL");
        return before;
    }

    /**
     * Sets who is told of forgotten handles from now on, and returns who was before, so that it can be put back. At first it
     * is a {@link System.Logger} by the name of this package, which gets a warning.
     *
     * @param to is called by one thread that does nothing else; what it throws is logged
     */
    public static Consumer<? super Leak> reportTo(Consumer<? super Leak> to) {
        var before = listener;
        listener = Objects.requireNonNull(to, "LeakTracking.reportTo(null): pass what takes the reports");
        return before;
    }

    static void report(Leak leak) {
        try {
            listener.accept(leak);
        } catch (RuntimeException | Error e) {
            logger().log(System.Logger.Level.WARNING, "The listener for forgotten handles fails at: " + leak, e);
        }
    }

    private static void log(Leak leak) {
        var more = current == SAMPLED
                ? "\nAbout one handle in %d is tracked; start with -D%s=all to hear of each."
                        .formatted(Leaks.ONE_IN, PROPERTY)
                : "";
        logger().log(System.Logger.Level.WARNING, leak + more);
    }

    private static System.Logger logger() {
        return System.getLogger(LeakTracking.class.getPackageName());
    }

    /** A mistake in a setting for diagnosis is told and must not stop a program. */
    static LeakTracking of(String property) {
        if (property == null) {
            return SAMPLED;
        }
        for (var each : values()) {
            if (each.name().equalsIgnoreCase(property.strip())) {
                return each;
            }
        }
        logger().log(
                        System.Logger.Level.WARNING,
                        "-D%s=%s is not known and ignored; it may be %s"
                                .formatted(
                                        PROPERTY,
                                        property,
                                        Arrays.stream(values())
                                                .map(each -> each.name().toLowerCase(Locale.ROOT))
                                                .collect(Collectors.joining(", "))));
        return SAMPLED;
    }
}
