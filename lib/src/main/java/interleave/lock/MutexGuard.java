package interleave.lock;

import interleave.event.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The guard of a {@link Mutex}: its data, and the waiting for the data to be as one needs it.
 *
 * <p>Every wait releases the mutex and holds it again when it ends, however it ends, so others can change what it waits for.
 * The data may be a different one then: do not keep what {@link #get} returned before.
 *
 * @param <T> what the mutex owns
 */
public final class MutexGuard<T> extends ExclusiveGuard<T> {

    private final Mutex<T> mutex;

    MutexGuard(Mutex<T> mutex) {
        super(mutex);
        this.mutex = mutex;
    }

    @Override
    void release() {
        mutex.endWrite();
    }

    /**
     * Waits for a signal.
     *
     * <p>It returns only after a signal, but another thread may have come first and changed the data once more. So call {@link
     * #awaitWhile} instead, which looks again.
     *
     * @throws InterruptedException if this thread is interrupted before it is signalled; one that is signalled in the same
     *     moment returns, with its flag set
     * @throws PoisonedException if the mutex was poisoned meanwhile
     * @throws IllegalStateException if the guard is closed or another thread's, the condition is of another mutex, or the data
     *     was taken out meanwhile
     */
    public void await(Condvar<T> condition) throws InterruptedException {
        await(condition, Deadline.never());
    }

    private boolean await(Condvar<T> condition, Deadline deadline) throws InterruptedException {
        requireOpen();
        Objects.requireNonNull(condition, "await(null): pass a condition of this mutex, from mutex.condvar()");
        boolean signalled = condition.await(mutex, deadline);
        mutex.requireSound();
        return signalled;
    }

    /**
     * Waits as long as the data is as the predicate says: it looks before the first wait, after each signal, and when a wait
     * ends otherwise. If it is not so any more, that counts before an interrupt, of which the flag is then set.
     *
     * @param predicate changes nothing and waits for nothing; what it throws ends the wait and reaches the caller
     * @throws InterruptedException if this thread is interrupted before or while it has to wait
     * @throws PoisonedException if the mutex was poisoned meanwhile
     * @throws IllegalStateException as {@link #await(Condvar)}
     */
    public void awaitWhile(Condvar<T> condition, Predicate<? super T> predicate) throws InterruptedException {
        awaitWhile(condition, predicate, Deadline.never());
    }

    /**
     * Waits as long as the data is as the predicate says, but not longer than this.
     *
     * @param timeout zero or less to look once
     * @return whether it is not so any more; {@code false} only if the time is over
     * @throws InterruptedException if this thread is interrupted before or while it has to wait
     * @throws PoisonedException if the mutex was poisoned meanwhile
     * @throws IllegalStateException as {@link #await(Condvar)}
     */
    public boolean awaitWhile(Condvar<T> condition, Predicate<? super T> predicate, Duration timeout)
            throws InterruptedException {
        return awaitWhile(condition, predicate, Deadline.after(timeout));
    }

    /** Waits as long as the data is as the predicate says, but not past the deadline: for an operation that waits repeatedly. */
    public boolean awaitWhile(Condvar<T> condition, Predicate<? super T> predicate, Deadline deadline)
            throws InterruptedException {
        Objects.requireNonNull(
                predicate, "awaitWhile(condition, null): pass what must end, for instance List::isEmpty");
        boolean timeIsOver = false;
        while (predicate.test(get())) {
            if (timeIsOver) {
                return false;
            }
            try {
                timeIsOver = !await(condition, deadline);
            } catch (InterruptedException e) {
                // Before it held the mutex again another may have done what it waited for, perhaps for it alone.
                if (predicate.test(get())) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                return true;
            }
        }
        return true;
    }
}
