package interleave.channel;

/** A list of waiting operations, the longest waiting first. Guarded by a lock of its owner. */
final class Waiters {

    private Waiter first;
    private Waiter last;
    private int size;

    int size() {
        return size;
    }

    Waiter first() {
        return first;
    }

    void add(Waiter waiter) {
        waiter.listed = true;
        waiter.previous = last;
        if (last == null) {
            first = waiter;
        } else {
            last.next = waiter;
        }
        last = waiter;
        size++;
    }

    /** Takes the longest waiting operation out of the list; {@code null} if there is none. */
    Waiter poll() {
        var waiter = first;
        if (waiter != null) {
            remove(waiter);
        }
        return waiter;
    }

    /** Takes an operation out of the list, and returns whether it was in it. */
    boolean remove(Waiter waiter) {
        if (!waiter.listed) {
            return false;
        }
        if (waiter.previous == null) {
            first = waiter.next;
        } else {
            waiter.previous.next = waiter.next;
        }
        if (waiter.next == null) {
            last = waiter.previous;
        } else {
            waiter.next.previous = waiter.previous;
        }
        waiter.previous = null;
        waiter.next = null;
        waiter.listed = false;
        size--;
        return true;
    }
}
