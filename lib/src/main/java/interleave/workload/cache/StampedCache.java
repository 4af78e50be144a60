package interleave.workload.cache;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.StampedLock;

/**
 * A map beside a {@link StampedLock} of the JDK. Nothing but care ties the one to the other: each method locks by hand, and
 * none may look optimistically, since a map under change may answer wrongly or never.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class StampedCache<K, V> implements Cache<K, V> {

    private final StampedLock lock = new StampedLock();
    private final Map<K, V> entries = new HashMap<>();

    /** Makes an empty one. */
    public StampedCache() {}

    @Override
    public Optional<V> get(K key) {
        long stamp = lock.readLock();
        try {
            return Optional.ofNullable(entries.get(key));
        } finally {
            lock.unlockRead(stamp);
        }
    }

    @Override
    public void insert(K key, V value) {
        Objects.requireNonNull(value, "insert(key, null): a cache keeps values; to take a key out call remove(key)");
        long stamp = lock.writeLock();
        try {
            entries.put(key, value);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public Optional<V> remove(K key) {
        long stamp = lock.writeLock();
        try {
            return Optional.ofNullable(entries.remove(key));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    @Override
    public int size() {
        long stamp = lock.readLock();
        try {
            return entries.size();
        } finally {
            lock.unlockRead(stamp);
        }
    }
}
