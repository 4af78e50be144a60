package interleave.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * A new channel: its first sender and its first receiver. Give each to its owner, who closes it; make more with {@code
 * copy()}.
 *
 * {@snippet :
 * var channel = Channel.<LogEntry>bounded(128);
 * try (var sender = channel.sender()) {
 *     sender.send(entry);
 * }
 * }
 *
 * @param sender the sending end
 * @param receiver the receiving end
 */
public record Channel<T>(Sender<T> sender, Receiver<T> receiver) {

    /** The most places that a ring has; a longer queue is better unbounded. */
    private static final int MOST = 1 << 28;

    /** Requires both ends. */
    public Channel {
        Objects.requireNonNull(sender, "a channel without a sender; make one by Channel.bounded(n) and its like");
        Objects.requireNonNull(receiver, "a channel without a receiver; make one by Channel.bounded(n) and its like");
    }

    private static <T> Channel<T> of(Flavor<T> flavor) {
        return new Channel<>(new Sender<>(flavor), new Receiver<>(flavor));
    }

    /**
     * Makes a channel that holds up to so many values; who sends more waits. Its places are allocated at once.
     *
     * @param capacity from 1 to 268,435,456
     */
    public static <T> Channel<T> bounded(int capacity) {
        return of(new BoundedChannel<>(checked(capacity, "bounded")));
    }

    /** Makes a channel that holds as many values as there is memory: nobody waits to send, and nothing slows a sender down. */
    public static <T> Channel<T> unbounded() {
        return of(new UnboundedChannel<>());
    }

    /** Makes a channel that holds nothing: a sender waits until a receiver takes the value from its hand. */
    public static <T> Channel<T> rendezvous() {
        return of(new RendezvousChannel<>());
    }

    /**
     * Makes a bounded channel for one sending and one receiving thread, which is faster than {@link #bounded}. Nothing checks
     * that there is only one of each; with more, values are lost or received twice. Its ends cannot be copied.
     *
     * @param capacity from 1 to 268,435,456
     */
    public static <T> Channel<T> single(int capacity) {
        return of(new SingleChannel<>(checked(capacity, "single")));
    }

    /** Makes a channel for one message ever; its sender never waits. Its ends cannot be copied. */
    public static <T> Channel<T> oneshot() {
        return of(new OneshotChannel<>());
    }

    /** Makes a receiver that gets the time once, so long from now, and never anything again. */
    public static Receiver<Instant> after(Duration delay) {
        Objects.requireNonNull(delay, "Channel.after(null): pass a duration, for instance Duration.ofSeconds(1)");
        return new Receiver<>(TimerChannel.after(delay, System::nanoTime, Clock.systemUTC()));
    }

    /** Makes a receiver that gets the time once, when it has come, and never anything again. */
    public static Receiver<Instant> at(Instant moment) {
        Objects.requireNonNull(moment, "Channel.at(null): pass a moment, for instance Instant.now().plusSeconds(1)");
        return after(Duration.between(Instant.now(), moment));
    }

    /**
     * Makes a receiver that gets the time again and again, first a period from now. What is not received when the next would
     * be due is left out.
     *
     * @throws IllegalArgumentException if the period is not positive
     */
    public static Receiver<Instant> tick(Duration period) {
        Objects.requireNonNull(period, "Channel.tick(null): pass a duration, for instance Duration.ofSeconds(1)");
        if (!period.isPositive()) {
            throw new IllegalArgumentException("Channel.tick(" + period + "): the period must be longer than zero");
        }
        return new Receiver<>(TimerChannel.tick(period, System::nanoTime, Clock.systemUTC()));
    }

    /** Makes a receiver that never gets anything, for the branch of a select that does not apply. */
    @SuppressWarnings("unchecked") // it never has a value of any type
    public static <T> Receiver<T> never() {
        return (Receiver<T>) new Receiver<>(TimerChannel.never());
    }

    private static int checked(int capacity, String maker) {
        if (capacity < 1 || capacity > MOST) {
            throw new IllegalArgumentException(
                    ("Channel.%s(%d): the capacity must be from 1 to %d; without a buffer use"
                                    + " rendezvous(), without a bound unbounded()")
                            .formatted(maker, capacity, MOST));
        }
        return capacity;
    }
}
