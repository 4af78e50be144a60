package interleave.channel;

import interleave.event.WaitList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The threads that wait at one side of a buffered channel, and the one wake-up that may be on its way to them.
 *
 * <p>A woken thread has to look for itself: another may have been faster. While it is on its way nobody else is woken;
 * {@link Buffered} says why nobody is forgotten. The list is guarded by a lock of its own. The number of threads in it can
 * be read without, which is all that an operation does that need not wait.
 */
final class WakeList {

    private static final VarHandle WAKING;

    static {
        try {
            WAKING = MethodHandles.lookup().findVarHandle(WakeList.class, "waking", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final BriefLock lock = new BriefLock();
    private final WaitList<Waiter> waiters = new WaitList<>();

    /** How many are in the list; written under the lock. */
    private volatile int size;

    /** Whether a thread has been woken, or is about to be, that has not yet said that it looks. */
    private volatile boolean waking;

    boolean isEmpty() {
        return size == 0;
    }

    void add(Waiter waiter) {
        lock.lock();
        waiters.add(waiter);
        size = waiters.size();
        lock.unlock();
    }

    void remove(Waiter waiter) {
        lock.lock();
        if (waiters.remove(waiter)) {
            size = waiters.size();
        }
        lock.unlock();
    }

    private Waiter poll() {
        lock.lock();
        var waiter = waiters.poll();
        if (waiter != null) {
            size = waiters.size();
        }
        lock.unlock();
        return waiter;
    }

    /** Takes the right to wake one thread, unless a wake-up is on its way. */
    boolean beginWake() {
        return !waking && WAKING.compareAndSet(this, false, true);
    }

    /** Wakes the longest waiting thread that nothing else has woken, and returns whether there was one. */
    boolean wakeFirst() {
        for (var waiter = poll(); waiter != null; waiter = poll()) {
            if (waiter.selection.win(waiter)) {
                waiter.selection.wake();
                return true;
            }
        }
        return false;
    }

    /** Says that the wake-up has arrived: from now on whoever changes the channel wakes again. */
    void endWake() {
        waking = false;
    }

    /** Wakes all, for the end of the channel. */
    void wakeAll() {
        while (wakeFirst()) {}
    }
}
