package interleave.workload.cache;

import interleave.lock.Mutex;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A cache that keeps so many keys at most: what was not looked up for longest is dropped.
 *
 * <p>Looking up moves the key to the front, so a reader changes the map: a reader-writer lock would let several change it at
 * once, and a mutex owns it.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class BoundedCache<K, V> implements Cache<K, V> {

    private static final float LOAD = 0.75f;

    /** In the order in which they were last looked up or put in. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private final int most;

        Recent(int most) {
            super(16, LOAD, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    private final Mutex<Map<K, V>> entries;

    private BoundedCache(int most) {
        entries = Mutex.of(new Recent<>(most));
    }

    /** Returns an empty cache that keeps so many keys at most, at least one. */
    public static <K, V> BoundedCache<K, V> of(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("BoundedCache.of(%d): a cache keeps at least one key".formatted(most));
        }
        return new BoundedCache<>(most);
    }

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.write(map -> map.get(key)));
    }

    @Override
    public void insert(K key, V value) {
        Objects.requireNonNull(value, "insert(key, null): a cache keeps values; to take a key out call remove(key)");
        entries.mutate(map -> map.put(key, value));
    }

    @Override
    public Optional<V> remove(K key) {
        return Optional.ofNullable(entries.write(map -> map.remove(key)));
    }

    @Override
    public int size() {
        return entries.read(Map::size);
    }
}
