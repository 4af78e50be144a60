package interleave.channel;

import interleave.event.Deadline;
import interleave.event.WaitList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A channel without a buffer: a value goes from the hand of a sender into that of a receiver, and each waits for the other.
 *
 * <p>Two lists of waiting threads, of which at least one is empty but for threads that give up, under one lock. Whoever
 * comes second does the hand-over for both: under the lock it lets the first waiter of the other side win, and moves the
 * value. So nothing is left half done that a third thread could wait for, and a thread that is woken has what it came for.
 *
 * <p>First come, first served among those who wait.
 */
final class RendezvousChannel<T> extends Flavor<T> {

    private static final VarHandle WAITING_SENDERS;
    private static final VarHandle WAITING_RECEIVERS;

    static {
        try {
            var lookup = MethodHandles.lookup();
            WAITING_SENDERS = lookup.findVarHandle(RendezvousChannel.class, "waitingSenders", int.class);
            WAITING_RECEIVERS = lookup.findVarHandle(RendezvousChannel.class, "waitingReceivers", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BriefLock lock = new BriefLock();
    private final WaitList<Waiter> senders = new WaitList<>();
    private final WaitList<Waiter> receivers = new WaitList<>();

    /** Written under the lock. */
    private volatile boolean disconnected;

    /**
     * How many waited when the lock was last released. Who reads that there is nobody, and after that that the channel is
     * not at its end, may say so without the lock: that was so at the moment of the first look, old as it may be, and who
     * then waits looks again under the lock.
     */
    private int waitingSenders;

    private int waitingReceivers;

    @Override
    Offer offer(T value) {
        if ((int) WAITING_RECEIVERS.getAcquire(this) == 0 && !disconnected) {
            return Offer.FULL;
        }
        lock.lock();
        if (disconnected) {
            unlock();
            return Offer.DISCONNECTED;
        }
        var receiver = receivers.poll();
        while (receiver != null) {
            receiver.value = value;
            if (receiver.selection.win(receiver)) {
                break;
            }
            receiver.value = null;
            receiver = receivers.poll();
        }
        unlock();
        if (receiver == null) {
            return Offer.FULL;
        }
        receiver.selection.wake();
        return Offer.SENT;
    }

    @Override
    Object poll() {
        if ((int) WAITING_SENDERS.getAcquire(this) == 0 && !disconnected) {
            return Nothing.EMPTY;
        }
        lock.lock();
        var sender = senders.poll();
        while (sender != null && !sender.selection.win(sender)) {
            sender = senders.poll();
        }
        boolean end = disconnected;
        unlock();
        if (sender == null) {
            return end ? Nothing.DISCONNECTED : Nothing.EMPTY;
        }
        var value = sender.value;
        sender.selection.wake();
        return value;
    }

    private void unlock() {
        WAITING_SENDERS.setOpaque(this, senders.size());
        WAITING_RECEIVERS.setOpaque(this, receivers.size());
        lock.unlock();
    }

    @Override
    boolean enlistSender(Waiter waiter) {
        return enlist(waiter, senders, receivers);
    }

    @Override
    boolean enlistReceiver(Waiter waiter) {
        return enlist(waiter, receivers, senders);
    }

    /** Under one lock: of two threads that come at once the second sees the first. */
    private boolean enlist(Waiter waiter, WaitList<Waiter> own, WaitList<Waiter> others) {
        lock.lock();
        boolean possible = disconnected || partner(others, waiter.selection) != null;
        if (!possible || !waiter.selection.cancel()) {
            own.add(waiter);
            possible = false;
        }
        unlock();
        return !possible;
    }

    /** Returns a waiter of the other side that could win; a select that sends and receives here is not its own partner. */
    private static Waiter partner(WaitList<Waiter> others, Selection selection) {
        for (var other = others.first(); other != null; other = other.next()) {
            if (other.selection != selection && !other.selection.isDecided()) {
                return other;
            }
        }
        return null;
    }

    @Override
    void delistSender(Waiter waiter) {
        delist(waiter, senders);
    }

    @Override
    void delistReceiver(Waiter waiter) {
        delist(waiter, receivers);
    }

    private void delist(Waiter waiter, WaitList<Waiter> list) {
        lock.lock();
        list.remove(waiter);
        unlock();
    }

    @Override
    Offer finishSend(Waiter waiter) {
        return waiter.value == Nothing.DISCONNECTED ? Offer.DISCONNECTED : Offer.SENT;
    }

    @Override
    Object finishReceive(Waiter waiter) {
        return waiter.value;
    }

    /** A partner finds only who is enlisted, so it looks after that and not before. */
    @Override
    Offer offerAgain(T value, Deadline deadline) {
        return Offer.FULL;
    }

    @Override
    Object pollAgain(Deadline deadline) {
        return Nothing.EMPTY;
    }

    @Override
    void lookAgain(Selection selection, Deadline deadline) {
        selection.lookAgain(spin, deadline);
    }

    @Override
    void endOfSenders() {
        disconnect();
    }

    @Override
    void endOfReceivers() {
        disconnect();
    }

    private void disconnect() {
        lock.lock();
        disconnected = true;
        unlock();
        end(senders);
        end(receivers);
    }

    /** One at a time, so that nobody is woken under the lock; nobody can enlist any more. */
    private void end(WaitList<Waiter> list) {
        for (; ; ) {
            lock.lock();
            var waiter = list.poll();
            boolean won = false;
            if (waiter != null) {
                var value = waiter.value;
                waiter.value = Nothing.DISCONNECTED;
                won = waiter.selection.win(waiter);
                if (!won) {
                    waiter.value = value;
                }
            }
            unlock();
            if (waiter == null) {
                return;
            }
            if (won) {
                waiter.selection.wake();
            }
        }
    }

    @Override
    int size() {
        return 0;
    }

    @Override
    int capacity() {
        return 0;
    }
}
