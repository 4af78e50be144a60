package interleave.lock;

import interleave.event.Deadline;
import interleave.event.Parking;
import interleave.event.WaitList;
import java.util.Objects;

/**
 * A condition variable: where threads wait for the data of a {@link Mutex} to change.
 *
 * {@snippet :
 * Mutex<Deque<Job>> jobs = Mutex.of(new ArrayDeque<>());
 * Condvar<Deque<Job>> notEmpty = jobs.condvar();
 *
 * Job take() throws InterruptedException {
 *     try (var guard = jobs.lock()) {
 *         guard.awaitWhile(notEmpty, Deque::isEmpty);
 *         return guard.get().pop();
 *     }
 * }
 *
 * void add(Job job) {
 *     jobs.mutate(queue -> queue.push(job));
 *     notEmpty.signal();
 * }
 * }
 *
 * <p><b>No signal is lost.</b> A thread looks at the data and begins to wait in one turn of the mutex, so whoever changes the
 * data comes before the look or finds the thread waiting. A signal goes to a thread that waits, the longest waiting first,
 * and not to one that has given up. It wakes nobody at once: the thread passes from the list of this condition to the queue
 * of the mutex, so it does not wake only to find the mutex held by who signalled it.
 *
 * <p>If threads wait here for different things, {@link #signalAll}: one signal may reach the thread that cannot use it.
 *
 * @param <T> what the mutex owns
 */
public final class Condvar<T> {

    private final Mutex<T> mutex;
    private final Parking waiting = Parking.on(this, "await");

    /** Guarded by the mutex. */
    private final WaitList<Waiter> waiters = new WaitList<>();

    Condvar(Mutex<T> mutex) {
        this.mutex = mutex;
    }

    /** Returns the mutex at whose data threads look. */
    public Mutex<T> mutex() {
        return mutex;
    }

    /** Waits for a signal; the caller holds the mutex, and holds it again however this ends. */
    boolean await(Mutex<?> held, Deadline deadline) throws InterruptedException {
        if (held != mutex) {
            throw new IllegalStateException(
                    "this condition is of another mutex: whoever holds that one signals it, and this guard would wait for ever");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before waiting for a condition");
        }
        if (deadline.hasPassed()) {
            return false;
        }
        var me = Waiter.exclusive();
        waiters.add(me);
        try {
            return mutex.awaitSignal(me, waiting, deadline);
        } finally {
            waiters.remove(me);
        }
    }

    /**
     * Signals the thread that has waited longest; if none waits nothing happens, and nothing is remembered.
     *
     * <p>Takes the mutex for a moment, unless this thread holds it.
     */
    public void signal() {
        signal(1);
    }

    /** Signals all threads that wait now. Takes the mutex for a moment, unless this thread holds it. */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    private void signal(int most) {
        boolean mine = mutex.isHeldByMe();
        if (!mine) {
            mutex.beginWrite();
        }
        try {
            for (int signalled = 0; signalled < most && !waiters.isEmpty(); ) {
                var next = waiters.poll();
                if (next.signal()) {
                    mutex.enqueueSignalled(next);
                    signalled++;
                }
            }
        } finally {
            if (!mine) {
                mutex.endWrite();
            }
        }
    }

    /** Returns how many threads wait for a signal. Takes the mutex for a moment, unless this thread holds it. */
    public int waiting() {
        boolean mine = mutex.isHeldByMe();
        if (!mine) {
            mutex.beginWrite();
        }
        try {
            return waiters.size();
        } finally {
            if (!mine) {
                mutex.endWrite();
            }
        }
    }

    /** Returns its kind and that of its mutex. */
    @Override
    public String toString() {
        return "Condvar of a " + Objects.toString(mutex);
    }
}
