package interleave.lock;

import static interleave.testing.Times.LONG;
import static interleave.testing.Times.PASSED;
import static interleave.testing.Times.SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What waiting for a condition promises, of ours and the JDK's alike. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("subjects")
class ConditionTest {

    /** A number, and waiting for it to be positive. */
    interface Tokens {
        int takeOne() throws InterruptedException;

        /** Returns -1 if the time is over. */
        int takeOne(Duration timeout) throws InterruptedException;

        void change(IntUnaryOperator change, boolean all);
    }

    record Subject(String name, Supplier<Tokens> make) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int MESSAGES = 5_000;

    private final ThreadKind kind;
    private final Tokens tokens;

    ConditionTest(Subject subject, ThreadKind kind) {
        this.kind = kind;
        tokens = subject.make().get();
    }

    static Stream<Arguments> subjects() {
        return Stream.of(
                        new Subject("Condvar", () -> new Ours(Mutex.of(0))),
                        new Subject("Condvar, fair", () -> new Ours(Mutex.fair(0))),
                        new Subject("Condition", Jdk::new))
                .flatMap(each -> Stream.of(ThreadKind.values()).map(kind -> Arguments.of(each, kind)));
    }

    private record Ours(Mutex<Integer> mutex, Condvar<Integer> positive) implements Tokens {
        Ours(Mutex<Integer> mutex) {
            this(mutex, mutex.condvar());
        }

        @Override
        public int takeOne() throws InterruptedException {
            try (var guard = mutex.lock()) {
                guard.awaitWhile(positive, now -> now <= 0);
                guard.set(guard.get() - 1);
                return guard.get();
            }
        }

        @Override
        public int takeOne(Duration timeout) throws InterruptedException {
            try (var guard = mutex.lock()) {
                if (!guard.awaitWhile(positive, now -> now <= 0, timeout)) {
                    return -1;
                }
                guard.set(guard.get() - 1);
                return guard.get();
            }
        }

        @Override
        public void change(IntUnaryOperator change, boolean all) {
            mutex.update(change::applyAsInt);
            if (all) {
                positive.signalAll();
            } else {
                positive.signal();
            }
        }
    }

    private static final class Jdk implements Tokens {
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition positive = lock.newCondition();
        private int number;

        @Override
        public int takeOne() throws InterruptedException {
            return takeOne(Duration.ofNanos(Long.MAX_VALUE));
        }

        @Override
        public int takeOne(Duration timeout) throws InterruptedException {
            lock.lock();
            try {
                long left = timeout.compareTo(Duration.ZERO) < 0 ? 0 : timeout.toNanos();
                while (number <= 0) {
                    if (left <= 0) {
                        return -1;
                    }
                    left = positive.awaitNanos(left);
                }
                return --number;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void change(IntUnaryOperator change, boolean all) {
            lock.lock();
            try {
                number = change.applyAsInt(number);
                if (all) {
                    positive.signalAll();
                } else {
                    positive.signal();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private Call<Integer> taker() {
        return kind.start(tokens::takeOne);
    }

    @Test
    void itIsNotWaitedForIfItHolds() throws Exception {
        tokens.change(_ -> 2, false);
        assertEquals(1, taker().get());
        assertEquals(0, kind.start(() -> tokens.takeOne(Duration.ZERO)).get());
    }

    @Test
    void aSignalGoesToTheLongestWaiting() throws Exception {
        var first = taker().waiting();
        var second = taker().waiting();
        tokens.change(now -> now + 1, false);
        assertEquals(0, first.get());
        second.waiting();
        tokens.change(now -> now + 1, false);
        assertEquals(0, second.get());
    }

    @Test
    void aSignalForNobodyIsForgotten() throws Exception {
        tokens.change(now -> now, false);
        var waits = taker().waiting();
        tokens.change(now -> now + 1, false);
        assertEquals(0, waits.get());
    }

    @Test
    void aSignalThatComesTooEarlyIsWaitedOver() throws Exception {
        var waits = taker().waiting();
        tokens.change(now -> now, false);
        waits.waiting();
        tokens.change(now -> now + 1, false);
        assertEquals(0, waits.get());
    }

    @Test
    void allCanBeSignalled() throws Exception {
        var takers = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 5; i++) {
            takers.add(taker().waiting());
        }
        tokens.change(_ -> 5, true);
        var got = new ArrayList<Integer>();
        for (var each : takers) {
            got.add(each.get());
        }
        got.sort(null);
        assertEquals(List.of(0, 1, 2, 3, 4), got);
    }

    @Test
    void timeIsOver() throws Exception {
        assertEquals(-1, kind.start(() -> tokens.takeOne(SHORT)).get());
        for (var passed : PASSED) {
            if (passed.toSeconds() > -2) {
                assertEquals(-1, kind.start(() -> tokens.takeOne(passed)).get());
            }
        }
        var waits = kind.start(() -> tokens.takeOne(LONG)).waiting();
        tokens.change(now -> now + 1, false);
        assertEquals(0, waits.get());
    }

    @Test
    void anInterruptEndsTheWaitAndTakesNoSignal() throws Exception {
        var first = taker().waiting();
        var second = taker().waiting();
        first.interrupted().thrown(InterruptedException.class);
        tokens.change(now -> now + 1, false);
        assertEquals(0, second.get());
    }

    @Test
    void nothingIsLostAmongMany() throws Exception {
        var takers = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 3; i++) {
            takers.add(kind.start(() -> {
                for (int taken = 0; taken < MESSAGES; taken++) {
                    tokens.takeOne();
                }
                return MESSAGES;
            }));
        }
        var givers = new ArrayList<Call<Boolean>>();
        for (int i = 0; i < 3; i++) {
            givers.add(kind.start(() -> {
                for (int given = 0; given < MESSAGES; given++) {
                    tokens.change(now -> now + 1, false);
                }
                return true;
            }));
        }
        for (var each : givers) {
            assertTrue(each.get());
        }
        for (var each : takers) {
            assertEquals(MESSAGES, each.get());
        }
        assertFalse(tokens.takeOne(Duration.ZERO) >= 0);
    }
}
