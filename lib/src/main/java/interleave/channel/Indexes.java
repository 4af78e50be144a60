package interleave.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Space, so that what the threads of a channel only read does not lie beside what its senders write. */
@SuppressWarnings("unused")
abstract sealed class SpaceBeforeTail<T> extends Buffered<T> permits Tail {
    private long a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15;
}

/** What senders write. */
abstract sealed class Tail<T> extends SpaceBeforeTail<T> permits SpaceBeforeHead {

    /** The number of places that senders have claimed; negative, with that number in the other bits, once sealed. */
    volatile long tail;

    /** A number of emptied places that some sender has read: not more than there are. */
    long headSeen;
}

/** Space, so that senders and receivers do not write into one cache line. */
@SuppressWarnings("unused")
abstract sealed class SpaceBeforeHead<T> extends Tail<T> permits Head {
    private long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15;
}

/** What receivers write. */
abstract sealed class Head<T> extends SpaceBeforeHead<T> permits Indexes {

    /** The number of places that receivers have claimed. */
    volatile long head;

    /** A number of claimed places that some receiver has read: not more than there are. */
    long tailSeen;
}

/**
 * The two indexes of a queue, each in a cache line of its own, since senders and receivers write them all the time.
 *
 * <p>{@code tail} counts what senders have claimed, {@code head} what receivers have; both only grow, and at a nanosecond
 * each they would overflow in 292 years. Their difference is what the channel holds.
 */
@SuppressWarnings("unused")
abstract sealed class Indexes<T> extends Head<T> permits BoundedChannel, UnboundedChannel, SingleChannel {

    /** Set in {@code tail} when nothing more is let in: so it is seen by the same compare-and-set that claims a place. */
    static final long SEALED = Long.MIN_VALUE;

    static final VarHandle TAIL;
    static final VarHandle HEAD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TAIL = lookup.findVarHandle(Tail.class, "tail", long.class);
            HEAD = lookup.findVarHandle(Head.class, "head", long.class);
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
