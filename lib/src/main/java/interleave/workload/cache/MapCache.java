package interleave.workload.cache;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A map of the JDK that needs no lock around it: readers take none, and writers lock a small part.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class MapCache<K, V> implements Cache<K, V> {

    private final ConcurrentMap<K, V> entries = new ConcurrentHashMap<>();

    /** Makes an empty one. */
    public MapCache() {}

    @Override
    public Optional<V> get(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void insert(K key, V value) {
        Objects.requireNonNull(value, "insert(key, null): a cache keeps values; to take a key out call remove(key)");
        entries.put(key, value);
    }

    @Override
    public Optional<V> remove(K key) {
        return Optional.ofNullable(entries.remove(key));
    }

    @Override
    public int size() {
        return entries.size();
    }
}
