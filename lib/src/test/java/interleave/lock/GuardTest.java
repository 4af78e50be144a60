package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a guard allows, and what it refuses. */
class GuardTest {

    static Stream<Supplier<Guard<List<String>>>> guards() {
        List<String> data = new ArrayList<>(List.of("a"));
        return Stream.of(
                Mutex.of(data)::lock,
                Mutex.fair(data)::lock,
                RwLock.of(data)::read,
                RwLock.of(data)::write,
                () -> RwLock.of(data).write().downgrade(),
                () -> Mutex.of(Map.of("key", data)).lock().project(map -> map.get("key")));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void itGivesTheDataUntilItIsClosed(Supplier<Guard<List<String>>> locking) {
        var guard = locking.get();
        assertEquals(List.of("a"), guard.get());
        guard.close();
        guard.close();
        assertTrue(assertThrows(IllegalStateException.class, guard::get)
                .getMessage()
                .contains("closed"));
        assertThrows(IllegalStateException.class, () -> guard.project(List::size));
    }

    @ParameterizedTest
    @MethodSource("guards")
    void itRefusesOtherThreads(Supplier<Guard<List<String>>> locking) throws Exception {
        var guard = locking.get();
        try (guard) {
            Runnable closing = guard::close;
            for (var kind : ThreadKind.values()) {
                assertTrue(kind.start(guard::get)
                        .thrown(IllegalStateException.class)
                        .getMessage()
                        .contains(Thread.currentThread().getName()));
                kind.start(() -> {
                            closing.run();
                            return null;
                        })
                        .thrown(IllegalStateException.class);
            }
            assertEquals(1, guard.get().size());
        }
    }

    @Test
    void closingAProjectionReleasesTheLock() {
        var mutex = Mutex.of(Map.of("key", "value"));
        var whole = mutex.lock();
        var part = whole.project(map -> map.get("key"));
        var letter = part.project(value -> value.charAt(0));
        assertEquals('v', letter.get());
        letter.close();
        assertThrows(IllegalStateException.class, part::get);
        assertThrows(IllegalStateException.class, whole::get);
        assertFalse(mutex.isHeldByMe());
        mutex.lock().close();
    }

    @Test
    void aPartThatIsNotThereIsRefusedAndTheLockStaysHeld() {
        var mutex = Mutex.of(Map.of("key", "value"));
        try (var guard = mutex.lock()) {
            assertThrows(NullPointerException.class, () -> guard.project(map -> map.get("other")));
            assertTrue(mutex.isHeldByMe());
        }
    }

    @Test
    void itReplacesTheData() {
        var mutex = Mutex.of(1);
        try (var guard = mutex.lock()) {
            guard.set(2);
            assertEquals(2, guard.get());
            assertThrows(NullPointerException.class, () -> guard.set(null));
        }
        assertEquals(Integer.valueOf(2), mutex.read(number -> number));
        assertEquals(3, mutex.update(number -> number + 1));
        assertEquals("3", mutex.write(String::valueOf));
        assertThrows(NullPointerException.class, () -> Mutex.of(null));
        assertThrows(NullPointerException.class, () -> RwLock.of(null));
    }

    @Test
    void aWriterGoesOnAsAReader() throws Exception {
        var lock = RwLock.of(new ArrayList<String>());
        var writer = lock.write();
        writer.get().add("written");
        var waitingWriter = ThreadKind.PLATFORM.start(() -> {
            try (var guard = lock.write()) {
                guard.get().add("later");
                return true;
            }
        });
        waitingWriter.waiting();
        try (var reader = writer.downgrade()) {
            assertThrows(IllegalStateException.class, writer::get);
            assertEquals(List.of("written"), reader.get());
            assertTrue(lock.tryRead().isEmpty(), "the writer has waited longer");
            waitingWriter.waiting();
        }
        assertTrue(waitingWriter.get());
        try (var reader = lock.read()) {
            assertEquals(List.of("written", "later"), reader.get());
        }
    }

    @Test
    void whatWasTakenOutIsGone() {
        var data = new Object();
        var mutex = Mutex.of(data);
        assertSame(data, mutex.takeOut());
        assertThrows(IllegalStateException.class, mutex::lock);
        assertThrows(IllegalStateException.class, mutex::tryLock);
        assertThrows(IllegalStateException.class, mutex::lockPoisoned);
        assertThrows(IllegalStateException.class, mutex::takeOut);
        assertThrows(IllegalStateException.class, () -> mutex.read(Object::hashCode));
        var lock = RwLock.of(data);
        assertSame(data, lock.takeOut());
        assertThrows(IllegalStateException.class, lock::read);
        assertThrows(IllegalStateException.class, lock::write);
        assertThrows(IllegalStateException.class, () -> lock.readOptimistically(Object::hashCode));
    }
}
