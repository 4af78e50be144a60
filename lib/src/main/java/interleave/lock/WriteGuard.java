package interleave.lock;

/**
 * The guard of the writer of an {@link RwLock}.
 *
 * @param <T> what the lock owns
 */
public final class WriteGuard<T> extends ExclusiveGuard<T> {

    private final RwLock<T> lock;

    WriteGuard(RwLock<T> lock) {
        super(lock);
        this.lock = lock;
    }

    @Override
    void release() {
        lock.endWrite();
    }

    /**
     * Goes on as a reader: no writer comes in between, and other readers are let in. This guard is closed then; the one that
     * is returned is to be closed. Never waits.
     *
     * @throws IllegalStateException if the guard is closed, or belongs to another thread
     */
    public ReadGuard<T> downgrade() {
        surrender();
        return new ReadGuard<>(lock, lock.downgrade());
    }
}
