package interleave.channel;

import interleave.event.WaitPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A ring of places for any number of senders and receivers.
 *
 * <p>Each place has a stamp that says whose turn it is: {@code n} when the n-th value may be put there, {@code n + 1} when
 * that value may be taken, and after that the number of the next value of this place, one lap later. A thread claims a
 * number by compare-and-set on an index, uses the place, and passes it on by its stamp; only the claiming is contended.
 *
 * <p>A thread that has claimed and not yet stamped may be paused by the operating system. Whoever needs that very place
 * waits for it: to answer "empty" although an earlier send has ended would not be linearizable. Between claim and stamp
 * nothing parks, allocates or throws, so the wait is short, and it yields.
 *
 * <p>After the bounded queue of Dmitry Vyukov. Each operation claims in one compare-and-set if it is alone.
 */
final class BoundedChannel<T> extends Indexes<T> {

    /** A stamp is read and written with the ordering that hands over what lies in the place. */
    private static final VarHandle STAMP = MethodHandles.arrayElementVarHandle(long[].class);

    private final int capacity;

    /** The number of places, a power of two and at least two, less one: with one place a stamp could not tell full from empty. */
    private final int mask;

    private final long[] stamps;
    private final Object[] places;

    BoundedChannel(int capacity) {
        this.capacity = capacity;
        int size = Math.max(2, Integer.highestOneBit(capacity - 1) << 1);
        mask = size - 1;
        stamps = new long[size];
        places = new Object[size];
        for (int i = 0; i < size; i++) {
            stamps[i] = i;
        }
    }

    @Override
    Offer put(T value) {
        for (int turn = 0; ; turn++) {
            long claim = tail;
            if (claim < 0) {
                return Offer.DISCONNECTED;
            }
            int place = (int) claim & mask;
            long stamp = (long) STAMP.getAcquire(stamps, place);
            if (stamp == claim) {
                // The place is free, but if there are more places than the capacity asks for, that is not enough.
                if (capacity <= mask && claim - headSeen >= capacity) {
                    long taken = head;
                    if (claim - taken >= capacity) {
                        return Offer.FULL;
                    }
                    headSeen = taken;
                }
                if (TAIL.compareAndSet(this, claim, claim + 1)) {
                    places[place] = value;
                    STAMP.setRelease(stamps, place, claim + 1);
                    return Offer.SENT;
                }
            } else if (stamp < claim) {
                // The tail was read before the head, and the head only grows: so it was full when the tail was read.
                if (claim - head >= capacity) {
                    return Offer.FULL;
                }
                WaitPolicy.pause(turn, WaitPolicy.SPINS);
            }
        }
    }

    @Override
    Object take() {
        for (int turn = 0; ; turn++) {
            long claim = head;
            int place = (int) claim & mask;
            long stamp = (long) STAMP.getAcquire(stamps, place);
            if (stamp == claim + 1) {
                if (HEAD.compareAndSet(this, claim, claim + 1)) {
                    var value = places[place];
                    places[place] = null;
                    STAMP.setRelease(stamps, place, claim + mask + 1);
                    return value;
                }
            } else if (stamp <= claim) {
                // The head was read before the tail, and the tail is never behind: so it is empty now.
                long sent = tail;
                if ((sent & ~SEALED) == claim) {
                    return sent < 0 ? Nothing.DISCONNECTED : Nothing.EMPTY;
                }
                WaitPolicy.pause(turn, WaitPolicy.SPINS);
            }
        }
    }

    @Override
    int capacity() {
        return capacity;
    }
}
