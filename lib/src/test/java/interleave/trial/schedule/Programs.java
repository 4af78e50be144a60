package interleave.trial.schedule;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** Litmus tests for the tests of this package. */
@SuppressWarnings({"UnusedVariable", "WaitNotInLoop"}) // some are wrong on purpose
public final class Programs {

    private Programs() {}

    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both are counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Plain {
        private int hits;

        @Actor
        public void one() {
            hits++;
        }

        @Actor
        public void other() {
            hits++;
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = hits;
        }
    }

    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both are counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Atomic {
        private final AtomicInteger hits = new AtomicInteger();

        @Actor
        public void one() {
            hits.incrementAndGet();
        }

        @Actor
        public void other() {
            hits.incrementAndGet();
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = hits.get();
        }
    }

    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both are counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Locked {
        private final Object lock = new Object();
        private int hits;

        @Actor
        public void one() {
            increment();
        }

        @Actor
        public void other() {
            increment();
        }

        private void increment() {
            synchronized (lock) {
                hits++;
            }
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = hits;
        }
    }

    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "One has put it there.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both have put it there.")
    public static class CheckThenPut {
        private final Map<String, Integer> map = new ConcurrentHashMap<>();

        @Actor
        public void one(II_Result result) {
            if (!map.containsKey("a")) {
                map.put("a", 1);
                result.r1 = 1;
            }
        }

        @Actor
        public void other(II_Result result) {
            if (!map.containsKey("a")) {
                map.put("a", 2);
                result.r2 = 1;
            }
        }
    }

    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "One has put it there.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both have put it there.")
    public static class PutIfAbsent {
        private final Map<String, Integer> map = new ConcurrentHashMap<>();

        @Actor
        public void one(II_Result result) {
            result.r1 = map.putIfAbsent("a", 1) == null ? 1 : 0;
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = map.putIfAbsent("a", 2) == null ? 1 : 0;
        }
    }

    public static class Monitors {
        private final Object a = new Object();
        private final Object b = new Object();
        private int sum;

        @Arbiter
        public void total(I_Result result) {
            result.r1 = sum;
        }

        @Actor
        public void left() {
            synchronized (a) {
                synchronized (b) {
                    sum++;
                }
            }
        }

        @Actor
        public void right() {
            synchronized (b) {
                synchronized (a) {
                    sum++;
                }
            }
        }
    }

    public static class Locks {
        private final Lock a = new ReentrantLock();
        private final Lock b = new ReentrantLock();
        private int sum;

        @Arbiter
        public void total(I_Result result) {
            result.r1 = sum;
        }

        @Actor
        public void left() {
            a.lock();
            try {
                b.lock();
                try {
                    sum++;
                } finally {
                    b.unlock();
                }
            } finally {
                a.unlock();
            }
        }

        @Actor
        public void right() {
            b.lock();
            try {
                a.lock();
                try {
                    sum++;
                } finally {
                    a.unlock();
                }
            } finally {
                b.unlock();
            }
        }
    }

    public static class Throws {
        private Map<String, String> map = new HashMap<>();

        @Actor
        public void reads() {
            if (map != null) {
                map.get("a");
            }
        }

        @Actor
        public void clears() {
            map = null;
        }
    }

    @Outcome(id = "2", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Array {
        private final int[] slots = new int[1];

        @Actor
        public void one() {
            slots[0]++;
        }

        @Actor
        public void other() {
            slots[0]++;
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = slots[0];
        }
    }

    /** Its state is captured by a lambda instead of held by a field. */
    @Outcome(id = "2", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Captured {
        private final Runnable increment;
        private final java.util.function.IntSupplier total;

        public Captured() {
            var hits = new int[1];
            increment = () -> hits[0]++;
            total = () -> hits[0];
        }

        @Actor
        public void one() {
            increment.run();
        }

        @Actor
        public void other() {
            increment.run();
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = total.getAsInt();
        }
    }

    /** What it shares is a class that the model checker does not look into. */
    @Outcome(id = "2", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class Builder {
        private final StringBuilder text = new StringBuilder();

        @Actor
        public void one() {
            text.append('a');
        }

        @Actor
        public void other() {
            text.append('b');
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = text.length();
        }
    }

    /** Check, then act, on what the model checker does not look into: it would never go in between. */
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE)
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both were first.")
    public static class UnseenCheck {
        private final StringBuilder text = new StringBuilder();

        @Actor
        public void one(II_Result result) {
            if (text.isEmpty()) {
                text.append('a');
                result.r1 = 1;
            }
        }

        @Actor
        public void other(II_Result result) {
            if (text.isEmpty()) {
                text.append('b');
                result.r2 = 1;
            }
        }
    }

    /** Shares more than can be looked at. */
    @Outcome(id = "0", expect = Expect.ACCEPTABLE)
    public static class Crowded {
        private final int[][] rows = new int[30][1];

        @Actor
        public void one() {
            rows[0][0]++;
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = rows[1][0];
        }
    }

    @Outcome(id = "2000", expect = Expect.ACCEPTABLE)
    @Outcome(expect = Expect.FORBIDDEN, desc = "One is lost.")
    public static class LongLoop {
        private int hits;

        @Actor
        public void one() {
            for (int i = 0; i < 1_000; i++) {
                hits++;
            }
        }

        @Actor
        public void other() {
            for (int i = 0; i < 1_000; i++) {
                hits++;
            }
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = hits;
        }
    }

    @Outcome(id = "0", expect = Expect.ACCEPTABLE)
    public static class Virtual {
        private int hits;

        @Actor
        public void one() throws InterruptedException {
            Thread.ofVirtual().start(() -> hits++).join();
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = hits;
        }
    }

    @Outcome(id = "0", expect = Expect.ACCEPTABLE)
    public static class Timed {
        private int hits;

        @Actor
        public void one() throws InterruptedException {
            Thread.sleep(10);
            hits++;
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = hits;
        }
    }

    /** Names the outcome that it allows, and no other. */
    @Outcome(id = "2", expect = Expect.ACCEPTABLE)
    public static class Unnamed {
        private int hits;

        @Actor
        public void one() {
            hits++;
        }

        @Actor
        public void other() {
            hits++;
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = hits;
        }
    }

    /** Makes what the model checker does not look into only when a thread needs it. */
    @Outcome(
            id = {"1, 0", "0, 1"},
            expect = Expect.ACCEPTABLE)
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both were first.")
    public static class LateCheck {
        private StringBuilder text;

        private synchronized StringBuilder text() {
            if (text == null) {
                text = new StringBuilder();
            }
            return text;
        }

        @Actor
        public void one(II_Result result) {
            if (text().isEmpty()) {
                text().append('a');
                result.r1 = 1;
            }
        }

        @Actor
        public void other(II_Result result) {
            if (text().isEmpty()) {
                text().append('b');
                result.r2 = 1;
            }
        }
    }

    /** What the model checker does not look into, with a method more; held by what an anonymous class has captured. */
    public static class Inherited {

        private static final class Page extends BitSet {
            void end() {
                set(0);
            }
        }

        private final Runnable end;

        public Inherited() {
            var page = new Page();
            end = new Runnable() {
                @Override
                public void run() {
                    page.end();
                }
            };
        }

        @Actor
        public void one() {
            end.run();
        }

        @Actor
        public void other() {
            end.run();
        }
    }

    static class Clock {
        protected long now() {
            return System.nanoTime();
        }
    }

    /** Reads the clock in a method that it inherits. */
    public static class TimedAbove extends Clock {
        private long then;

        @Actor
        public void one() {
            then = now();
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = (int) then;
        }
    }

    /** Reads the clock by a method reference. */
    public static class TimedByReference {
        private long then;

        @Actor
        public void one() {
            LongSupplier clock = System::nanoTime;
            then = clock.getAsLong();
        }

        @Actor
        public void other(I_Result result) {
            result.r1 = (int) then;
        }
    }

    public static class Interrupted {
        private volatile Thread first;

        @Actor
        public void one(I_Result result) {
            first = Thread.currentThread();
            result.r1 = Thread.interrupted() ? 1 : 0;
        }

        @Actor
        public void other() {
            if (first != null) {
                first.interrupt();
            }
        }
    }

    public static class Unmade {
        public Unmade() {
            throw new IllegalStateException("none is made");
        }

        @Actor
        public void one() {}

        @Actor
        public void other() {}
    }

    /** The thread that throws is not the one that takes the last step. */
    public static class ThrowsFirst {
        private volatile int n;

        @Actor
        public void one() {
            n = 1;
            throw new IllegalStateException("mine");
        }

        @Actor
        public void other() {
            n = 2;
            n = 3;
        }
    }

    public static class ArbiterThrows {
        private int n;

        @Actor
        public void one() {
            n++;
        }

        @Actor
        public void other() {
            n++;
        }

        @Arbiter
        public void total() {
            if (n == 1) {
                throw new IllegalStateException("one is lost");
            }
        }
    }

    /** Waits for a notification that may have come before. */
    public static class LostNotification {
        private boolean ready;

        @Actor
        public void waits() throws InterruptedException {
            if (!ready) {
                synchronized (this) {
                    wait();
                }
            }
        }

        @Actor
        public synchronized void tells() {
            ready = true;
            notifyAll();
        }
    }

    /** Its locks are in variables that share a slot. */
    public static class Variables {
        private final Object a = new Object();
        private final Object b = new Object();
        private int sum;

        @Actor
        public void left() {
            {
                var early = a;
                synchronized (early) {
                    sum++;
                }
            }
            {
                var late = b;
                synchronized (late) {
                    sum++;
                }
            }
        }

        @Actor
        public void right() {
            synchronized (a) {
                sum++;
            }
        }

        @Arbiter
        public void total(I_Result result) {
            result.r1 = sum;
        }
    }

    /** Takes its locks in synchronized methods, which do that on no line. */
    public static class Accounts {

        private static final class Account {
            private int balance;

            synchronized void to(Account other) {
                balance--;
                other.add();
            }

            synchronized void add() {
                balance++;
            }
        }

        private final Account a = new Account();
        private final Account b = new Account();

        @Actor
        public void left() {
            a.to(b);
        }

        @Actor
        public void right() {
            b.to(a);
        }
    }

    public static class Static {
        private static int hits;

        @Actor
        public static void one() {
            hits++;
        }

        @Actor
        public void other() {
            hits++;
        }
    }
}
