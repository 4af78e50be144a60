package interleave.sync;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pool lends, makes, replaces and ends. */
class ResourcePoolTest {

    /** A thing that notices two users at once, and being used after its end. */
    private static final class Thing {
        private final AtomicInteger users = new AtomicInteger();
        private volatile boolean ended;

        void use() {
            if (ended || users.incrementAndGet() != 1) {
                throw new IllegalStateException("ended, or two users at once");
            }
            users.decrementAndGet();
        }
    }

    private final AtomicInteger made = new AtomicInteger();
    private final List<Thing> disposed = Collections.synchronizedList(new ArrayList<>());

    private ResourcePool.Builder<Thing> pool(int size) {
        return ResourcePool.of(size, () -> {
                    made.incrementAndGet();
                    return new Thing();
                })
                .dispose(thing -> {
                    thing.ended = true;
                    disposed.add(thing);
                });
    }

    @ParameterizedTest
    @EnumSource
    void aResourceHasOneUserAtATime(ThreadKind kind) throws Exception {
        var pool = pool(3).open();
        var threads = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < 8; i++) {
            threads.add(kind.start(() -> {
                for (int turn = 0; turn < 500; turn++) {
                    try (var borrowed = pool.borrow()) {
                        borrowed.get().use();
                    }
                }
                return true;
            }));
        }
        for (var thread : threads) {
            assertTrue(thread.get());
        }
        assertTrue(made.get() <= 3, made::toString);
        assertEquals(made.get(), pool.idle());
        pool.close();
        assertEquals(made.get(), disposed.size());
    }

    @Test
    void theLastReturnedIsLentFirst() throws Exception {
        var pool = pool(2).open();
        assertEquals(0, made.get());
        var first = pool.borrow();
        var second = pool.borrow();
        var thing = second.get();
        first.close();
        second.close();
        assertSame(thing, pool.borrow().get());
        assertEquals(2, made.get());
    }

    @Test
    void whoWaitsIsServedInOrder() throws Exception {
        var pool = pool(1).open();
        var borrowed = pool.borrow();
        assertTrue(pool.tryBorrow().isEmpty());
        assertTrue(pool.tryBorrow(SHORT).isEmpty());
        var first = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        var second = ThreadKind.PLATFORM.start(() -> pool.tryBorrow(LONG)).waiting();
        assertEquals(2, pool.waiting());
        assertEquals("pool of 1: 1 lent or being made, 0 idle, 2 waiting", pool.toString());
        var thing = borrowed.get();
        borrowed.close();
        borrowed.close();
        assertThrows(IllegalStateException.class, borrowed::get);
        var got = first.get();
        assertSame(thing, got.get());
        second.waiting();
        got.close();
        second.get().orElseThrow().close();
        assertEquals(1, pool.idle());
    }

    @Test
    void whoGivesUpIsForgotten() throws Exception {
        var pool = pool(1).open();
        var borrowed = pool.borrow();
        var first = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        var second = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        first.interrupted().thrown(InterruptedException.class);
        assertEquals(1, pool.waiting());
        borrowed.close();
        second.get().close();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, pool::borrow);
        assertEquals(1, pool.idle());
    }

    @Test
    void whatIsBrokenIsReplaced() throws Exception {
        var pool = pool(1).open();
        var borrowed = pool.borrow();
        var thing = borrowed.get();
        var waits = ThreadKind.PLATFORM.start(pool::borrow).waiting();
        borrowed.markBroken();
        borrowed.close();
        assertNotSame(thing, waits.get().get());
        assertEquals(List.of(thing), disposed);
        assertEquals(2, made.get());
    }

    @Test
    void whatFailsTheCheckIsReplaced() throws Exception {
        var bad = Collections.synchronizedList(new ArrayList<Thing>());
        var pool = pool(1).check(thing -> {
                    if (bad.size() == 1) {
                        throw new IOException("no answer");
                    }
                    return !bad.contains(thing);
                })
                .open();
        for (int i = 1; i <= 2; i++) {
            var borrowed = pool.borrow();
            bad.add(borrowed.get());
            borrowed.close();
        }
        pool.borrow().close();
        assertEquals(bad, disposed);
        assertEquals(3, made.get());
    }

    @Test
    void aCheckMayBeLeftOutForAWhile() throws Exception {
        var pool = pool(1).check(_ -> false, LONG).open();
        pool.borrow().close();
        pool.borrow().close();
        assertEquals(1, made.get());
    }

    @Test
    void whatIsTooOldIsReplaced() throws Exception {
        var pool = pool(1).maximumAge(Duration.ofNanos(1)).open();
        pool.borrow().close();
        pool.borrow().close();
        assertEquals(2, made.get());
        assertEquals(2, disposed.size());
    }

    @Test
    void whenMakingFailsTheNextTries() throws Exception {
        var begun = new CountDownLatch(1);
        var fail = new CountDownLatch(1);
        var pool = ResourcePool.<Thing>of(1, () -> {
                    if (made.incrementAndGet() == 1) {
                        begun.countDown();
                        fail.await();
                        throw new IOException("the database is down");
                    }
                    return new Thing();
                })
                .open();
        var first = ThreadKind.VIRTUAL.start(pool::borrow);
        begun.await();
        var second = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        fail.countDown();
        var failure = first.thrown(ResourceException.class);
        assertTrue(failure.getMessage().contains("the database is down"), failure::getMessage);
        second.get().close();
        assertEquals(1, pool.idle());
        assertThrows(ResourceException.class, ResourcePool.of(1, () -> null).open()::borrow);
    }

    @Test
    void aForgottenGuardIsReportedAndItsResourceReplaced() throws Exception {
        BlockingQueue<Lent> reports = new LinkedBlockingQueue<>();
        var pool = pool(1).traceBorrowers().reportForgotten(reports::add).open();
        forget(pool);
        var borrowed = ThreadKind.PLATFORM.start(() -> {
            for (; ; ) {
                System.gc();
                var got = pool.tryBorrow();
                if (got.isPresent()) {
                    return got.get();
                }
            }
        });
        borrowed.get().get().use();
        var report = reports.remove();
        assertEquals(Thread.currentThread().getName(), report.thread());
        assertEquals("forget", report.calls().getFirst().getMethodName());
        assertTrue(report.toString().contains("ResourcePoolTest.forget"), report::toString);
        assertEquals(1, disposed.size());
        assertEquals(2, made.get());
    }

    private static void forget(ResourcePool<Thing> pool) throws InterruptedException {
        pool.borrow().get().use();
    }

    @Test
    void whoHasWhatIsKnown() throws Exception {
        var pool = pool(2).open();
        assertEquals(List.of(), pool.lent());
        try (var borrowed = pool.borrow()) {
            borrowed.get().use();
            assertEquals(
                    Thread.currentThread().getName(), pool.lent().getFirst().thread());
            assertEquals(List.of(), pool.lent().getFirst().calls());
        }
        assertEquals(List.of(), pool.lent());
        assertEquals(2, pool.size());
    }

    @Test
    void theEndIsToldToWhoWaits() throws Exception {
        var pool = pool(2).open();
        var idle = pool.borrow();
        var borrowed = pool.borrow();
        idle.close();
        var again = pool.borrow();
        var waits = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        again.close();
        waits.get().close();
        pool.close();
        pool.close();
        assertEquals(1, disposed.size());
        assertThrows(IllegalStateException.class, pool::borrow);
        assertThrows(IllegalStateException.class, pool::tryBorrow);
        assertFalse(pool.close(SHORT));
        var waitsForTheEnd = ThreadKind.PLATFORM.start(() -> pool.close(LONG)).waiting();
        borrowed.get().use();
        borrowed.close();
        assertTrue(waitsForTheEnd.get());
        assertEquals(2, disposed.size());
        assertEquals("pool of 2: 0 lent or being made, 0 idle, 0 waiting, closed", pool.toString());
    }

    @Test
    void whoWaitsWhenItIsClosedIsRefused() throws Exception {
        var pool = pool(1).open();
        var borrowed = pool.borrow();
        var waits = ThreadKind.VIRTUAL.start(pool::borrow).waiting();
        pool.close();
        waits.thrown(IllegalStateException.class);
        borrowed.close();
        assertTrue(pool.close(LONG));
    }

    @Test
    void impossibleWishesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ResourcePool.of(0, Thing::new));
        assertThrows(NullPointerException.class, () -> ResourcePool.of(1, null));
        assertThrows(NullPointerException.class, () -> pool(1).check(null));
        assertThrows(NullPointerException.class, () -> pool(1).dispose(null));
        assertThrows(NullPointerException.class, () -> pool(1).maximumAge(null));
        assertThrows(NullPointerException.class, () -> pool(1).reportForgotten(null));
    }
}
