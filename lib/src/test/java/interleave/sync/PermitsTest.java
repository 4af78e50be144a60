package interleave.sync;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.PASSED;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No more than so many at a time, nobody passed over, and no permit lost. */
class PermitsTest {

    @ParameterizedTest
    @EnumSource
    void noMoreThanSoManyAreInside(ThreadKind kind) throws Exception {
        var permits = Permits.of(3);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var threads = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < 8; i++) {
            threads.add(kind.start(() -> {
                for (int turn = 0; turn < 1_000; turn++) {
                    try (var permit = permits.acquire()) {
                        assertEquals(1, permit.count());
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                    }
                }
                return true;
            }));
        }
        for (var thread : threads) {
            assertTrue(thread.get());
        }
        assertTrue(most.get() <= 3, most::toString);
        assertEquals(3, permits.available());
        assertEquals("3 of 3 permits free", permits.toString());
    }

    @Test
    void whoWantsManyIsNotPassed() throws Exception {
        var permits = Permits.of(2);
        var held = permits.acquire();
        var wantsTwo = ThreadKind.VIRTUAL.start(() -> permits.acquire(2)).waiting();
        var wantsOne = ThreadKind.VIRTUAL.start(() -> permits.acquire()).waiting();
        assertTrue(permits.tryAcquire().isEmpty(), "one is free, but others wait");
        assertEquals(2, permits.waiting());
        held.close();
        var two = wantsTwo.get();
        assertEquals(2, two.count());
        wantsOne.waiting();
        two.close();
        wantsOne.get().close();
        assertEquals(2, permits.available());
    }

    @Test
    void whoGivesUpLetsOthersForward() throws Exception {
        var permits = Permits.of(2);
        var held = permits.acquire();
        var wantsTwo = ThreadKind.PLATFORM.start(() -> permits.acquire(2)).waiting();
        var wantsOne = ThreadKind.PLATFORM.start(() -> permits.acquire()).waiting();
        wantsTwo.interrupted().thrown(InterruptedException.class);
        wantsOne.get().close();
        held.close();
        assertEquals(2, permits.available());
        assertEquals(0, permits.waiting());
    }

    @Test
    void timeIsOver() throws Exception {
        var permits = Permits.of(1);
        var held = permits.tryAcquire().orElseThrow();
        assertTrue(permits.tryAcquire(SHORT).isEmpty());
        for (var passed : PASSED) {
            assertTrue(permits.tryAcquire(passed).isEmpty());
        }
        var waits = ThreadKind.VIRTUAL.start(() -> permits.tryAcquire(LONG)).waiting();
        held.close();
        waits.get().orElseThrow().close();
        for (var passed : PASSED) {
            permits.tryAcquire(passed).orElseThrow().close();
        }
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> permits.tryAcquire(LONG));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void aPermitIsGivenBackOnce() throws Exception {
        var permits = Permits.of(2);
        var permit = permits.acquire();
        permit.close();
        permit.close();
        assertEquals(2, permits.available());
        var elsewhere = permits.acquire(2);
        ThreadKind.PLATFORM
                .start(() -> {
                    elsewhere.close();
                    return true;
                })
                .get();
        assertEquals(2, permits.available());
        assertEquals(2, permits.total());
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Permits.of(0));
        assertThrows(IllegalArgumentException.class, () -> Permits.of(2).acquire(3));
        assertThrows(IllegalArgumentException.class, () -> Permits.of(2).acquire(0));
    }
}
