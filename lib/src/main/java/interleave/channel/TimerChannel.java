package interleave.channel;

import interleave.event.Deadline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Receives the time: once, again and again, or never. No thread sends; who waits for it waits until it is due.
 *
 * <p>Its state is when the next message is due. Receivers compete for a message by compare-and-set on that, so each message
 * goes to one of them. Time does not end: after its only message a timer is like one that never sends, and is disconnected
 * only when its receivers are closed.
 */
final class TimerChannel extends Buffered<Instant> {

    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(TimerChannel.class, "next", Deadline.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Duration period;
    private final LongSupplier nanos;
    private final Clock clock;
    private volatile Deadline next;
    private volatile boolean sealed;

    private TimerChannel(Duration first, Duration period, LongSupplier nanos, Clock clock) {
        this.period = period;
        this.nanos = nanos;
        this.clock = clock;
        next = first == null ? Deadline.never() : Deadline.after(first, nanos);
    }

    /** Sends the time once, so long from now. */
    static TimerChannel after(Duration delay, LongSupplier nanos, Clock clock) {
        return new TimerChannel(delay, null, nanos, clock);
    }

    /** Sends the time again and again; what nobody takes in time is left out. */
    static TimerChannel tick(Duration period, LongSupplier nanos, Clock clock) {
        return new TimerChannel(period, period, nanos, clock);
    }

    static TimerChannel never() {
        return new TimerChannel(null, null, System::nanoTime, Clock.systemUTC());
    }

    /** The next message is due a period after this one is taken: a slow receiver finds one waiting, not many. */
    @Override
    Object take() {
        for (; ; ) {
            var due = next;
            if (sealed) {
                return Nothing.DISCONNECTED;
            }
            if (!due.hasPassed()) {
                return Nothing.EMPTY;
            }
            var following = period == null ? Deadline.never() : Deadline.after(period, nanos);
            if (NEXT.compareAndSet(this, due, following)) {
                return clock.instant();
            }
        }
    }

    @Override
    Offer put(Instant value) {
        return Offer.DISCONNECTED; // there is no sender that could try
    }

    @Override
    boolean canTake() {
        return sealed || next.hasPassed();
    }

    @Override
    boolean canPut() {
        return true;
    }

    @Override
    void seal() {
        sealed = true;
    }

    @Override
    Deadline due() {
        return next;
    }

    @Override
    int size() {
        return !sealed && next.hasPassed() ? 1 : 0;
    }

    @Override
    int capacity() {
        return 1;
    }
}
