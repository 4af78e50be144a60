package interleave.lock;

import interleave.event.Deadline;
import interleave.event.Parking;
import java.time.Duration;
import java.util.Optional;

/**
 * A lock that owns its data and lets one thread at a time to it: mutual exclusion.
 *
 * {@snippet :
 * Mutex<Map<String, Integer>> hits = Mutex.of(new HashMap<>());
 *
 * hits.mutate(map -> map.merge(page, 1, Integer::sum)); // with a function
 *
 * try (var guard = hits.lock()) { // with a guard
 *     guard.get().remove(page);
 * }
 * }
 *
 * <p><b>Who is next.</b> By default a thread that comes while the mutex is free takes it, even if others have waited longer
 * (barging): threads that are running go on while those that were woken are on their way, which lets more work pass. A thread
 * that was woken a few times in vain is given the mutex by the next release. A {@linkplain #fair fair} mutex always goes to
 * the thread that has waited longest, which costs a change of threads for each turn under load.
 *
 * <p><b>Locking what you hold</b> is an {@link IllegalStateException}: it would wait for itself. With {@link LockChecking} the
 * message says where it was locked.
 *
 * <p><b>Interrupts.</b> {@link #lock()} and the functions wait whatever interrupts come; {@link #lockInterruptibly()} and the
 * timed {@link #tryLock(Duration)} end with the interrupt.
 *
 * <p>A mutex that nobody else wants is locked and released with one compare-and-set each.
 *
 * @param <T> what it guards
 */
public final class Mutex<T> extends Guarded<T> {

    private final ExclusiveLock lock;

    private Mutex(T data, boolean fair) {
        super(data);
        lock = new ExclusiveLock(this, fair);
    }

    /** Returns a mutex that owns this data and lets threads barge. */
    public static <T> Mutex<T> of(T data) {
        return new Mutex<>(data, false);
    }

    /** Returns a mutex that owns this data and goes to the thread that has waited longest. */
    public static <T> Mutex<T> fair(T data) {
        return new Mutex<>(data, true);
    }

    /** Returns a new condition of its data. */
    public Condvar<T> condvar() {
        return new Condvar<>(this);
    }

    /**
     * Locks it, and returns the guard, to be closed. Waits until it is free, whatever interrupts come.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public MutexGuard<T> lock() {
        beginWrite();
        return soundGuard();
    }

    /**
     * Locks it, unless the thread is interrupted before that, and returns the guard, to be closed.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public MutexGuard<T> lockInterruptibly() throws InterruptedException {
        return tryLock(Deadline.never()).orElseThrow();
    }

    /**
     * Locks it if it is free, and returns the guard, to be closed; nothing if another thread holds it. Never waits.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public Optional<MutexGuard<T>> tryLock() {
        refuseRelock();
        if (!lock.tryAcquire()) {
            return Optional.empty();
        }
        LockChecking.locked(this);
        return Optional.of(soundGuard());
    }

    /**
     * Locks it if that can be done within this time, and returns the guard, to be closed; nothing if the time is over.
     *
     * @param timeout zero or less to try once
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public Optional<MutexGuard<T>> tryLock(Duration timeout) throws InterruptedException {
        return tryLock(Deadline.after(timeout));
    }

    private Optional<MutexGuard<T>> tryLock(Deadline deadline) throws InterruptedException {
        refuseRelock();
        if (deadline.isNever()) {
            LockChecking.locking(this);
        }
        if (!lock.acquire(deadline)) {
            return Optional.empty();
        }
        LockChecking.locked(this);
        return Optional.of(soundGuard());
    }

    /**
     * Locks it although it may be poisoned, to look at the data and repair it, and returns the guard, to be closed. Waits until
     * it is free, whatever interrupts come.
     *
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public MutexGuard<T> lockPoisoned() {
        beginWrite();
        try {
            requirePresent();
        } catch (IllegalStateException e) {
            endWrite();
            throw e;
        }
        return new MutexGuard<>(this);
    }

    /** Returns a guard, or releases the lock and says why there is none. */
    private MutexGuard<T> soundGuard() {
        try {
            requireSound();
        } catch (IllegalStateException e) {
            endWrite();
            throw e;
        }
        return new MutexGuard<>(this);
    }

    /** Returns whether a release goes to the thread that has waited longest. */
    public boolean isFair() {
        return lock.isFair();
    }

    /** Returns whether the current thread holds it. */
    public boolean isHeldByMe() {
        return lock.isHeldByMe();
    }

    /** Returns the thread that holds it, or {@code null}; about other threads it may be out of date. */
    @Override
    public Thread owner() {
        return lock.owner();
    }

    @Override
    void beginWrite() {
        if (LockChecking.isOn()) {
            LockChecking.locking(this);
        }
        if (!lock.tryAcquire()) {
            refuseRelock();
            lock.acquire();
        }
        if (LockChecking.isOn()) {
            LockChecking.locked(this);
        }
    }

    @Override
    void endWrite() {
        if (LockChecking.isOn()) {
            LockChecking.released(this);
        }
        lock.release();
    }

    @Override
    int beginRead() {
        beginWrite();
        return 0;
    }

    @Override
    void endRead(int place) {
        endWrite();
    }

    private void refuseRelock() {
        if (lock.isHeldByMe()) {
            throw LockChecking.relock(this);
        }
    }

    /** Releases it, waits for a signal, and takes it again; the caller holds it. */
    boolean awaitSignal(Waiter me, Parking place, Deadline deadline) throws InterruptedException {
        LockChecking.released(this);
        try {
            return lock.awaitSignal(me, place, deadline);
        } finally {
            LockChecking.locked(this);
        }
    }

    void enqueueSignalled(Waiter waiter) {
        lock.enqueueSignalled(waiter);
    }
}
