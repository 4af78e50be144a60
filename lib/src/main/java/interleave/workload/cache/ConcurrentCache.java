package interleave.workload.cache;

import interleave.lock.RwLock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A map that a reader-writer lock owns: many threads look up at once, one changes.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class ConcurrentCache<K, V> implements Cache<K, V> {

    private final RwLock<Map<K, V>> entries = RwLock.of(new HashMap<>());

    /** Makes an empty one. */
    public ConcurrentCache() {}

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.read(map -> map.get(key)));
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
