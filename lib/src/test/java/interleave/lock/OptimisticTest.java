package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import interleave.testing.ThreadKind;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading without the lock, and noticing that a writer has been there. */
class OptimisticTest {

    private static final int TURNS = 20_000;

    /** Two numbers that are equal except while a writer is at work. */
    private static final class Pair {
        int left;
        int right;
    }

    private final RwLock<Pair> lock = RwLock.of(new Pair());

    @Test
    void oneLookIsEnoughIfNobodyWrites() {
        var looks = new AtomicInteger();
        assertEquals(Integer.valueOf(0), lock.readOptimistically(pair -> {
            looks.incrementAndGet();
            return pair.left;
        }));
        assertEquals(1, looks.get());
    }

    @Test
    void aLookIsRepeatedIfAWriterCame() {
        var looks = new AtomicInteger();
        int seen = lock.readOptimistically(pair -> {
            if (looks.incrementAndGet() == 1) {
                writeInAnotherThread();
            }
            return pair.left;
        });
        assertEquals(1, seen);
        assertEquals(2, looks.get());
    }

    @Test
    void afterTwoLooksItTakesTheLock() {
        var looks = new AtomicInteger();
        int seen = lock.readOptimistically(pair -> {
            if (looks.incrementAndGet() <= 2) {
                writeInAnotherThread();
            } else {
                assertEquals(true, lock.tryWrite().isEmpty());
            }
            return pair.left;
        });
        assertEquals(2, seen);
        assertEquals(3, looks.get());
    }

    @Test
    void whatAFailedLookThrowsIsNotTold() {
        var looks = new AtomicInteger();
        assertEquals(Integer.valueOf(1), lock.readOptimistically(pair -> {
            if (looks.incrementAndGet() == 1) {
                writeInAnotherThread();
                throw new ArithmeticException("half changed data");
            }
            return pair.left;
        }));
    }

    @Test
    void whatAValidLookThrowsIsToldAndPoisonsNothing() {
        var expected = new ArithmeticException("a fault of the function");
        assertSame(
                expected,
                assertThrows(
                        ArithmeticException.class,
                        () -> lock.readOptimistically(_ -> {
                            throw expected;
                        })));
        assertEquals(Integer.valueOf(0), lock.read(pair -> pair.left));
    }

    @Test
    void theWriterItselfIsRefused() {
        try (var _ = lock.write()) {
            assertThrows(IllegalStateException.class, () -> lock.readOptimistically(pair -> pair.left));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noMixtureIsEverReturned(ThreadKind kind) throws Exception {
        var writer = kind.start(() -> {
            for (int i = 0; i < TURNS; i++) {
                lock.mutate(pair -> {
                    pair.left++;
                    pair.right++;
                });
            }
            return true;
        });
        var reader = kind.start(() -> {
            int torn = 0;
            for (int i = 0; i < TURNS; i++) {
                torn += lock.readOptimistically(pair -> pair.left - pair.right) == 0 ? 0 : 1;
            }
            return torn;
        });
        assertEquals(0, reader.get());
        writer.get();
        assertEquals(Integer.valueOf(TURNS), lock.read(pair -> pair.right));
    }

    private void writeInAnotherThread() {
        try {
            ThreadKind.PLATFORM
                    .start(() -> {
                        lock.mutate(pair -> {
                            pair.left++;
                            pair.right++;
                        });
                        return true;
                    })
                    .get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
