package interleave.sync;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads that wait for each other: barrier, wait group, parker. */
class MeetingTest {

    private static final int PARTIES = 4;
    private static final int ROUNDS = 500;

    @ParameterizedTest
    @EnumSource
    void nobodyIsARoundAhead(ThreadKind kind) throws Exception {
        var barrier = Barrier.of(PARTIES);
        var came = new AtomicInteger();
        var leaders = new AtomicInteger();
        var threads = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < PARTIES; i++) {
            threads.add(kind.start(() -> {
                boolean right = true;
                for (int round = 1; round <= ROUNDS; round++) {
                    came.incrementAndGet();
                    leaders.addAndGet(barrier.await() ? 1 : 0);
                    right &= came.get() >= round * PARTIES;
                    barrier.await();
                    right &= came.get() <= (round + 1) * PARTIES;
                }
                return right;
            }));
        }
        for (var thread : threads) {
            assertTrue(thread.get());
        }
        assertEquals(ROUNDS, leaders.get());
        assertEquals(0, barrier.waiting());
        assertEquals(PARTIES, barrier.parties());
    }

    @Test
    void aBarrierBreaksForAllIfOneCannotWait() throws Exception {
        var barrier = Barrier.of(3);
        var first = ThreadKind.VIRTUAL.start(() -> barrier.await()).waiting();
        var second = ThreadKind.PLATFORM.start(() -> barrier.await()).waiting();
        assertEquals(2, barrier.waiting());
        first.interrupted().thrown(InterruptedException.class);
        second.thrown(BrokenBarrierException.class);
        assertTrue(barrier.isBroken());
        assertThrows(BrokenBarrierException.class, barrier::await);
        barrier.reset();
        assertFalse(barrier.isBroken());
        assertThrows(TimeoutException.class, () -> barrier.await(SHORT));
        assertThrows(BrokenBarrierException.class, () -> barrier.await(LONG));
        barrier.reset();
        var waits = ThreadKind.VIRTUAL.start(() -> barrier.await(LONG)).waiting();
        barrier.reset();
        waits.thrown(BrokenBarrierException.class);
        assertTrue(Barrier.of(1).await(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Barrier.of(0));
    }

    @ParameterizedTest
    @EnumSource
    void aGroupIsWaitedForUntilNoneIsLeft(ThreadKind kind) throws Exception {
        var group = new WaitGroup();
        group.await();
        group.add(2);
        assertFalse(group.await(SHORT));
        var waits = kind.start(() -> {
            group.await();
            return group.left();
        });
        waits.waiting();
        group.done();
        waits.waiting();
        assertEquals(1, group.left());
        group.done();
        assertEquals(0, waits.get());
        assertThrows(IllegalStateException.class, group::done);
        assertThrows(IllegalArgumentException.class, () -> group.add(0));
        group.add(Integer.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> group.add(1));
        assertEquals(Integer.MAX_VALUE, group.left());
        kind.start(() -> {
                    group.await();
                    return null;
                })
                .interrupted()
                .thrown(InterruptedException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsTakenOnce(ThreadKind kind) throws Exception {
        var parker = new Parker();
        parker.unpark();
        parker.unpark();
        assertTrue(parker.park(Duration.ZERO));
        assertFalse(parker.park(SHORT));
        var waits = kind.start(() -> {
            parker.park();
            return parker.park(Duration.ZERO);
        });
        waits.waiting();
        assertThrows(IllegalStateException.class, parker::park);
        parker.unpark();
        assertFalse(waits.get());
        kind.start(() -> parker.park(LONG)).interrupted().thrown(InterruptedException.class);
        parker.unpark();
        parker.park();
    }
}
