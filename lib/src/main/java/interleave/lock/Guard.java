package interleave.lock;

import java.util.Objects;
import java.util.function.Function;

/**
 * The right to use the data of a lock, from locking to {@link #close}, which releases the lock:
 *
 * {@snippet :
 * try (var guard = mutex.lock()) {
 *     guard.get().add(entry);
 * }
 * }
 *
 * <p>Belongs to the thread that locked, and refuses every other. What {@link #get} returns must not be used after the close,
 * which nothing can refuse.
 *
 * @param <T> what it gives access to
 */
public abstract sealed class Guard<T> implements AutoCloseable permits ReadGuard, ExclusiveGuard, Projection {

    private final Thread holder = Thread.currentThread();

    /** Written by the holder alone; others are refused before they ask. */
    private boolean open = true;

    Guard() {}

    /**
     * Returns the data.
     *
     * @throws IllegalStateException if the guard is closed, or belongs to another thread
     */
    public final T get() {
        requireOpen();
        return data();
    }

    abstract T data();

    abstract void release();

    /** Refuses use after release and by another thread. */
    final void requireOpen() {
        if (holder != Thread.currentThread()) {
            throw notMine();
        }
        if (!open) {
            throw new IllegalStateException(
                    "this guard is closed, so the lock may be another thread's: lock again to use the data");
        }
    }

    private IllegalStateException notMine() {
        return new IllegalStateException(
                "this guard belongs to thread \"%s\" and was used by thread \"%s\": each thread must lock for itself"
                        .formatted(holder.getName(), Thread.currentThread().getName()));
    }

    /** Makes it useless without releasing, since its lock goes on in another guard. */
    final void surrender() {
        requireOpen();
        open = false;
    }

    /**
     * Returns a guard that shows a part of the data alone, for code that need not see the rest. Closing either closes both.
     *
     * @param part from the data to the part, which must not be {@code null}
     * @throws IllegalStateException if the guard is closed, or belongs to another thread
     */
    public final <U> Guard<U> project(Function<? super T, ? extends U> part) {
        Objects.requireNonNull(part, "project(null): pass a function from the data to its part");
        return new Projection<U>(
                this,
                Objects.requireNonNull(part.apply(get()), "project(part): the part is null; project what is there"));
    }

    /**
     * Releases the lock; once more does nothing.
     *
     * @throws IllegalStateException if it belongs to another thread; the lock stays held
     */
    @Override
    public final void close() {
        if (holder != Thread.currentThread()) {
            throw notMine();
        }
        if (open) {
            open = false;
            release();
        }
    }
}
