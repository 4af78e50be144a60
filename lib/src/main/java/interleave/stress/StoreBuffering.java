package interleave.stress;

import interleave.trial.litmus.Broken;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.Tool;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Each thread writes its own variable, then reads the other's. Can both read the old value?
 *
 * <p>No order of the four steps, one after another, lets them: whoever reads last comes after both writes. A processor lets
 * them all the same, because a write waits in a buffer of its core while the read goes ahead. So a model checker that tries
 * every order finds nothing here, and the machine shows it. Locks that are made of a pair of flags fall to this.
 */
public final class StoreBuffering {

    private StoreBuffering() {}

    /**
     * Nothing orders a thread's write before its own read.
     */
    @JCStressTest
    @Description("Each writes a plain field and reads the other's.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One thread was early, and the other saw its write.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both wrote before either read.")
    @Outcome(
            id = "0, 0",
            expect = Expect.FORBIDDEN,
            desc = "Each read before the write of the other arrived: no order of the four steps gives this.")
    @State
    @Broken(Tool.OUTCOMES)
    public static class Plain {
        private int x;
        private int y;

        /** Writes x, then reads y. */
        @Actor
        public void left(II_Result result) {
            x = 1;
            result.r1 = y;
        }

        /** Writes y, then reads x. */
        @Actor
        public void right(II_Result result) {
            y = 1;
            result.r2 = x;
        }
    }

    /**
     * Release orders what came before the write, acquire what comes after the read. Between this write and this read there is
     * nothing.
     */
    @JCStressTest
    @Description("Each releases its own field and acquires the other's.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One thread was early, and the other saw its write.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both wrote before either read.")
    @Outcome(
            id = "0, 0",
            expect = Expect.FORBIDDEN,
            desc = "Each read before the write of the other arrived: no order of the four steps gives this.")
    @State
    @Broken(Tool.OUTCOMES)
    public static class ReleaseAcquire {
        private final AtomicInteger x = new AtomicInteger();
        private final AtomicInteger y = new AtomicInteger();

        /** Writes x, then reads y. */
        @Actor
        public void left(II_Result result) {
            x.setRelease(1);
            result.r1 = y.getAcquire();
        }

        /** Writes y, then reads x. */
        @Actor
        public void right(II_Result result) {
            y.setRelease(1);
            result.r2 = x.getAcquire();
        }
    }

    /**
     * All volatile reads and writes have one order that every thread agrees on: one of the reads is last.
     */
    @Core
    @JCStressTest
    @Description("Each writes a volatile field and reads the other's.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One thread was early, and the other saw its write.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both wrote before either read.")
    @Outcome(
            id = "0, 0",
            expect = Expect.FORBIDDEN,
            desc = "Each read before the write of the other arrived: no order of the four steps gives this.")
    @State
    public static class Volatile {
        private volatile int x;
        private volatile int y;

        /** Writes x, then reads y. */
        @Actor
        public void left(II_Result result) {
            x = 1;
            result.r1 = y;
        }

        /** Writes y, then reads x. */
        @Actor
        public void right(II_Result result) {
            y = 1;
            result.r2 = x;
        }
    }
}
