package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Timers on a clock that a test moves. */
class TimerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Nanoseconds since the start; it runs over the end of its numbers. */
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return START.plusNanos(nanos.get() - (Long.MAX_VALUE - 5));
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants have no zone");
        }
    };

    private Receiver<Instant> after(Duration delay) {
        return new Receiver<>(TimerChannel.after(delay, nanos::get, clock));
    }

    private Receiver<Instant> tick(Duration period) {
        return new Receiver<>(TimerChannel.tick(period, nanos::get, clock));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static ReceiveResult<Instant> at(Duration sinceStart) {
        return new ReceiveResult.Received<>(START.plus(sinceStart));
    }

    @Test
    void afterTellsTheTimeOnceWhenItHasCome() {
        var timer = after(SECOND);
        assertEquals(ReceiveResult.empty(), timer.tryReceive());
        assertEquals(0, timer.size());
        pass(SECOND.minusNanos(1));
        assertEquals(ReceiveResult.empty(), timer.tryReceive());
        pass(Duration.ofNanos(1));
        assertEquals(1, timer.size());
        assertEquals(at(SECOND), timer.tryReceive());
        assertEquals(0, timer.size());
        pass(SECOND);
        assertEquals(ReceiveResult.empty(), timer.tryReceive(), "never again, but time does not end");
    }

    @Test
    void afterTellsTheTimeOfReceiving() {
        var timer = after(SECOND);
        pass(SECOND.multipliedBy(3));
        assertEquals(at(SECOND.multipliedBy(3)), timer.tryReceive());
    }

    @Test
    void whatHasPassedIsThereAtOnce() {
        for (var delay : Times.PASSED) {
            assertEquals(at(Duration.ZERO), after(delay).tryReceive());
        }
        assertTrue(Channel.at(Instant.MIN).tryReceive().isReceived());
        assertTrue(Channel.at(Instant.now()).tryReceive().isReceived());
        assertTrue(Channel.after(Duration.ZERO).tryReceive().isReceived());
    }

    @Test
    void theFarFutureDoesNotCome() {
        var timer = after(Times.HUGE);
        pass(Duration.ofDays(365 * 100));
        assertEquals(ReceiveResult.empty(), timer.tryReceive());
        assertEquals(ReceiveResult.empty(), Channel.at(Instant.MAX).tryReceive());
        assertEquals(ReceiveResult.empty(), Channel.tick(Times.HUGE).tryReceive());
    }

    @Test
    void tickTellsTheTimeAgainAndAgain() {
        var timer = tick(SECOND);
        assertEquals(ReceiveResult.empty(), timer.tryReceive(), "first a period from now");
        for (int i = 1; i <= 5; i++) {
            pass(SECOND);
            assertEquals(at(SECOND.multipliedBy(i)), timer.tryReceive());
            assertEquals(ReceiveResult.empty(), timer.tryReceive());
        }
    }

    @Test
    void tickLeavesOutWhatWasNotReceived() {
        var timer = tick(SECOND);
        pass(SECOND.multipliedBy(10));
        assertEquals(1, timer.size());
        assertEquals(at(SECOND.multipliedBy(10)), timer.tryReceive());
        assertEquals(ReceiveResult.empty(), timer.tryReceive());
        pass(SECOND);
        assertEquals(at(SECOND.multipliedBy(11)), timer.tryReceive());
    }

    @Test
    void copiesShareTheMessage() {
        var timer = after(SECOND);
        var copy = timer.copy();
        pass(SECOND);
        assertEquals(at(SECOND), copy.tryReceive());
        assertEquals(ReceiveResult.empty(), timer.tryReceive());
        copy.close();
        assertEquals(ReceiveResult.empty(), timer.tryReceive(), "still open");
    }

    @Test
    void neverTellsNothing() throws Exception {
        var never = Channel.<String>never();
        assertEquals(ReceiveResult.empty(), never.tryReceive());
        assertEquals(ReceiveResult.empty(), never.tryReceive(Times.SHORT));
        assertEquals(0, never.size());
        assertTrue(never.isEmpty());
        assertEquals(OptionalInt.of(1), never.capacity());
    }

    @Test
    void aSelectTakesADueTimer() throws Exception {
        var timer = tick(SECOND);
        var select =
                Select.<String>ordered().receive(timer, at -> at.toString()).orElse(() -> "not yet");
        assertEquals("not yet", select.await());
        pass(SECOND);
        assertEquals("2026-01-01T00:00:01Z", select.await());
        assertEquals("not yet", select.await());
    }

    @ParameterizedTest
    @EnumSource
    void aReceiveWaitsForTheTime(ThreadKind on) throws Exception {
        var timer = after(Times.LONG);
        var call = on.start(timer::receive).waiting();
        pass(Times.LONG);
        LockSupport.unpark(call.thread()); // it sleeps by the real clock
        assertEquals(START.plus(Times.LONG), call.get());
    }

    @ParameterizedTest
    @EnumSource
    void aSelectWaitsForTheFirstOfItsTimes(ThreadKind on) throws Exception {
        var select = Select.<String>fair()
                .receive(after(Times.LONG.multipliedBy(2)), at -> "late")
                .receive(after(Times.LONG), at -> "early")
                .receive(tick(Times.LONG.multipliedBy(3)), at -> "tick");
        var call = on.start(select::await).waiting();
        pass(Times.LONG);
        LockSupport.unpark(call.thread());
        assertEquals("early", call.get());
    }

    @ParameterizedTest
    @EnumSource
    void oneOfSeveralReceiversGetsTheTime(ThreadKind on) throws Exception {
        var timer = after(Times.LONG);
        var calls = new ArrayList<Call<Instant>>();
        for (int i = 0; i < 3; i++) {
            calls.add(on.start(timer::receive).waiting());
        }
        pass(Times.LONG);
        for (var call : calls) {
            LockSupport.unpark(call.thread());
        }
        while (calls.stream().noneMatch(call -> call.end().isDone())) {
            Thread.onSpinWait();
        }
        calls.removeIf(call -> call.end().isDone());
        assertEquals(2, calls.size());
        timer.close();
        for (var call : calls) {
            call.thrown(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRealClockDoesIt(ThreadKind on) throws Exception {
        var begin = Instant.now();
        var told = on.start(() -> List.of(
                        Channel.after(Times.SHORT).receive(),
                        Channel.at(begin.plus(Times.SHORT)).receive(),
                        Channel.tick(Times.SHORT).receive(),
                        Channel.tick(Times.SHORT).iterator().next()))
                .get();
        for (var at : told) {
            assertTrue(at.isAfter(begin), at + " after " + begin);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsTheWait(ThreadKind on) throws Exception {
        var timer = after(SECOND);
        on.start(timer::receive).interrupted().thrown(InterruptedException.class);
        pass(SECOND);
        assertEquals(at(SECOND), timer.tryReceive(), "it was not taken");
    }

    @Test
    void isClosedLikeAnyReceiver() {
        var timer = after(SECOND);
        timer.close();
        timer.close();
        assertThrows(IllegalStateException.class, timer::tryReceive);
        assertThrows(IllegalStateException.class, timer::copy);
    }
}
