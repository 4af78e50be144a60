package interleave.channel;

import interleave.event.WaitPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A row of places without end for any number of senders and receivers, cut into segments that are linked.
 *
 * <p>Senders claim places by compare-and-set on one index, receivers on the other, so each place is used once, by one
 * sender and one receiver: a place that holds a value is full, and there is no stamp. The segment of a place exists before
 * the place is claimed: nothing allocates between claim and value, and receivers that wait for a claimed place wait shortly.
 *
 * <p>A segment whose places are all claimed by receivers is let go. Each side keeps the segment that it used last; it reads
 * that before its index, so the segment is never behind the index, only before it, and the way to the place leads forward.
 *
 * <p><b>A segment that is left is cut off</b>: its link leads to itself. Else one dead segment in the collector's old
 * generation would keep the next alive until that is old too, and so on, and all would stay until the next full collection.
 * The receiver that moves the head's segment on cuts those that it moves it over; no other does, so the way over them is
 * whole. Senders have left them too: a sender moves the tail's segment up to its own before it hands its value over, and
 * this receiver has taken a value from the segment to which it moves. A slow thread that comes to a cut segment begins anew:
 * the segment of its side has moved on since it read it, and as often as that happens other threads have passed a segment.
 * Nothing is appended to a cut segment: a link is cut only where there is one, and made only where there is none.
 */
final class UnboundedChannel<T> extends Indexes<T> {

    private static final int SIZE = 64;
    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final VarHandle NEXT;
    private static final VarHandle TAIL_SEGMENT;
    private static final VarHandle HEAD_SEGMENT;

    static {
        try {
            var lookup = MethodHandles.lookup();
            NEXT = lookup.findVarHandle(Segment.class, "next", Segment.class);
            TAIL_SEGMENT = lookup.findVarHandle(UnboundedChannel.class, "tailSegment", Segment.class);
            HEAD_SEGMENT = lookup.findVarHandle(UnboundedChannel.class, "headSegment", Segment.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** So many places, beginning with the number of the first. */
    private static final class Segment {
        final long first;
        final Object[] places = new Object[SIZE];
        volatile Segment next;

        Segment(long first) {
            this.first = first;
        }

        /** Returns the next segment; {@code null} if there is none yet, or if this one is cut off. */
        Segment next() {
            var seen = next;
            return seen == this ? null : seen;
        }

        /** Returns the next segment, which this makes if nobody has; {@code null} if this one is cut off. */
        Segment nextOrNew() {
            if (next == null) {
                NEXT.compareAndSet(this, null, new Segment(first + SIZE));
            }
            return next();
        }

        /** Cuts off this segment and those after it, up to the one that is still used. */
        void cutOffUpTo(Segment used) {
            for (var segment = this; segment != used; ) {
                var following = segment.next;
                segment.next = segment;
                segment = following;
            }
        }
    }

    private volatile Segment tailSegment;
    private volatile Segment headSegment;

    UnboundedChannel() {
        tailSegment = new Segment(0);
        headSegment = tailSegment;
    }

    @Override
    Offer put(T value) {
        for (; ; ) {
            var known = tailSegment;
            long claim = tail;
            if (claim < 0) {
                return Offer.DISCONNECTED;
            }
            var segment = known;
            while (segment != null && claim - segment.first >= SIZE) {
                segment = segment.nextOrNew();
            }
            if (segment != null && TAIL.compareAndSet(this, claim, claim + 1)) {
                if (segment != known) {
                    moveTail(segment);
                }
                int place = (int) (claim - segment.first);
                PLACE.setRelease(segment.places, place, value);
                if (place == SIZE / 2) {
                    segment.nextOrNew(); // by one sender, in time, and not by all that come to the end at once
                }
                return Offer.SENT;
            }
        }
    }

    @Override
    Object take() {
        for (int turn = 0; ; turn++) {
            var known = headSegment;
            long claim = head;
            var segment = known;
            while (segment != null && claim - segment.first >= SIZE) {
                segment = segment.next();
            }
            int place = (int) claim & SIZE - 1;
            var value = segment == null ? null : PLACE.getAcquire(segment.places, place);
            if (value != null) {
                if (HEAD.compareAndSet(this, claim, claim + 1)) {
                    segment.places[place] = null;
                    if (segment != known) {
                        moveHead(segment);
                    }
                    return value;
                }
            } else {
                // The head was read before the tail, and the tail is never behind: so it is empty now.
                long sent = tail;
                if ((sent & ~SEALED) == claim) {
                    return sent < 0 ? Nothing.DISCONNECTED : Nothing.EMPTY;
                }
                WaitPolicy.pause(turn, WaitPolicy.SPINS);
            }
        }
    }

    /** Moves the senders' segment up to this one, unless another has moved it so far. */
    private void moveTail(Segment to) {
        for (var at = tailSegment; at.first < to.first; at = tailSegment) {
            TAIL_SEGMENT.compareAndSet(this, at, to);
        }
    }

    /** Moves the receivers' segment up to this one, unless another has moved it so far, and cuts those before it off. */
    private void moveHead(Segment to) {
        for (var at = headSegment; at.first < to.first; at = headSegment) {
            if (HEAD_SEGMENT.compareAndSet(this, at, to)) {
                at.cutOffUpTo(to);
            }
        }
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }
}
