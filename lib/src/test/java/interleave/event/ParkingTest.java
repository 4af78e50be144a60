package interleave.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every behaviour on both kinds of threads; a test goes on when a thread is seen in a state, never after a time. */
@Timeout(60)
class ParkingTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final AtomicBoolean condition = new AtomicBoolean();
    private final AtomicInteger readings = new AtomicInteger();
    private final Parking parking = Parking.on(this, "receive");

    static Stream<Thread.Builder> kinds() {
        return Stream.of(Thread.ofPlatform().name("waiter"), Thread.ofVirtual().name("waiter"));
    }

    private boolean holds() {
        readings.incrementAndGet();
        return condition.get();
    }

    /** A thread that waits, and what comes of it. */
    private record Waiter<T>(Thread thread, FutureTask<T> end) {

        static <T> Waiter<T> start(Thread.Builder kind, Callable<T> wait) {
            var end = new FutureTask<>(wait);
            return new Waiter<>(kind.start(end), end);
        }

        Waiter<T> parked() {
            while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TIMED_WAITING) {
                assertTrue(thread.isAlive(), "it ended instead of waiting");
                Thread.onSpinWait();
            }
            return this;
        }

        T get() throws Exception {
            return end.get();
        }
    }

    private Waiter<Boolean> waiter(Thread.Builder kind, Deadline deadline) {
        return Waiter.start(kind, () -> parking.await(this::holds, deadline));
    }

    private void fulfil(Thread thread) {
        condition.set(true);
        LockSupport.unpark(thread);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void waitsUntilTheConditionHolds(Thread.Builder kind) throws Exception {
        var waiter = waiter(kind, Deadline.never()).parked();
        fulfil(waiter.thread());
        assertTrue(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aWakeUpWithoutAReasonIsNoEnd(Thread.Builder kind) throws Exception {
        var waiter = waiter(kind, Deadline.after(LONG)).parked();
        for (int i = 0; i < 3; i++) {
            int before = readings.get();
            LockSupport.unpark(waiter.thread());
            while (readings.get() == before) {
                Thread.onSpinWait();
            }
            waiter.parked();
        }
        fulfil(waiter.thread());
        assertTrue(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aPermitThatIsLeftOverIsNoEnd(Thread.Builder kind) throws Exception {
        var waiter = Waiter.start(kind, () -> {
                    LockSupport.unpark(Thread.currentThread());
                    return parking.await(this::holds, Deadline.never());
                })
                .parked();
        fulfil(waiter.thread());
        assertTrue(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aConditionThatHoldsIsReadOnceAndNobodyParks(Thread.Builder kind) throws Exception {
        condition.set(true);
        var waiter = Waiter.start(kind, () -> {
            Thread.currentThread().interrupt();
            boolean held = parking.await(this::holds, Deadline.after(Duration.ZERO));
            return held && Thread.interrupted();
        });
        assertTrue(waiter.get(), "it holds, before interrupt and deadline, and the interrupt is kept");
        assertEquals(1, readings.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anInterruptEndsAWaitAndClearsTheFlag(Thread.Builder kind) throws Exception {
        var waiter = Waiter.start(kind, () -> {
                    var thrown = assertThrows(
                            InterruptedException.class, () -> parking.await(this::holds, Deadline.after(LONG)));
                    assertTrue(thrown.getMessage().contains("receive"), thrown.getMessage());
                    return Thread.interrupted();
                })
                .parked();
        waiter.thread().interrupt();
        assertFalse(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anInterruptBeforeTheWaitEndsItToo(Thread.Builder kind) throws Exception {
        var waiter = Waiter.start(kind, () -> {
            Thread.currentThread().interrupt();
            return parking.await(this::holds, Deadline.never());
        });
        assertInstanceOf(
                InterruptedException.class,
                assertThrows(ExecutionException.class, waiter::get).getCause());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anUninterruptibleWaitGoesOnWithoutSpinningAndRestoresTheFlag(Thread.Builder kind) throws Exception {
        var waiter = Waiter.start(kind, () -> {
                    parking.awaitUninterruptibly(this::holds);
                    return Thread.interrupted();
                })
                .parked();
        for (int i = 0; i < 2; i++) {
            int before = readings.get();
            waiter.thread().interrupt();
            while (readings.get() == before) {
                Thread.onSpinWait();
            }
            waiter.parked(); // parked again, so the flag does not let it spin
        }
        fulfil(waiter.thread());
        assertTrue(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theDeadlineEndsAWait(Thread.Builder kind) throws Exception {
        var clock = new AtomicLong(Long.MAX_VALUE - 1); // runs over the end of its numbers
        var waiter = waiter(kind, Deadline.after(LONG, clock::get)).parked();
        clock.addAndGet(LONG.toNanos());
        LockSupport.unpark(waiter.thread());
        assertFalse(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theDeadlineEndsAnUninterruptibleWaitAndTheFlagIsRestored(Thread.Builder kind) throws Exception {
        var clock = new AtomicLong();
        var waiter = Waiter.start(kind, () -> {
                    Thread.currentThread().interrupt();
                    boolean held = parking.awaitUninterruptibly(this::holds, Deadline.after(LONG, clock::get));
                    return !held && Thread.interrupted();
                })
                .parked();
        clock.set(LONG.toNanos());
        LockSupport.unpark(waiter.thread());
        assertTrue(waiter.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nobodyHasToWakeAThreadWhoseTimeIsUp(Thread.Builder kind) throws Exception {
        assertFalse(waiter(kind, Deadline.after(Duration.ofMillis(1))).get());
    }

    @Test
    void aDeadlineThatHasPassedParksNobody() throws Exception {
        assertFalse(parking.await(this::holds, Deadline.after(Duration.ZERO)));
        assertEquals(1, readings.get());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatTheConditionThrowsEndsTheWait(Thread.Builder kind) {
        var waiter = Waiter.start(
                kind,
                () -> parking.await(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        Deadline.never()));
        assertEquals(
                "broken",
                assertThrows(ExecutionException.class, waiter::get).getCause().getMessage());
    }

    @Test
    void thePrimitiveIsTheBlockerInAThreadDump() throws Exception {
        var waiter = waiter(Thread.ofPlatform(), Deadline.never()).parked();
        assertSame(this, LockSupport.getBlocker(waiter.thread()));
        fulfil(waiter.thread());
        waiter.get();
    }

    /** Something that the main thread holds. */
    private record Held(Thread owner) implements Owned {}

    @ParameterizedTest
    @MethodSource("kinds")
    void aRecordingHearsOnWhatAndForWhomItWaited(Thread.Builder kind, @TempDir Path folder) throws Exception {
        var lock = Parking.on(new Held(Thread.currentThread()), "lock");
        try (var recording = new Recording()) {
            recording.enable(Parking.EVENT).withThreshold(Duration.ZERO);
            recording.start();
            var waiter = Waiter.start(kind, () -> lock.await(condition::get, Deadline.never()))
                    .parked();
            fulfil(waiter.thread());
            waiter.get();
            condition.set(false);
            // None of these parks, so none of them is told.
            lock.await(condition::get, Deadline.after(Duration.ZERO));
            condition.set(true);
            lock.awaitUninterruptibly(condition::get);
            recording.stop();
            var waits = events(recording, folder.resolve("waits.jfr"));
            assertEquals(1, waits.size(), waits.toString());
            var wait = waits.getFirst();
            assertEquals(waiter.thread().threadId(), wait.getThread().getJavaThreadId());
            assertEquals("lock", wait.getString("operation"));
            assertEquals(Held.class.getName(), wait.getClass("on").getName());
            assertEquals(
                    Thread.currentThread().threadId(), wait.getThread("owner").getJavaThreadId());
            assertTrue(wait.getDuration().isPositive());
        }
    }

    @Test
    void aWaitThatBeganBeforeTheRecordingIsNotToldAsIfItHadJustBegun(@TempDir Path folder) throws Exception {
        var waiter = waiter(Thread.ofPlatform(), Deadline.never()).parked();
        try (var recording = new Recording()) {
            recording.enable(Parking.EVENT).withThreshold(Duration.ZERO);
            recording.start();
            fulfil(waiter.thread());
            waiter.get();
            recording.stop();
            assertEquals(List.of(), events(recording, folder.resolve("waits.jfr")));
        }
    }

    private static List<RecordedEvent> events(Recording recording, Path file) throws IOException {
        recording.dump(file);
        try {
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void manyThreadsWaitAtOnePlace() throws Exception {
        var ready = new CountDownLatch(64);
        var waiters = Stream.generate(() -> Waiter.start(Thread.ofVirtual(), () -> {
                    ready.countDown();
                    return parking.await(this::holds, Deadline.never());
                }))
                .limit(64)
                .toList();
        ready.await();
        condition.set(true);
        waiters.forEach(waiter -> LockSupport.unpark(waiter.thread()));
        for (var waiter : waiters) {
            assertTrue(waiter.get());
        }
    }

    @Test
    void refusesNothing() {
        assertThrows(NullPointerException.class, () -> Parking.on(null, "lock"));
        assertThrows(NullPointerException.class, () -> Parking.on(this, null));
        assertThrows(NullPointerException.class, () -> parking.await(null, Deadline.passed()));
        assertThrows(
                NullPointerException.class,
                () -> parking.await(() -> true, null),
                "also where the condition holds and the deadline is not needed");
        assertThrows(NullPointerException.class, () -> parking.awaitUninterruptibly(() -> true, null));
        assertNull(new Held(null).owner());
        assertEquals("receive at ParkingTest", parking.toString());
    }
}
