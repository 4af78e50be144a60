package interleave.channel;

import interleave.event.WaitList;

/**
 * One operation that a thread waits for, in the list of the channel at which it waits.
 *
 * <p>Its links belong to that list and are guarded by the list's lock.
 */
final class Waiter extends WaitList.Entry<Waiter> {

    final Selection selection;

    /**
     * On a rendezvous channel: the value that a sender offers, or that a receiver was given; guarded by the channel's lock
     * until the selection is decided, and the waiting thread's after that.
     */
    Object value;

    Waiter(Selection selection, Object value) {
        this.selection = selection;
        this.value = value;
    }
}
