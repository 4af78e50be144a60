package interleave.workload.cache;

import java.util.Optional;

/**
 * What many threads look up and some put in. Every operation happens at one moment; keys and values are shared, so they should
 * be immutable, and none is {@code null}.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public interface Cache<K, V> {

    /** Returns the value of a key; nothing if there is none. */
    Optional<V> get(K key);

    /** Puts a value in, in place of what the key had. */
    void insert(K key, V value);

    /** Takes a key out, and returns its value; nothing if there was none. */
    Optional<V> remove(K key);

    /** Returns how many keys are in, at some moment during the call. */
    int size();
}
