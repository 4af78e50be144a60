package interleave.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A channel for one message ever, for instance an answer. Its handles cannot be copied.
 *
 * <p>One reference tells its whole life: nothing yet, then the message, then taken; or, from nothing or from the message,
 * dropped, when a side is closed. Each step is one compare-and-set.
 */
final class OneshotChannel<T> extends Buffered<T> {

    /** In place of the message. */
    private enum Gone {
        TAKEN,
        DROPPED
    }

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(OneshotChannel.class, "state", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code null}, the message, or why there is none any more. */
    private volatile Object state;

    @Override
    Offer put(T value) {
        var seen = STATE.compareAndExchange(this, null, value);
        if (seen == null) {
            return Offer.SENT;
        }
        if (seen == Gone.DROPPED) {
            return Offer.DISCONNECTED;
        }
        throw new IllegalStateException("a oneshot takes one message, and has had it; use Channel.bounded(1) for more");
    }

    @Override
    Object take() {
        for (; ; ) {
            var seen = state;
            if (seen == null) {
                return Nothing.EMPTY;
            }
            if (seen instanceof Gone) {
                return Nothing.DISCONNECTED;
            }
            if (STATE.compareAndSet(this, seen, Gone.TAKEN)) {
                return seen;
            }
        }
    }

    @Override
    boolean canPut() {
        return true;
    }

    @Override
    boolean canTake() {
        return state != null;
    }

    /** A message that was sent may still be taken; without one there will be none. */
    @Override
    void seal() {
        STATE.compareAndSet(this, null, Gone.DROPPED);
    }

    @Override
    int size() {
        var seen = state;
        return seen == null || seen instanceof Gone ? 0 : 1;
    }

    @Override
    int capacity() {
        return 1;
    }

    /** Once the message is sent there is nothing more to wait for. */
    @Override
    boolean misses(Leak.End end) {
        return state == null && super.misses(end);
    }

    @Override
    String refusesCopies() {
        return "a oneshot has one sender and one receiver; use Channel.bounded(1) for more";
    }
}
