package interleave.channel;

import interleave.event.AdaptiveSpin;
import interleave.event.Deadline;
import interleave.event.Parking;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Locale;

/**
 * A channel without its handles: what each flavor must do, and what all do alike, which is to wait.
 *
 * <p>An operation is first tried. If it cannot be done at once the thread enlists a {@link Waiter}, which the channel
 * refuses if the operation has become possible meanwhile, and waits until the waiter wins its {@link Selection}. Then it
 * finishes the operation; in a buffered channel another thread may have been faster, so it may have to wait again.
 *
 * <p>Owned by its handles together. It ends twice: when the last sender is closed and when the last receiver is.
 */
abstract sealed class Flavor<T> permits Buffered, RendezvousChannel {

    private static final VarHandle SENDERS;
    private static final VarHandle RECEIVERS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            SENDERS = lookup.findVarHandle(Flavor.class, "senders", int.class);
            RECEIVERS = lookup.findVarHandle(Flavor.class, "receivers", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** How many handles of each side are open. */
    private volatile int senders = 1;

    private volatile int receivers = 1;

    final AdaptiveSpin spin = new AdaptiveSpin();

    /** Tries to send. May wait for a thread that is between claiming a place and filling or emptying it, for nothing else. */
    abstract Offer offer(T value);

    /** Tries to receive, and returns a value, {@link Nothing#EMPTY} or {@link Nothing#DISCONNECTED}; waits as {@link #offer} may. */
    abstract Object poll();

    /**
     * Enlists a waiting sender, unless the operation may have become possible.
     *
     * @return {@code false} if it is not enlisted; then its selection is cancelled
     */
    abstract boolean enlistSender(Waiter waiter);

    /**
     * Enlists a waiting receiver, unless the operation may have become possible.
     *
     * @return {@code false} if it is not enlisted; then its selection is cancelled
     */
    abstract boolean enlistReceiver(Waiter waiter);

    /** Takes a waiting sender out that did not win; it may have been taken out already, or never enlisted. */
    abstract void delistSender(Waiter waiter);

    /** Takes a waiting receiver out that did not win; it may have been taken out already, or never enlisted. */
    abstract void delistReceiver(Waiter waiter);

    /** Sends the value of a waiter that has won; {@link Offer#FULL} if another thread was faster. Must be called once. */
    abstract Offer finishSend(Waiter waiter);

    /** Receives for a waiter that has won; {@link Nothing#EMPTY} if another thread was faster. Must be called once. */
    abstract Object finishReceive(Waiter waiter);

    /** Tries to send again for a moment before the thread enlists. */
    abstract Offer offerAgain(T value, Deadline deadline);

    /** Tries to receive again for a moment before the thread enlists. */
    abstract Object pollAgain(Deadline deadline);

    /** Waits for a moment, without parking, for an enlisted operation to be decided, unless that was done before enlisting. */
    abstract void lookAgain(Selection selection, Deadline deadline);

    /** When a receiver may get a value without anybody's doing. */
    Deadline due() {
        return Deadline.never();
    }

    /** Ends the channel since its last sender is closed: what is in it may still be received. */
    abstract void endOfSenders();

    /** Ends the channel since its last receiver is closed: what is in it is dropped. */
    abstract void endOfReceivers();

    /** Returns how many values are in it, at some moment during the call. */
    abstract int size();

    /** Returns how many values it holds at most, {@code Integer.MAX_VALUE} if no number is set. */
    abstract int capacity();

    /** Returns whether a copy of a handle may be made; if not, why not. */
    String refusesCopies() {
        return null;
    }

    /** Returns what kind it is, in the word by which {@link Channel} makes it. */
    final String name() {
        return getClass().getSimpleName().replace("Channel", "").toLowerCase(Locale.ROOT);
    }

    /** Returns whether somebody may wait for a forgotten handle of this end: the other end is open. */
    boolean misses(Leak.End end) {
        return switch (end) {
            case SENDER -> receivers != 0;
            case RECEIVER -> senders != 0;
        };
    }

    /** Sends, waiting until the deadline; {@link Offer#FULL} only after it. */
    final Offer send(T value, Deadline deadline) throws InterruptedException {
        throwIfInterrupted("send");
        var offer = offer(value);
        return offer == Offer.FULL ? sendAfterWaiting(value, deadline) : offer;
    }

    private Offer sendAfterWaiting(T value, Deadline deadline) throws InterruptedException {
        if (deadline.hasPassed()) {
            return Offer.FULL;
        }
        var sending = Parking.on(this, "send"); // not kept in a field: most channels are many and idle
        var offer = offerAgain(value, deadline);
        while (offer == Offer.FULL) {
            var waiter = new Waiter(new Selection(), value);
            if (!enlistSender(waiter)) {
                offer = offer(value);
                continue;
            }
            boolean won = false;
            try {
                lookAgain(waiter.selection, deadline);
                won = waiter.selection.await(sending, deadline);
            } finally {
                if (!won) {
                    delistSender(waiter);
                }
            }
            if (!won) {
                return Offer.FULL;
            }
            offer = finishSend(waiter);
        }
        return offer;
    }

    /** Receives, waiting until the deadline; {@link Nothing#EMPTY} only after it. */
    final Object receive(Deadline deadline) throws InterruptedException {
        throwIfInterrupted("receive");
        var got = poll();
        return got == Nothing.EMPTY ? receiveAfterWaiting(deadline) : got;
    }

    private Object receiveAfterWaiting(Deadline deadline) throws InterruptedException {
        if (deadline.hasPassed()) {
            return Nothing.EMPTY;
        }
        var receiving = Parking.on(this, "receive");
        var got = pollAgain(deadline);
        while (got == Nothing.EMPTY) {
            var waiter = new Waiter(new Selection(), null);
            if (!enlistReceiver(waiter)) {
                got = poll();
                continue;
            }
            boolean won = false;
            try {
                lookAgain(waiter.selection, deadline);
                won = waiter.selection.await(receiving, deadline.earlier(due()));
            } finally {
                if (!won) {
                    delistReceiver(waiter);
                }
            }
            if (won) {
                got = finishReceive(waiter);
            } else if (deadline.hasPassed()) {
                return Nothing.EMPTY;
            } else {
                got = poll();
            }
        }
        return got;
    }

    /** An endless loop of operations that never wait must hear of an interrupt too. */
    static void throwIfInterrupted(String operation) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before the " + operation);
        }
    }

    /** One more sender, unless all are closed. */
    final boolean addSender() {
        return add(SENDERS);
    }

    /** One more receiver, unless all are closed. */
    final boolean addReceiver() {
        return add(RECEIVERS);
    }

    private boolean add(VarHandle handles) {
        for (; ; ) {
            int open = (int) handles.getVolatile(this);
            if (open == 0) {
                return false;
            }
            if (handles.compareAndSet(this, open, Math.addExact(open, 1))) {
                return true;
            }
        }
    }

    final void closeSender() {
        if ((int) SENDERS.getAndAdd(this, -1) == 1) {
            endOfSenders();
        }
    }

    final void closeReceiver() {
        if ((int) RECEIVERS.getAndAdd(this, -1) == 1) {
            endOfReceivers();
        }
    }
}
