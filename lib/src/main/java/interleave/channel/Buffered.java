package interleave.channel;

import interleave.event.AdaptiveSpin;
import interleave.event.Deadline;

/**
 * A channel with a queue inside: how its threads wait and wake each other. The queue itself is the flavor's.
 *
 * <p><b>No wake-up is lost.</b> A sender first claims a place, which is a volatile write, and then reads whether receivers
 * wait. A receiver first enlists, which is a volatile write, and then reads whether a place is claimed; only if none is it
 * parks. Of two threads that write first and read after, at least one sees the other's write. So either the sender sees
 * the receiver and wakes it, or the receiver sees the claim and does not park. The same holds for receivers, who empty
 * places, and senders who wait for one.
 *
 * <p><b>One wake-up at a time.</b> A thread that has been woken and has not yet run would find nothing if others were woken
 * for the same value, and each wake-up is dear. So while one is on its way nobody wakes; the woken thread says that it has
 * arrived <em>before</em> it looks, and after it has taken its value it wakes the next if more are there. A sender that did
 * not wake since a wake-up was on its way read that before the woken thread said that it has arrived, hence before it
 * looked: what the sender sent is seen. A thread that was woken and gives up passes the wake-up on: {@link #finishReceive}
 * is called whatever happens to it.
 */
abstract non-sealed class Buffered<T> extends Flavor<T> {

    private final WakeList senders = new WakeList();
    private final WakeList receivers = new WakeList();

    /** Puts a value into the queue. {@link Offer#FULL} is a statement about one moment of the call. */
    abstract Offer put(T value);

    /** Takes the oldest value from the queue. {@link Nothing#EMPTY} is a statement about one moment of the call. */
    abstract Object take();

    /** Returns whether {@link #put} would not say {@link Offer#FULL}. */
    abstract boolean canPut();

    /** Returns whether {@link #take} would not say {@link Nothing#EMPTY}. */
    abstract boolean canTake();

    /** Lets nothing more in; by volatile write. */
    abstract void seal();

    @Override
    final Offer offer(T value) {
        var offer = put(value);
        if (offer == Offer.SENT && !receivers.isEmpty()) {
            wakeReceiver();
        }
        return offer;
    }

    @Override
    final Object poll() {
        var got = take();
        if (got != Nothing.EMPTY && got != Nothing.DISCONNECTED && !senders.isEmpty()) {
            wakeSender();
        }
        return got;
    }

    /** A wake-up that found nobody is taken back, and then everything is read again: someone may just have enlisted. */
    private void wakeReceiver() {
        while (!receivers.isEmpty() && canTake() && receivers.beginWake() && !receivers.wakeFirst()) {
            receivers.endWake();
        }
    }

    private void wakeSender() {
        while (!senders.isEmpty() && canPut() && senders.beginWake() && !senders.wakeFirst()) {
            senders.endWake();
        }
    }

    @Override
    final boolean enlistSender(Waiter waiter) {
        senders.add(waiter);
        return !canPut() || !withdraw(waiter, senders);
    }

    @Override
    final boolean enlistReceiver(Waiter waiter) {
        receivers.add(waiter);
        return !canTake() || !withdraw(waiter, receivers);
    }

    /** Takes a waiter out again that need not wait, unless it has won: then it holds a wake-up and must finish. */
    private static boolean withdraw(Waiter waiter, WakeList list) {
        if (!waiter.selection.cancel()) {
            return false;
        }
        list.remove(waiter);
        return true;
    }

    @Override
    final void delistSender(Waiter waiter) {
        senders.remove(waiter);
    }

    @Override
    final void delistReceiver(Waiter waiter) {
        receivers.remove(waiter);
    }

    @Override
    @SuppressWarnings("unchecked") // the waiter was made with a value of this channel
    final Offer finishSend(Waiter waiter) {
        senders.endWake();
        var offer = offer((T) waiter.value);
        wakeSender();
        return offer;
    }

    @Override
    final Object finishReceive(Waiter waiter) {
        receivers.endWake();
        var got = poll();
        wakeReceiver();
        return got;
    }

    @Override
    final Offer offerAgain(T value, Deadline deadline) {
        int turns = spin.turns();
        for (int turn = 0; turn < turns && AdaptiveSpin.pause(turn, deadline); turn++) {
            var offer = offer(value);
            if (offer != Offer.FULL) {
                spin.learn(turns, true);
                return offer;
            }
        }
        spin.learn(turns, false);
        return Offer.FULL;
    }

    @Override
    final Object pollAgain(Deadline deadline) {
        int turns = spin.turns();
        for (int turn = 0; turn < turns && AdaptiveSpin.pause(turn, deadline); turn++) {
            var got = poll();
            if (got != Nothing.EMPTY) {
                spin.learn(turns, true);
                return got;
            }
        }
        spin.learn(turns, false);
        return Nothing.EMPTY;
    }

    /** It has looked before it enlisted. */
    @Override
    final void lookAgain(Selection selection, Deadline deadline) {}

    @Override
    final void endOfSenders() {
        seal();
        receivers.wakeAll();
        senders.wakeAll();
    }

    @Override
    final void endOfReceivers() {
        endOfSenders();
        drop();
    }

    /** Lets go of what is in the sealed queue. */
    void drop() {
        while (take() != Nothing.DISCONNECTED) {}
    }
}
