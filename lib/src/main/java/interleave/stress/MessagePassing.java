package interleave.stress;

import interleave.trial.litmus.Broken;
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
 * One thread writes data, then a flag. Another reads the flag, then the data. Does the flag vouch for the data?
 *
 * <p>The ladder changes one thing at a time: how the flag is written and read. The data itself stays an ordinary field.
 */
public final class MessagePassing {

    private MessagePassing() {}

    /**
     * Nothing orders the two writes, nor the two reads. An x86 processor keeps both in order; the compiler need not and does
     * not, and an ARM processor does not either.
     */
    @JCStressTest
    @Description("Data, then a plain flag.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing had been sent yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The flag was there, and so was the data.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the flag was seen: nobody relied on it.")
    @Outcome(
            id = "1, 0",
            expect = Expect.FORBIDDEN,
            desc = "The flag was there and the data was not: nothing ordered the one after the other.")
    @State
    @Broken(Tool.OUTCOMES)
    public static class Plain {
        private int data;
        private int ready;

        /** Writes the data, then says so. */
        @Actor
        public void sender() {
            data = 1;
            ready = 1;
        }

        /** Asks whether the data is there, then reads it. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = ready;
            result.r2 = data;
        }
    }

    /**
     * Opaque makes the flag arrive, and orders nothing around it: the same outcome is possible, and the same processors hide
     * it.
     */
    @JCStressTest
    @Description("Data, then a flag in opaque mode.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing had been sent yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The flag was there, and so was the data.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the flag was seen: nobody relied on it.")
    @Outcome(
            id = "1, 0",
            expect = Expect.FORBIDDEN,
            desc = "The flag was there and the data was not: nothing ordered the one after the other.")
    @State
    @Broken({})
    public static class Opaque {
        private int data;
        private final AtomicInteger ready = new AtomicInteger();

        /** Writes the data, then says so. */
        @Actor
        public void sender() {
            data = 1;
            ready.setOpaque(1);
        }

        /** Asks whether the data is there, then reads it. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = ready.getOpaque();
            result.r2 = data;
        }
    }

    /**
     * The write releases what came before it, and the read that sees it acquires that: it happened before.
     */
    @JCStressTest
    @Description("Data, then a flag released and acquired.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing had been sent yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The flag was there, and so was the data.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the flag was seen: nobody relied on it.")
    @Outcome(
            id = "1, 0",
            expect = Expect.FORBIDDEN,
            desc = "The flag was there and the data was not: nothing ordered the one after the other.")
    @State
    public static class ReleaseAcquire {
        private int data;
        private final AtomicInteger ready = new AtomicInteger();

        /** Writes the data, then says so. */
        @Actor
        public void sender() {
            data = 1;
            ready.setRelease(1);
        }

        /** Asks whether the data is there, then reads it. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = ready.getAcquire();
            result.r2 = data;
        }
    }

    /**
     * A volatile flag does what release and acquire do, and more than is needed here.
     */
    @JCStressTest
    @Description("Data, then a volatile flag.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing had been sent yet.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The flag was there, and so was the data.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the flag was seen: nobody relied on it.")
    @Outcome(
            id = "1, 0",
            expect = Expect.FORBIDDEN,
            desc = "The flag was there and the data was not: nothing ordered the one after the other.")
    @State
    public static class Volatile {
        private int data;
        private volatile int ready;

        /** Writes the data, then says so. */
        @Actor
        public void sender() {
            data = 1;
            ready = 1;
        }

        /** Asks whether the data is there, then reads it. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = ready;
            result.r2 = data;
        }
    }
}
