package interleave.lock;

import interleave.event.Owned;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A lock and the data that it owns: what a {@link Mutex} and an {@link RwLock} have in common.
 *
 * <p>The data is guarded by the lock, and so is the poison, which any thread may ask for.
 *
 * @param <T> what it guards
 */
abstract sealed class Guarded<T> implements Owned permits Mutex, RwLock {

    /** {@code null} once it was taken out. */
    private T data;

    private volatile Throwable poison;

    /** Where it stands in the order of locks; {@code null} until it is checked. */
    private volatile LockRecord record;

    Guarded(T data) {
        this.data = Objects.requireNonNull(data, "a lock needs data to own: pass what it shall guard, not null");
    }

    /** Takes the lock to change the data. */
    abstract void beginWrite();

    abstract void endWrite();

    /** Takes the lock to read the data, and returns what {@link #endRead} needs to know. */
    abstract int beginRead();

    abstract void endRead(int place);

    /** Returns the data; the caller holds the lock. */
    final T data() {
        return data;
    }

    /** Replaces the data; the caller holds the lock. */
    final void replace(T by) {
        data = Objects.requireNonNull(
                by, "the data of a lock cannot be replaced by null: guard an Optional if it may be absent");
    }

    /** Poisons; the caller holds the lock. The first cause stays. */
    final void fail(Throwable cause) {
        Objects.requireNonNull(cause, "fail(null): pass what went wrong, for the message of those who lock after you");
        if (poison == null) {
            poison = cause;
        }
    }

    /** Refuses data that is not there or may be half changed; the caller holds the lock. */
    final void requireSound() {
        requirePresent();
        var first = poison;
        if (first != null) {
            throw new PoisonedException(name(), first);
        }
    }

    /** Refuses data that is not there; the caller holds the lock. */
    final void requirePresent() {
        if (data == null) {
            throw new IllegalStateException("this " + name() + " owns nothing any more: takeOut() took its data out");
        }
    }

    final String name() {
        return getClass().getSimpleName();
    }

    /** Returns its record in the order of locks, which is made when it is first asked for. */
    final LockRecord record() {
        var known = record;
        if (known == null) {
            known = LockRecord.of(this);
            record = known;
        }
        return known;
    }

    /**
     * Lets a function read the data while the lock is held, and returns what it returns. If it ends in a throwable the lock is
     * released and not poisoned: the function must change nothing, and must not keep what it was given.
     *
     * <p>Waits until the lock is free, whatever interrupts come.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public final <R> R read(Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "read(null): pass a function of the data");
        int place = beginRead();
        try {
            requireSound();
            return function.apply(data);
        } finally {
            endRead(place);
        }
    }

    /**
     * Lets a function change the data while the lock is held alone, and returns what it returns. If it ends in a throwable the
     * lock is released and poisoned. The function must not keep what it was given.
     *
     * <p>Waits until the lock is free, whatever interrupts come.
     *
     * @throws PoisonedException if it is poisoned
     * @throws IllegalStateException if this thread holds it, or the data was taken out
     */
    public final <R> R write(Function<? super T, ? extends R> function) {
        Objects.requireNonNull(function, "write(null): pass a function of the data");
        beginWrite();
        try {
            requireSound();
            return apply(function);
        } finally {
            endWrite();
        }
    }

    private <R> R apply(Function<? super T, ? extends R> function) {
        try {
            return function.apply(data);
        } catch (Throwable e) {
            fail(e);
            throw e;
        }
    }

    /** Lets an action change the data: {@link #write} without a result. */
    public final void mutate(Consumer<? super T> action) {
        Objects.requireNonNull(action, "mutate(null): pass what changes the data");
        beginWrite();
        try {
            requireSound();
            accept(action);
        } finally {
            endWrite();
        }
    }

    private void accept(Consumer<? super T> action) {
        try {
            action.accept(data);
        } catch (Throwable e) {
            fail(e);
            throw e;
        }
    }

    /** Replaces the data by what a function makes of it, and returns the new data: {@link #write} for immutable data. */
    public final T update(UnaryOperator<T> function) {
        Objects.requireNonNull(function, "update(null): pass a function from the old data to the new");
        return write(old -> {
            replace(function.apply(old));
            return data;
        });
    }

    /** Returns whether a change has failed and nobody has said since that the data is right. Never waits. */
    public final boolean isPoisoned() {
        return poison != null;
    }

    /** Returns what first went wrong; nothing if it is not poisoned. Never waits. */
    public final Optional<Throwable> poison() {
        return Optional.ofNullable(poison);
    }

    /** Says that the data is right again. Never waits; who repairs the data does so first, through a guard. */
    public final void clearPoison() {
        poison = null;
    }

    /**
     * Takes the data out, poisoned or not. The lock owns nothing after that, and whoever locks it is told so.
     *
     * <p>Waits until the lock is free, whatever interrupts come.
     *
     * @throws IllegalStateException if this thread holds it, or the data was taken out before
     */
    public final T takeOut() {
        beginWrite();
        try {
            requirePresent();
            var taken = data;
            data = null;
            return taken;
        } finally {
            endWrite();
        }
    }

    /** Returns its kind and who holds it alone, never its data. */
    @Override
    public final String toString() {
        var owner = owner();
        return name() + (owner == null ? "" : " held by " + owner.getName()) + (isPoisoned() ? ", poisoned" : "");
    }
}
