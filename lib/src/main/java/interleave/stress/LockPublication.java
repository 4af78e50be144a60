package interleave.stress;

import interleave.lock.Mutex;
import interleave.lock.RwLock;
import interleave.sync.Lazy;
import interleave.sync.Once;
import interleave.trial.litmus.Core;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread writes two fields under a lock, another reads them under the same lock, or looks in one of the other ways that
 * are allowed. Does it see both or neither?
 */
public final class LockPublication {

    private LockPublication() {}

    /** Two plain fields. */
    static final class Pair {
        int x;
        int y;

        void fill() {
            x = 1;
            y = 2;
        }
    }

    private static void look(Pair pair, II_Result result) {
        result.r1 = pair.x;
        result.r2 = pair.y;
    }

    /** The word of the mutex hands the data over. */
    @Core
    @JCStressTest
    @Description("Two fields are written and read under a mutex.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The reader came first.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The writer came first, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader saw a half change.")
    @State
    public static class Exclusive {
        private final Mutex<Pair> mutex = Mutex.of(new Pair());

        /** Writes. */
        @Actor
        public void writer() {
            mutex.mutate(Pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            try (var guard = mutex.lock()) {
                look(guard.get(), result);
            }
        }
    }

    /** A fair mutex may be given away without being freed. */
    @JCStressTest
    @Description("Two fields are written and read under a fair mutex.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The reader came first.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The writer came first, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader saw a half change.")
    @State
    public static class Fair {
        private final Mutex<Pair> mutex = Mutex.fair(new Pair());

        /** Writes. */
        @Actor
        public void writer() {
            mutex.mutate(Pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            try (var guard = mutex.lock()) {
                look(guard.get(), result);
            }
        }
    }

    /** A try that succeeds has locked. */
    @JCStressTest
    @Description("Two fields are written under a mutex and read under a try that may fail.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "The try failed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The reader came first.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The writer came first, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader saw a half change.")
    @State
    public static class Tried {
        private final Mutex<Pair> mutex = Mutex.of(new Pair());

        /** Writes. */
        @Actor
        public void writer() {
            mutex.mutate(Pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            result.r1 = -1;
            result.r2 = -1;
            var tried = mutex.tryLock();
            if (tried.isPresent()) {
                try (var guard = tried.get()) {
                    look(guard.get(), result);
                }
            }
        }
    }

    /** The word of the lock, or the stripe in which the reader counts itself, hands the data over. */
    @Core
    @JCStressTest
    @Description("Two fields are written under the write lock and read under the read lock.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The reader came first.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The writer came first, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader saw a half change.")
    @State
    public static class Readers {
        private final RwLock<Pair> lock = RwLock.of(new Pair());

        /** Writes. */
        @Actor
        public void writer() {
            lock.mutate(Pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            try (var guard = lock.read()) {
                look(guard.get(), result);
            }
        }
    }

    /** Two fences let the reader see that a writer has been there. */
    @Core
    @JCStressTest
    @Description("Two fields are written under the write lock and read without it.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The reader came first.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The writer came first, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The reader trusted a half change.")
    @State
    public static class Optimistic {
        private final RwLock<Pair> lock = RwLock.of(new Pair());

        /** Writes. */
        @Actor
        public void writer() {
            lock.mutate(Pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            int both = lock.readOptimistically(pair -> pair.x * 10 + pair.y);
            result.r1 = both / 10;
            result.r2 = both % 10;
        }
    }

    /** Whoever is told that it is done sees what was done. */
    @JCStressTest
    @Description("Two fields are written once, and read by who finds that it is done.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "It was not done yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "It was done, and all is seen.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "It was said to be done, but was not seen.")
    @State
    public static class Done {
        private final Once once = new Once();
        private final Pair pair = new Pair();

        /** Does it. */
        @Actor
        public void writer() {
            once.call(pair::fill);
        }

        /** Reads. */
        @Actor
        public void reader(II_Result result) {
            if (once.isDone()) {
                look(pair, result);
            } else {
                result.r1 = -1;
                result.r2 = -1;
            }
        }
    }

    /** Both ask; one computes. */
    @JCStressTest
    @Description("Two threads ask for a lazy value at the same time.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both see the whole value.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The value was computed twice, or seen half.")
    @State
    public static class Computed {
        private int computed;
        private final Lazy<Pair> lazy = Lazy.of(() -> {
            var pair = new Pair();
            pair.x = ++computed;
            pair.y = 2;
            return pair;
        });

        /** Asks. */
        @Actor
        public void first(II_Result result) {
            result.r1 = lazy.get().x;
        }

        /** Asks. */
        @Actor
        public void second(II_Result result) {
            result.r2 = lazy.get().y;
        }
    }
}
