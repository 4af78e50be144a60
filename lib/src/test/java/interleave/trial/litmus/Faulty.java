package interleave.trial.litmus;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Litmus tests that go wrong, each in another way. */
@SuppressWarnings("EmptyMethod") // a second thread that is there
final class Faulty {

    private Faulty() {}

    /** Throws. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing")
    @State
    public static class Throws {
        @Actor
        public void one(I_Result result) {
            throw new IllegalStateException("the shelf is empty");
        }

        @Actor
        public void other() {}
    }

    /** Ends its JVM. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing")
    @State
    public static class Exits {
        @Actor
        public void one(I_Result result) {
            Runtime.getRuntime().halt(7);
        }

        @Actor
        public void other() {}
    }

    /** Waits for what nobody does. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing")
    @State
    public static class Waits {
        @Actor
        public void one(I_Result result) {
            System.out.println("waits");
            while (result.r1 == 0) {
                LockSupport.park();
            }
        }

        @Actor
        public void other() {}
    }

    /** Has an outcome that it does not name. */
    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing")
    @State
    public static class Surprises {
        @Actor
        public void one(I_Result result) {
            result.r1 = 1;
        }

        @Actor
        public void other() {}
    }

    /** Two tests, and jcstress can only run the second. */
    public static final class Mixed {

        private Mixed() {}

        /** Might block for ever. */
        @State
        public static class NotBuilt {
            @Actor
            public void one(I_Result result) {
                result.r1 = 1;
            }
        }

        /** Is all right. */
        @JCStressTest
        @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "one")
        @State
        public static class Built {
            @Actor
            public void one(I_Result result) {
                result.r1 = 1;
            }

            @Actor
            public void other() {}
        }
    }

    /** Was not built for jcstress. */
    @State
    public static class NotBuilt {
        @Actor
        public void one(I_Result result) {
            result.r1 = 1;
        }
    }
}
