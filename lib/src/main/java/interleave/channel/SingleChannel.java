package interleave.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring for one sending and one receiving thread. Its handles cannot be copied.
 *
 * <p>Each index has one writer, so nothing is claimed: the sender fills a place and then moves the tail past it, the
 * receiver empties one and then moves the head. Each remembers how far it has seen the other go and looks again only when
 * that is used up, so mostly neither reads what the other writes.
 *
 * <p>The indexes are written with volatile stores: that a wake-up is not lost depends on it ({@link Buffered}).
 *
 * <p>After the single-producer single-consumer ring of Leslie Lamport, with the remembered indexes of FastForward's and
 * MCRingBuffer's authors.
 */
final class SingleChannel<T> extends Indexes<T> {

    private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Object[].class);

    private final int capacity;
    private final int mask;
    private final Object[] places;

    SingleChannel(int capacity) {
        this.capacity = capacity;
        places = new Object[Math.max(1, Integer.highestOneBit(capacity - 1) << 1)];
        mask = places.length - 1;
    }

    @Override
    Offer put(T value) {
        long claim = tail;
        if (claim < 0) {
            return Offer.DISCONNECTED;
        }
        if (claim - headSeen >= capacity) {
            headSeen = head;
            if (claim - headSeen >= capacity) {
                return Offer.FULL;
            }
        }
        PLACE.setRelease(places, (int) claim & mask, value);
        // Not a plain volatile store: the last receiver may seal the tail at any moment. If it has, the value is taken
        // back.
        if (TAIL.compareAndSet(this, claim, claim + 1)) {
            return Offer.SENT;
        }
        PLACE.setRelease(places, (int) claim & mask, null);
        return Offer.DISCONNECTED;
    }

    @Override
    Object take() {
        long claim = head;
        if (claim == tailSeen) {
            long sent = tail;
            tailSeen = sent & ~SEALED;
            if (claim == tailSeen) {
                return sent < 0 ? Nothing.DISCONNECTED : Nothing.EMPTY;
            }
        }
        int place = (int) claim & mask;
        var value = PLACE.getAcquire(places, place);
        if (value == null) {
            return Nothing.DISCONNECTED; // dropped
        }
        PLACE.setRelease(places, place, null);
        head = claim + 1;
        return value;
    }

    /** The receiving thread may just be taking: it finds a value, or nothing, which tells it that there will be none. */
    @Override
    void drop() {
        for (int place = 0; place < places.length; place++) {
            PLACE.setVolatile(places, place, null);
        }
        head = claimed();
    }

    @Override
    int capacity() {
        return capacity;
    }

    @Override
    String refusesCopies() {
        return "the channel was declared for one sender and one receiver; use Channel.bounded for more";
    }
}
