package interleave.lock;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.PASSED;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What mutual exclusion promises, of our locks and the JDK's alike. */
@ParameterizedClass
@MethodSource("subjects")
@SuppressWarnings("LockNotBeforeTry") // between locking and unlocking other threads are at work, or nothing
class ExclusionTest {

    private static final int THREADS = 4;
    private static final int TURNS = 5_000;

    private final Exclusion subject;
    private final ThreadKind kind;
    private final Lock lock;
    private int count;

    ExclusionTest(Exclusion subject, ThreadKind kind) {
        this.subject = subject;
        this.kind = kind;
        lock = subject.make().get();
    }

    static Stream<Arguments> subjects() {
        return Exclusion.all().stream()
                .flatMap(each -> Stream.of(ThreadKind.values()).map(kind -> Arguments.of(each, kind)));
    }

    private static boolean tryLock(Lock lock, Duration timeout) throws InterruptedException {
        long nanos = timeout.compareTo(LONG) > 0 ? Long.MAX_VALUE : timeout.isNegative() ? -1 : timeout.toNanos();
        return lock.tryLock(nanos, TimeUnit.NANOSECONDS);
    }

    private Call<Boolean> lockAndUnlock() {
        return kind.start(() -> {
            lock.lock();
            lock.unlock();
            return true;
        });
    }

    @Test
    void oneThreadIsInAtATime() throws Exception {
        var threads = new ArrayList<Call<Integer>>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(kind.start(() -> {
                for (int turn = 0; turn < TURNS; turn++) {
                    lock.lock();
                    count++;
                    lock.unlock();
                }
                return TURNS;
            }));
        }
        for (var thread : threads) {
            thread.get();
        }
        assertEquals(THREADS * TURNS, count);
    }

    @Test
    void tryingFailsWhileAnotherHoldsIt() throws Exception {
        lock.lock();
        assertFalse(kind.start(() -> lock.tryLock()).get());
        lock.unlock();
        assertTrue(kind.start(() -> lock.tryLock()).get());
    }

    @Test
    void timeIsOverWhileAnotherHoldsIt() throws Exception {
        lock.lock();
        assertFalse(kind.start(() -> tryLock(lock, SHORT)).get());
        for (var passed : PASSED) {
            assertFalse(kind.start(() -> tryLock(lock, passed)).get());
        }
        lock.unlock();
        for (var passed : PASSED) {
            assertTrue(kind.start(() -> {
                        boolean locked = tryLock(lock, passed);
                        lock.unlock();
                        return locked;
                    })
                    .get());
        }
    }

    @Test
    void releaseLetsInWhoWaits() throws Exception {
        lock.lock();
        var waits = lockAndUnlock().waiting();
        var waitsForAWhile = kind.start(() -> {
                    boolean locked = tryLock(lock, LONG);
                    lock.unlock();
                    return locked;
                })
                .waiting();
        lock.unlock();
        assertTrue(waits.get());
        assertTrue(waitsForAWhile.get());
    }

    @Test
    void whoGivesUpIsForgotten() throws Exception {
        lock.lock();
        var first = kind.start(() -> {
                    lock.lockInterruptibly();
                    return null;
                })
                .waiting();
        var second = kind.start(() -> tryLock(lock, Duration.ofMillis(20))).waiting();
        var third = lockAndUnlock().waiting();
        first.interrupted().thrown(InterruptedException.class);
        assertFalse(second.get());
        lock.unlock();
        assertTrue(third.get());
        assertTrue(lockAndUnlock().get());
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        lock.lock();
        var interruptible = kind.start(() -> assertThrows(InterruptedException.class, lock::lockInterruptibly) != null
                && !Thread.currentThread().isInterrupted());
        assertTrue(interruptible.interrupted().get());
        var timed = kind.start(() -> assertThrows(InterruptedException.class, () -> tryLock(lock, LONG)) != null
                && !Thread.currentThread().isInterrupted());
        assertTrue(timed.interrupted().get());
        lock.unlock();
        assertTrue(lockAndUnlock().get());
    }

    @Test
    void anInterruptedThreadIsRefused() throws Exception {
        assertTrue(isRefused(lock::lockInterruptibly));
        assertTrue(isRefused(() -> tryLock(lock, LONG)));
        assertTrue(lockAndUnlock().get());
    }

    private boolean isRefused(Executable locking) throws Exception {
        return kind.start(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, locking);
                    return !Thread.currentThread().isInterrupted();
                })
                .get();
    }

    @Test
    void theOthersWaitOnWithTheirFlagSet() throws Exception {
        lock.lock();
        var waits = kind.start(() -> {
            lock.lock();
            lock.unlock();
            return Thread.currentThread().isInterrupted();
        });
        waits.interrupted().waiting();
        lock.unlock();
        assertTrue(waits.get());
    }

    @Test
    void aFairLockGoesToWhoHasWaitedLongest() throws Exception {
        if (!subject.fair()) {
            return;
        }
        var order = Collections.synchronizedList(new ArrayList<Integer>());
        var threads = new ArrayList<Call<Boolean>>();
        lock.lock();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(kind.start(() -> {
                        lock.lock();
                        order.add(number);
                        lock.unlock();
                        return true;
                    })
                    .waiting());
        }
        lock.unlock();
        for (var thread : threads) {
            thread.get();
        }
        assertEquals(List.of(0, 1, 2, 3), order);
    }
}
