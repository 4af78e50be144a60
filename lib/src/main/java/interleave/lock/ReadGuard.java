package interleave.lock;

/**
 * The guard of one of the readers of an {@link RwLock}, which must change nothing.
 *
 * @param <T> what the lock owns
 */
public final class ReadGuard<T> extends Guard<T> {

    private final RwLock<T> lock;
    private final int place;

    ReadGuard(RwLock<T> lock, int place) {
        this.lock = lock;
        this.place = place;
    }

    @Override
    T data() {
        return lock.data();
    }

    @Override
    void release() {
        lock.endRead(place);
    }
}
