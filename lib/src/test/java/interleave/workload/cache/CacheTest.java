package interleave.workload.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all forms of the cache promise, and what is special of some. */
class CacheTest {

    private static final int KEYS = 1_000;

    static Stream<Cache<Integer, String>> caches() {
        return Stream.of(
                new ConcurrentCache<>(),
                new MutexCache<>(),
                new StampedCache<>(),
                new MapCache<>(),
                BoundedCache.of(KEYS));
    }

    @ParameterizedTest
    @MethodSource("caches")
    void whatIsPutInIsFound(Cache<Integer, String> cache) {
        assertEquals(Optional.empty(), cache.get(1));
        cache.insert(1, "one");
        cache.insert(1, "uno");
        assertEquals(Optional.of("uno"), cache.get(1));
        assertEquals(1, cache.size());
        assertEquals(Optional.of("uno"), cache.remove(1));
        assertEquals(Optional.empty(), cache.remove(1));
        assertEquals(0, cache.size());
        assertThrows(NullPointerException.class, () -> cache.insert(1, null));
        cache.insert(2, "two");
        assertEquals(Optional.of("two"), cache.get(2));
    }

    @ParameterizedTest
    @MethodSource("caches")
    void nothingIsLostAmongManyThreads(Cache<Integer, String> cache) throws Exception {
        var threads = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < 4; i++) {
            int first = i;
            var kind = i % 2 == 0 ? ThreadKind.PLATFORM : ThreadKind.VIRTUAL;
            threads.add(kind.start(() -> {
                boolean found = true;
                for (int key = first; key < KEYS; key += 4) {
                    cache.insert(key, "value " + key);
                    found &= cache.get(key).equals(Optional.of("value " + key));
                }
                return found;
            }));
        }
        for (var thread : threads) {
            assertTrue(thread.get());
        }
        assertEquals(KEYS, cache.size());
    }

    @Test
    void aBoundedCacheDropsWhatWasNotLookedUp() {
        Cache<Integer, String> cache = BoundedCache.of(2);
        cache.insert(1, "one");
        cache.insert(2, "two");
        cache.get(1);
        cache.insert(3, "three");
        assertEquals(Optional.of("one"), cache.get(1));
        assertEquals(Optional.empty(), cache.get(2));
        assertEquals(2, cache.size());
        assertThrows(IllegalArgumentException.class, () -> BoundedCache.of(0));
    }

    @Test
    void aKeyIsComputedOnce() throws Exception {
        var computed = new AtomicInteger();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var cache = new ComputingCache<Integer, Integer>(key -> {
            computed.incrementAndGet();
            if (key == 1) {
                begun.countDown();
                await(go);
            }
            return 10 * key;
        });
        var first = ThreadKind.VIRTUAL.start(() -> cache.get(1));
        begun.await();
        var second = ThreadKind.PLATFORM.start(() -> cache.get(1)).waiting();
        assertEquals(20, cache.get(2)); // another key does not wait
        go.countDown();
        assertEquals(10, first.get());
        assertEquals(10, second.get());
        assertEquals(2, computed.get());
        assertEquals(2, cache.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFailureIsNotKept() {
        var computed = new AtomicInteger();
        var cache = new ComputingCache<String, Integer>(_ -> {
            if (computed.incrementAndGet() == 1) {
                throw new ArithmeticException();
            }
            return computed.get();
        });
        assertThrows(ArithmeticException.class, () -> cache.get("key"));
        assertEquals(0, cache.size());
        assertEquals(2, cache.get("key"));
    }
}
