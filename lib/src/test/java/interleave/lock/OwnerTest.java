package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import org.junit.jupiter.api.Test;

/** What a lock tells of itself. */
class OwnerTest {

    @Test
    void aLockNamesWhoHoldsItAlone() throws Exception {
        var mutex = Mutex.of("data");
        assertNull(mutex.owner());
        assertEquals("Mutex", mutex.toString());
        try (var _ = mutex.lock()) {
            assertSame(Thread.currentThread(), mutex.owner());
            assertTrue(mutex.isHeldByMe());
            assertFalse(ThreadKind.VIRTUAL.start(mutex::isHeldByMe).get());
            assertEquals("Mutex held by " + Thread.currentThread().getName(), mutex.toString());
        }
        assertNull(mutex.owner());
        var lock = RwLock.of("data");
        try (var _ = lock.read()) {
            assertNull(lock.owner());
        }
        try (var _ = lock.write()) {
            assertSame(Thread.currentThread(), lock.owner());
        }
        try (var _ = lock.write().downgrade()) {
            assertNull(lock.owner());
        }
        assertThrows(
                IllegalStateException.class,
                () -> lock.write(_ -> {
                    throw new IllegalStateException("half way");
                }));
        assertEquals("RwLock, poisoned", lock.toString());
    }

    @Test
    void aGivenLockBelongsToWhoGotIt() throws Exception {
        var mutex = Mutex.fair("data");
        assertTrue(mutex.isFair());
        assertFalse(Mutex.of("data").isFair());
        var guard = mutex.lock();
        var next = ThreadKind.PLATFORM.start(() -> {
            try (var _ = mutex.lock()) {
                return mutex.owner();
            }
        });
        next.waiting();
        guard.close();
        assertSame(next.thread(), next.get());
    }

    @Test
    void aConditionIsOfOneMutex() {
        var mutex = Mutex.of("data");
        var other = Mutex.of("data");
        var condition = mutex.condvar();
        assertSame(mutex, condition.mutex());
        assertEquals(0, condition.waiting());
        try (var guard = other.lock()) {
            assertThrows(IllegalStateException.class, () -> guard.await(condition));
            assertTrue(other.isHeldByMe());
            assertThrows(NullPointerException.class, () -> guard.await(null));
            assertThrows(NullPointerException.class, () -> guard.awaitWhile(other.condvar(), null));
        }
    }

    @Test
    void waitingThreadsAreCounted() throws Exception {
        var mutex = Mutex.of("data");
        var condition = mutex.condvar();
        var waits = ThreadKind.VIRTUAL.start(() -> {
            try (var guard = mutex.lock()) {
                guard.await(condition);
                return guard.get();
            }
        });
        waits.waiting();
        assertEquals(1, condition.waiting());
        try (var _ = mutex.lock()) {
            condition.signal();
            assertEquals(0, condition.waiting());
        }
        assertEquals("data", waits.get());
    }
}
