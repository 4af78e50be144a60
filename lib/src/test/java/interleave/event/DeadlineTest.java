package interleave.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineTest {

    private final AtomicLong clock = new AtomicLong();

    private Deadline after(Duration duration) {
        return Deadline.after(duration, clock::get);
    }

    /** The clock may start anywhere, also just before the end of its numbers. */
    @ParameterizedTest
    @ValueSource(longs = {0, -5, Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MIN_VALUE, Long.MIN_VALUE + 3})
    void countsDownAndPassesOnEveryClock(long start) {
        clock.set(start);
        var deadline = after(Duration.ofNanos(10));
        assertEquals(10, deadline.remainingNanos());
        clock.addAndGet(9);
        assertEquals(Duration.ofNanos(1), deadline.remaining());
        assertFalse(deadline.hasPassed());
        clock.addAndGet(1);
        assertTrue(deadline.hasPassed());
        assertEquals(0, deadline.remainingNanos());
        clock.addAndGet(1_000_000_000_000L);
        assertTrue(deadline.hasPassed(), "it stays passed");
        assertEquals(0, deadline.remainingNanos());
    }

    @Test
    void zeroAndLessHavePassed() {
        clock.set(Long.MIN_VALUE);
        assertTrue(after(Duration.ZERO).hasPassed());
        assertTrue(after(Duration.ofNanos(-1)).hasPassed());
        assertTrue(after(Duration.ofSeconds(Long.MIN_VALUE)).hasPassed());
        assertTrue(Deadline.after(Long.MIN_VALUE, TimeUnit.DAYS).hasPassed());
        assertEquals(Duration.ZERO, after(Duration.ofSeconds(Long.MIN_VALUE)).remaining());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, Long.MIN_VALUE})
    void theLongestDurationIsFarAwayAndStillADeadline(long start) {
        clock.set(start);
        var deadline = after(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        assertTrue(deadline.remaining().compareTo(Duration.ofDays(100 * 365)) > 0);
        assertTrue(deadline.remainingNanos() < Long.MAX_VALUE, "it is not never");
        clock.addAndGet(Duration.ofDays(100 * 365).toNanos());
        assertFalse(deadline.hasPassed());
        clock.addAndGet(Duration.ofDays(50 * 365).toNanos());
        assertTrue(deadline.hasPassed());
        assertFalse(Deadline.after(Long.MAX_VALUE, TimeUnit.DAYS).hasPassed());
    }

    @Test
    void neverNeverPasses() {
        assertFalse(Deadline.never().hasPassed());
        assertEquals(Long.MAX_VALUE, Deadline.never().remainingNanos());
        assertEquals("never", Deadline.never().toString());
        assertTrue(Deadline.never().isNever());
        assertFalse(after(Duration.ofSeconds(Long.MAX_VALUE)).isNever(), "the longest can pass");
    }

    @Test
    void passedHasPassedOnEveryClock() {
        assertTrue(Deadline.passed().hasPassed());
        assertEquals(0, Deadline.passed().remainingNanos());
        assertFalse(Deadline.passed().isNever());
        assertEquals("passed", Deadline.passed().toString());
    }

    @Test
    void theEarlierOfTwoIsTheOneOfWhichLessIsLeft() {
        clock.set(Long.MAX_VALUE - 3); // the later one lies beyond the end of its numbers
        var sooner = after(Duration.ofNanos(2));
        var later = after(Duration.ofNanos(20));
        assertSame(sooner, sooner.earlier(later));
        assertSame(sooner, later.earlier(sooner));
        assertSame(later, later.earlier(Deadline.never()));
        assertSame(later, Deadline.never().earlier(later));
        assertSame(Deadline.never(), Deadline.never().earlier(Deadline.never()));
        assertSame(Deadline.passed(), sooner.earlier(Deadline.passed()));
        var elsewhere = Deadline.after(Duration.ofNanos(5), () -> 1_000);
        assertSame(elsewhere, elsewhere.earlier(later), "each on its own clock");
    }

    @Test
    void refusesNothing() {
        var error = assertThrows(NullPointerException.class, () -> Deadline.after(null));
        assertTrue(error.getMessage().contains("pass a duration"), error.getMessage());
        assertThrows(NullPointerException.class, () -> Deadline.after(1, null));
        assertThrows(NullPointerException.class, () -> Deadline.after(Duration.ZERO, null));
        assertThrows(NullPointerException.class, () -> Deadline.never().earlier(null));
    }
}
