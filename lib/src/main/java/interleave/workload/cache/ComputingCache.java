package interleave.workload.cache;

import interleave.sync.Lazy;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * A cache that computes what it does not have, once for each key however many threads ask at once: one computes, the others
 * wait for it, and those that ask for other keys do not wait.
 *
 * <p>With {@code get} and {@code insert} alone every thread that misses computes. What the map holds is the promise to
 * compute: putting that in is quick, and the computing happens outside the map. A computation that fails is told to who asked,
 * and not kept.
 *
 * @param <K> what is looked up
 * @param <V> what is found
 */
public final class ComputingCache<K, V> {

    private final Function<? super K, ? extends V> compute;
    private final ConcurrentMap<K, Lazy<V>> entries = new ConcurrentHashMap<>();

    /** Makes an empty one that computes by this function. */
    public ComputingCache(Function<? super K, ? extends V> compute) {
        this.compute = Objects.requireNonNull(compute, "ComputingCache(null): pass what computes the value of a key");
    }

    /** Returns the value of a key; computes it, or waits for the thread that does, if it is not in. */
    public V get(K key) {
        var known = entries.get(key);
        var promise = known != null ? known : entries.computeIfAbsent(key, this::promise);
        try {
            return promise.get();
        } catch (RuntimeException | Error e) {
            entries.remove(key, promise);
            throw e;
        }
    }

    private Lazy<V> promise(K key) {
        return Lazy.of(() -> compute.apply(key));
    }

    /** Returns how many keys are in or being computed, at some moment during the call. */
    public int size() {
        return entries.size();
    }
}
