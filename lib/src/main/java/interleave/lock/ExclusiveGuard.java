package interleave.lock;

/** A guard of the only thread that holds the lock, which may replace the data and tell of a failure. */
abstract sealed class ExclusiveGuard<T> extends Guard<T> permits MutexGuard, WriteGuard {

    private final Guarded<T> lock;

    ExclusiveGuard(Guarded<T> lock) {
        this.lock = lock;
    }

    @Override
    final T data() {
        return lock.data();
    }

    /**
     * Replaces the data.
     *
     * @throws IllegalStateException if the guard is closed, or belongs to another thread
     */
    public final void set(T data) {
        requireOpen();
        lock.replace(data);
    }

    /**
     * Says that a change of the data has failed half way: the lock is poisoned, unless it is already. A guard cannot see
     * what is thrown while it is open, so the block that changes the data says it:
     *
     * {@snippet :
     * try (var guard = mutex.lock()) {
     *     try {
     *         transfer(guard.get());
     *     } catch (RuntimeException e) {
     *         guard.fail(e);
     *         throw e;
     *     }
     * }
     * }
     *
     * @throws IllegalStateException if the guard is closed, or belongs to another thread
     */
    public final void fail(Throwable cause) {
        requireOpen();
        lock.fail(cause);
    }
}
