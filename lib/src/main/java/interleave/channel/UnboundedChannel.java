package interleave.channel;

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

        /** Returns the next segment, which this makes if nobody has. */
        Segment nextOrNew() {
            var seen = next;
            if (seen != null) {
                return seen;
            }
            var made = new Segment(first + SIZE);
            return NEXT.compareAndSet(this, null, made) ? made : next;
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
            while (claim - segment.first >= SIZE) {
                segment = segment.nextOrNew();
            }
            if (TAIL.compareAndSet(this, claim, claim + 1)) {
                int place = (int) (claim - segment.first);
                PLACE.setRelease(segment.places, place, value);
                if (segment != known) {
                    advance(TAIL_SEGMENT, known, segment);
                } else if (place == SIZE / 2) {
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
                segment = segment.next;
            }
            int place = (int) claim & SIZE - 1;
            var value = segment == null ? null : PLACE.getAcquire(segment.places, place);
            if (value != null) {
                if (HEAD.compareAndSet(this, claim, claim + 1)) {
                    segment.places[place] = null;
                    if (segment != known) {
                        advance(HEAD_SEGMENT, known, segment);
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

    /** Moves a side's segment forward. Another thread may have moved it, perhaps less far: then somebody moves it later. */
    private void advance(VarHandle side, Segment known, Segment segment) {
        side.compareAndSet(this, known, segment);
    }

    @Override
    int capacity() {
        return Integer.MAX_VALUE;
    }
}
