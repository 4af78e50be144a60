package interleave.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The two indexes of a queue, each in a cache line of its own, since senders and receivers write them all the time.
 *
 * <p>{@code tail} counts what senders have claimed, {@code head} what receivers have; both only grow, and at a nanosecond
 * each they would overflow in 292 years. Their difference is what the channel holds.
 */
@SuppressWarnings("unused")
abstract sealed class Indexes<T> extends IndexLayout.Head<T> permits BoundedChannel, UnboundedChannel, SingleChannel {

    /** Set in {@code tail} when nothing more is let in: so it is seen by the same compare-and-set that claims a place. */
    static final long SEALED = Long.MIN_VALUE;

    static final VarHandle TAIL;
    static final VarHandle HEAD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(IndexLayout.Tail.class, "tail", long.class);
            HEAD = lookup.findVarHandle(IndexLayout.Head.class, "head", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15;

    @Override
    final void seal() {
        TAIL.getAndBitwiseOr(this, SEALED);
    }

    final long claimed() {
        return tail & ~SEALED;
    }

    /** The head is read first: the tail is never behind it, so what is read later is not either. */
    @Override
    final boolean canTake() {
        long taken = head;
        long sent = tail;
        return sent < 0 || sent != taken;
    }

    @Override
    final boolean canPut() {
        long sent = tail;
        return sent < 0 || sent - head < capacity();
    }

    @Override
    final int size() {
        for (; ; ) {
            long sent = tail;
            long size = (sent & ~SEALED) - head;
            if (tail == sent) {
                return Math.clamp(size, 0, Integer.MAX_VALUE);
            }
        }
    }
}
