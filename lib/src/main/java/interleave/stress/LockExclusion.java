package interleave.stress;

import interleave.lock.Mutex;
import interleave.lock.RwLock;
import interleave.trial.litmus.Core;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads add one under a lock, three times each. Is one of the additions lost? */
public final class LockExclusion {

    private static final int TIMES = 3;

    private LockExclusion() {}

    private static void add(int[] sum) {
        sum[0]++;
    }

    /** Barging: the one that comes may take it before the one that was woken. */
    @Core
    @JCStressTest
    @Description("Two threads add under a mutex.")
    @Outcome(id = "6", expect = Expect.ACCEPTABLE, desc = "All were counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Two were inside at once.")
    @State
    public static class Barging {
        private final Mutex<int[]> mutex = Mutex.of(new int[1]);

        private void addAll() {
            for (int i = 0; i < TIMES; i++) {
                mutex.mutate(LockExclusion::add);
            }
        }

        /** Adds. */
        @Actor
        public void first() {
            addAll();
        }

        /** Adds. */
        @Actor
        public void second() {
            addAll();
        }

        /** Looks at the sum. */
        @Arbiter
        public void sum(I_Result result) {
            result.r1 = mutex.read(sum -> sum[0]);
        }
    }

    /** Fair: it is given away without being freed. */
    @JCStressTest
    @Description("Two threads add under a fair mutex.")
    @Outcome(id = "6", expect = Expect.ACCEPTABLE, desc = "All were counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Two were inside at once.")
    @State
    public static class Fair {
        private final Mutex<int[]> mutex = Mutex.fair(new int[1]);

        private void addAll() {
            for (int i = 0; i < TIMES; i++) {
                mutex.mutate(LockExclusion::add);
            }
        }

        /** Adds. */
        @Actor
        public void first() {
            addAll();
        }

        /** Adds. */
        @Actor
        public void second() {
            addAll();
        }

        /** Looks at the sum. */
        @Arbiter
        public void sum(I_Result result) {
            result.r1 = mutex.read(sum -> sum[0]);
        }
    }

    /** A writer closes the stripes in which readers count themselves. */
    @JCStressTest
    @Description("Two threads add under the write lock, and read between.")
    @Outcome(id = "6", expect = Expect.ACCEPTABLE, desc = "All were counted.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Two were inside at once.")
    @State
    public static class Writers {
        private final RwLock<int[]> lock = RwLock.of(new int[1]);

        private void addAll() {
            for (int i = 0; i < TIMES; i++) {
                int before = lock.read(sum -> sum[0]);
                lock.mutate(sum -> sum[0] = Math.max(before, sum[0]) + 1);
            }
        }

        /** Adds. */
        @Actor
        public void first() {
            addAll();
        }

        /** Adds. */
        @Actor
        public void second() {
            addAll();
        }

        /** Looks at the sum. */
        @Arbiter
        public void sum(I_Result result) {
            result.r1 = lock.read(sum -> sum[0]);
        }
    }
}
