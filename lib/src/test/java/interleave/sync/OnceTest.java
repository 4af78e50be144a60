package interleave.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Something is done once, and a value computed once. */
class OnceTest {

    private static final int THREADS = 8;

    private final AtomicInteger runs = new AtomicInteger();

    @ParameterizedTest
    @EnumSource
    void oneThreadDoesItAndTheOthersWait(ThreadKind kind) throws Exception {
        var once = new Once();
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var first = kind.start(() -> once.call(() -> {
            begun.countDown();
            await(go);
            runs.incrementAndGet();
        }));
        begun.await();
        var others = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < THREADS; i++) {
            others.add(kind.start(() -> once.call(runs::incrementAndGet)).waiting());
        }
        assertFalse(once.isDone());
        go.countDown();
        assertTrue(first.get());
        for (var other : others) {
            assertFalse(other.get());
        }
        assertEquals(1, runs.get());
        assertTrue(once.isDone());
        assertFalse(once.call(runs::incrementAndGet));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatFailsIsNotDone() {
        var once = new Once();
        assertThrows(
                ArithmeticException.class,
                () -> once.call(() -> {
                    throw new ArithmeticException();
                }));
        assertFalse(once.isDone());
        assertTrue(once.call(runs::incrementAndGet));
    }

    @Test
    void itCannotWaitForItself() {
        var once = new Once();
        assertThrows(IllegalStateException.class, () -> once.call(() -> once.call(runs::incrementAndGet)));
        assertTrue(once.call(runs::incrementAndGet));
        assertThrows(NullPointerException.class, () -> once.call(null));
    }

    @Test
    void aValueIsComputedWhenItIsAskedFor() {
        var lazy = Lazy.of(runs::incrementAndGet);
        assertEquals(Optional.empty(), lazy.peek());
        assertEquals("Lazy, not computed", lazy.toString());
        assertEquals(0, runs.get());
        assertEquals(1, lazy.get());
        assertEquals(1, lazy.get());
        assertEquals(Optional.of(1), lazy.peek());
        assertEquals("Lazy of 1", lazy.toString());
    }

    @Test
    void aComputationThatFailsIsRepeated() {
        var lazy = Lazy.of(() -> {
            if (runs.incrementAndGet() < 3) {
                throw new ArithmeticException();
            }
            return runs.get();
        });
        assertThrows(ArithmeticException.class, lazy::get);
        assertThrows(ArithmeticException.class, lazy::get);
        assertEquals(3, lazy.get());
        assertThrows(NullPointerException.class, Lazy.of(() -> null)::get);
        assertThrows(NullPointerException.class, () -> Lazy.of(null));
    }
}
