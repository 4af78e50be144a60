package interleave.lock;

import interleave.event.Deadline;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A lock that owns its data and lets many readers to it, or one writer: a reader-writer lock.
 *
 * {@snippet :
 * RwLock<Map<String, String>> settings = RwLock.of(new HashMap<>());
 *
 * String value = settings.read(map -> map.get(name)); // beside other readers
 *
 * try (var guard = settings.write()) { // alone
 *     guard.get().put(name, value);
 * }
 * }
 *
 * <p><b>Who is next.</b> First come, first served: once a writer is queued, no reader that comes later is let in before it, and
 * no writer before a reader that is queued. So nobody starves, and a steady stream of readers has to stop for each writer.
 *
 * <p><b>Readers that meet</b> count themselves on cache lines of their own from then on, so that they do not slow each other
 * down; a writer then has to look at all of these. So it pays where readers are many and writers few, and costs where writers
 * are many: then a {@link Mutex} does as well.
 *
 * <p><b>Locking what you hold</b> is an {@link IllegalStateException} for a writer. Readers are not known one by one: one that
 * locks again to read waits for ever if a writer has queued in between, and one that locks to write waits for itself. With
 * {@link LockChecking} both are refused. There is no upgrade from reader to writer, since two that wait for it would wait for
 * each other; {@link WriteGuard#downgrade} leads the other way.
 *
 * <p><b>Interrupts.</b> {@link #readInterruptibly}, {@link #writeInterruptibly} and the timed tries end with the interrupt; all
 * else waits whatever interrupts come.
 *
 * @param <T> what it guards
 */
public final class RwLock<T> extends Guarded<T> {

    /** So often an optimistic read looks in vain before it takes the lock. */
    private static final int LOOKS = 2;

    private final SharedLock lock = new SharedLock(this);

    private RwLock(T data) {
        super(data);
    }

    /** Returns a lock that owns this data. */
    public static <T> RwLock<T> of(T data) {
        return new RwLock<>(data);
    }

    /**
     * Locks it to read, and returns the guard, to be closed. Waits until no writer has it or is queued, whatever interrupts
     * come.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public ReadGuard<T> read() {
        return readGuard(beginRead());
    }

    /**
     * Locks it to read, unless the thread is interrupted before that, and returns the guard, to be closed.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public ReadGuard<T> readInterruptibly() throws InterruptedException {
        return tryRead(Deadline.never()).orElseThrow();
    }

    /**
     * Locks it to read if that can be done at once, and returns the guard, to be closed; nothing if a writer has it or is
     * queued. Never waits.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public Optional<ReadGuard<T>> tryRead() {
        refuseRelock();
        return readGuardIfAny(lock.tryRead());
    }

    /**
     * Locks it to read if that can be done within this time, and returns the guard, to be closed; nothing if the time is over.
     *
     * @param timeout zero or less to try once
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public Optional<ReadGuard<T>> tryRead(Duration timeout) throws InterruptedException {
        return tryRead(Deadline.after(timeout));
    }

    private Optional<ReadGuard<T>> tryRead(Deadline deadline) throws InterruptedException {
        refuseRelock();
        if (deadline.isNever()) {
            LockChecking.locking(this);
        }
        return readGuardIfAny(lock.read(deadline));
    }

    /**
     * Locks it to write, and returns the guard, to be closed. Waits until nobody has it who came before, whatever interrupts
     * come.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public WriteGuard<T> write() {
        beginWrite();
        return writeGuard();
    }

    /**
     * Locks it to write, unless the thread is interrupted before that, and returns the guard, to be closed.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public WriteGuard<T> writeInterruptibly() throws InterruptedException {
        return tryWrite(Deadline.never()).orElseThrow();
    }

    /**
     * Locks it to write if nobody has it, and returns the guard, to be closed; nothing if somebody has it. Never waits.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public Optional<WriteGuard<T>> tryWrite() {
        refuseRelock();
        return writeGuardIf(lock.tryWrite());
    }

    /**
     * Locks it to write if that can be done within this time, and returns the guard, to be closed; nothing if the time is
     * over.
     *
     * @param timeout zero or less to try once
     * @throws InterruptedException if the thread is interrupted before or while it waits; its flag is cleared
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public Optional<WriteGuard<T>> tryWrite(Duration timeout) throws InterruptedException {
        return tryWrite(Deadline.after(timeout));
    }

    private Optional<WriteGuard<T>> tryWrite(Deadline deadline) throws InterruptedException {
        refuseRelock();
        if (deadline.isNever()) {
            LockChecking.locking(this);
        }
        return writeGuardIf(lock.write(deadline));
    }

    /**
     * Locks it to write although it may be poisoned, to look at the data and repair it, and returns the guard, to be closed.
     * Waits until nobody has it who came before, whatever interrupts come.
     *
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public WriteGuard<T> writePoisoned() {
        beginWrite();
        try {
            requirePresent();
        } catch (IllegalStateException e) {
            endWrite();
            throw e;
        }
        return new WriteGuard<>(this);
    }

    /**
     * Lets a function read the data without taking the lock, and returns what it returns, if no writer came meanwhile; else
     * tries once more, and then takes the lock to read.
     *
     * <p>The function may see the data while a writer changes it, so it may find any mixture of old and new, run more than
     * once, and end in any exception; of such a run nothing is told. So the data must be flat: numbers and references in
     * fields, which the function copies out. A collection under change may answer wrongly, or never.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it as a writer, or the data was taken out
     */
    public <R> R readOptimistically(Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "readOptimistically(null): pass a function of the data");
        for (int look = 0; look < LOOKS; look++) {
            long version = lock.beginLook();
            var seen = data();
            if (version == SharedLock.NONE || isPoisoned() || seen == null) {
                break;
            }
            try {
                R result = function.apply(seen);
                if (lock.endLook(version)) {
                    return result;
                }
            } catch (RuntimeException | Error e) {
                if (lock.endLook(version)) {
                    throw e;
                }
            }
        }
        return read(function);
    }

    /** Returns whether the current thread holds it as a writer. */
    public boolean isHeldByMe() {
        return lock.isHeldByMe();
    }

    /** Returns the thread that holds it as a writer, or {@code null}; about other threads it may be out of date. */
    @Override
    public Thread owner() {
        return lock.owner();
    }

    private Optional<ReadGuard<T>> readGuardIfAny(int place) {
        if (place == SharedLock.NONE) {
            return Optional.empty();
        }
        LockChecking.locked(this);
        return Optional.of(readGuard(place));
    }

    /** Returns a guard, or releases the lock and says why there is none. */
    private ReadGuard<T> readGuard(int place) {
        try {
            requireSound();
        } catch (IllegalStateException e) {
            endRead(place);
            throw e;
        }
        return new ReadGuard<>(this, place);
    }

    private Optional<WriteGuard<T>> writeGuardIf(boolean locked) {
        if (!locked) {
            return Optional.empty();
        }
        LockChecking.locked(this);
        return Optional.of(writeGuard());
    }

    /** Returns a guard, or releases the lock and says why there is none. */
    private WriteGuard<T> writeGuard() {
        try {
            requireSound();
        } catch (IllegalStateException e) {
            endWrite();
            throw e;
        }
        return new WriteGuard<>(this);
    }

    @Override
    void beginWrite() {
        if (LockChecking.isOn()) {
            LockChecking.locking(this);
        }
        refuseRelock();
        lock.write();
        if (LockChecking.isOn()) {
            LockChecking.locked(this);
        }
    }

    @Override
    void endWrite() {
        if (LockChecking.isOn()) {
            LockChecking.released(this);
        }
        lock.endWrite();
    }

    @Override
    int beginRead() {
        if (LockChecking.isOn()) {
            LockChecking.locking(this);
        }
        int place = lock.tryRead();
        if (place == SharedLock.NONE) {
            refuseRelock();
            place = lock.read();
        }
        if (LockChecking.isOn()) {
            LockChecking.locked(this);
        }
        return place;
    }

    @Override
    void endRead(int place) {
        if (LockChecking.isOn()) {
            LockChecking.released(this);
        }
        lock.endRead(place);
    }

    /** Lets readers count themselves apart, as if they had met. */
    void countApart() {
        lock.countApart();
    }

    int downgrade() {
        return lock.downgrade();
    }

    private void refuseRelock() {
        if (lock.isHeldByMe()) {
            throw LockChecking.relock(this);
        }
    }
}
