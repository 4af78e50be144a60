package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change that fails half way poisons its lock; nothing else does. */
class PoisonTest {

    private final IllegalArgumentException first = new IllegalArgumentException("first");

    static Stream<Guarded<Integer>> locks() {
        return Stream.of(Mutex.of(1), Mutex.fair(1), RwLock.of(1));
    }

    private Integer fail() {
        throw first;
    }

    @ParameterizedTest
    @MethodSource("locks")
    void aFailedChangePoisons(Guarded<Integer> lock) {
        for (var change : List.<Executable>of(
                () -> lock.write(_ -> fail()),
                () -> lock.mutate(_ -> fail()),
                () -> lock.update(_ -> fail()),
                () -> lock.write(_ -> {
                    throw new StackOverflowError();
                }))) {
            assertThrows(Throwable.class, change);
            assertTrue(lock.isPoisoned());
            assertThrows(PoisonedException.class, () -> lock.read(data -> data));
            assertThrows(PoisonedException.class, () -> lock.write(data -> data));
            lock.clearPoison();
            assertEquals(Integer.valueOf(1), lock.read(data -> data));
        }
    }

    @ParameterizedTest
    @MethodSource("locks")
    void aFailedReadDoesNot(Guarded<Integer> lock) {
        assertSame(first, assertThrows(IllegalArgumentException.class, () -> lock.read(_ -> fail())));
        assertFalse(lock.isPoisoned());
        assertEquals(Optional.empty(), lock.poison());
        assertEquals(Integer.valueOf(1), lock.write(data -> data));
    }

    @Test
    void theFirstCauseIsTold() {
        var mutex = Mutex.of(1);
        try (var guard = mutex.lock()) {
            guard.fail(first);
            guard.fail(new IllegalStateException("second"));
            assertThrows(NullPointerException.class, () -> guard.fail(null));
        }
        var poisoned = assertThrows(PoisonedException.class, mutex::lock);
        assertSame(first, poisoned.getCause());
        assertTrue(
                poisoned.getMessage().contains("first") && poisoned.getMessage().contains("lockPoisoned()"));
        assertSame(first, mutex.poison().orElseThrow());
        assertThrows(PoisonedException.class, mutex::tryLock);
        assertFalse(mutex.isHeldByMe());
    }

    @Test
    void theDataCanBeRepaired() {
        var lock = RwLock.of(1);
        assertThrows(IllegalArgumentException.class, () -> lock.write(_ -> fail()));
        assertThrows(PoisonedException.class, lock::read);
        assertThrows(PoisonedException.class, lock::tryRead);
        assertThrows(PoisonedException.class, lock::tryWrite);
        assertThrows(PoisonedException.class, lock::write);
        assertThrows(PoisonedException.class, () -> lock.readOptimistically(data -> data));
        try (var guard = lock.writePoisoned()) {
            guard.set(2);
            lock.clearPoison();
        }
        assertEquals(Integer.valueOf(2), lock.read(data -> data));
        assertEquals(Integer.valueOf(2), lock.readOptimistically(data -> data));
    }

    @Test
    void whatIsPoisonedCanBeTakenOut() {
        var mutex = Mutex.of(1);
        assertThrows(IllegalArgumentException.class, () -> mutex.mutate(_ -> fail()));
        assertEquals(1, mutex.takeOut());
    }

    @Test
    void whoWaitsForAConditionIsTold() throws Exception {
        var mutex = Mutex.of(0);
        var changed = mutex.condvar();
        var waits = ThreadKind.VIRTUAL.start(() -> {
            try (var guard = mutex.lock()) {
                guard.awaitWhile(changed, now -> now == 0);
                return guard.get();
            }
        });
        waits.waiting();
        assertThrows(IllegalArgumentException.class, () -> mutex.write(_ -> fail()));
        changed.signal();
        waits.thrown(PoisonedException.class);
        mutex.lockPoisoned().close();
    }
}
