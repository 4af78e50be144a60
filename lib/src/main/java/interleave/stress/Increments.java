package interleave.stress;

import interleave.trial.litmus.Broken;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.Tool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Two threads each count one hit. Are there two hits when both have ended?
 *
 * <p>The ladder changes one thing at a time: what guards the count.
 */
public final class Increments {

    private Increments() {}

    /**
     * Nothing guards the count: {@code count++} reads, adds and writes, and another thread may come between.
     */
    @JCStressTest
    @Description("Two threads add one to a plain int.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both hits are counted.")
    @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "A hit is lost: both threads read 0 and both wrote 1.")
    @State
    @Broken({Tool.OUTCOMES, Tool.INTERLEAVINGS})
    public static class Plain {
        private int count;

        /** One hit. */
        @Actor
        public void one() {
            count++;
        }

        /** Another hit. */
        @Actor
        public void other() {
            count++;
        }

        /** Reads the count when both have ended. */
        @Arbiter
        public void total(I_Result result) {
            result.r1 = count;
        }
    }

    /**
     * Volatile skips no read, and none of them gives an older value than the last write in the order that all threads
     * agree on. It still lets another thread come between the two: the single writer that it asks for is missing.
     */
    @JCStressTest
    @Description("Two threads add one to a volatile int.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both hits are counted.")
    @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "A hit is lost: both threads read 0 and both wrote 1.")
    @State
    @Broken({Tool.OUTCOMES, Tool.INTERLEAVINGS})
    @SuppressWarnings("NonAtomicVolatileUpdate") // it is what this variant shows
    public static class Volatile {
        private volatile int count;

        /** One hit. */
        @Actor
        public void one() {
            count++;
        }

        /** Another hit. */
        @Actor
        public void other() {
            count++;
        }

        /** Reads the count when both have ended. */
        @Arbiter
        public void total(I_Result result) {
            result.r1 = count;
        }
    }

    /**
     * The count guards itself: it reads, adds and writes in one step.
     */
    @Core
    @JCStressTest
    @Description("Two threads increment an AtomicInteger.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both hits are counted.")
    @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "A hit is lost: both threads read 0 and both wrote 1.")
    @State
    public static class Atomic {
        private final AtomicInteger count = new AtomicInteger();

        /** One hit. */
        @Actor
        public void one() {
            count.getAndIncrement();
        }

        /** Another hit. */
        @Actor
        public void other() {
            count.getAndIncrement();
        }

        /** Reads the count when both have ended. */
        @Arbiter
        public void total(I_Result result) {
            result.r1 = count.get();
        }
    }

    /**
     * A lock guards the count: the three steps of one thread are over before those of the other begin.
     */
    @JCStressTest
    @Description("Two threads add one to an int under a lock.")
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "Both hits are counted.")
    @Outcome(id = "1", expect = Expect.FORBIDDEN, desc = "A hit is lost: both threads read 0 and both wrote 1.")
    @State
    public static class Locked {
        private final ReentrantLock lock = new ReentrantLock();
        private int count;

        /** One hit. */
        @Actor
        public void one() {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }

        /** Another hit. */
        @Actor
        public void other() {
            lock.lock();
            try {
                count++;
            } finally {
                lock.unlock();
            }
        }

        /** Reads the count when both have ended. */
        @Arbiter
        public void total(I_Result result) {
            result.r1 = count;
        }
    }
}
