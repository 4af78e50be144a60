package interleave.stress;

import interleave.trial.litmus.Broken;
import interleave.trial.litmus.Tool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads want the one connection to a host, and whoever finds none makes it. Do both get the same?
 *
 * <p>Each call of a concurrent map is whole. Two calls are two: the ladder changes what joins the look and the deed.
 */
public final class CheckThenAct {

    private CheckThenAct() {}

    /**
     * Nothing joins the two calls: between {@code get} and {@code put} another thread finds the same gap.
     */
    @JCStressTest
    @Description("Two threads look into a map and put what is missing.")
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "Both got the same connection.")
    @Outcome(id = "1, 2", expect = Expect.FORBIDDEN, desc = "Both found none, and each made its own: there are two.")
    @State
    @Broken({Tool.OUTCOMES, Tool.INTERLEAVINGS})
    public static class Separate {
        private final Map<String, Integer> connections = new ConcurrentHashMap<>();

        /** Asks for the connection, and brings number 1 in case there is none. */
        @Actor
        public void first(II_Result result) {
            result.r1 = connection(1);
        }

        /** Asks for the connection, and brings number 2 in case there is none. */
        @Actor
        public void second(II_Result result) {
            result.r2 = connection(2);
        }

        private int connection(int mine) {
            var found = connections.get("host");
            if (found == null) {
                connections.put("host", mine);
                return mine;
            }
            return found;
        }
    }

    /**
     * The map joins them: it looks and puts in one call, and says who was first.
     */
    @JCStressTest
    @Description("Two threads put into a map if nothing is there.")
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "Both got the same connection.")
    @Outcome(id = "1, 2", expect = Expect.FORBIDDEN, desc = "Both found none, and each made its own: there are two.")
    @State
    public static class PutIfAbsent {
        private final Map<String, Integer> connections = new ConcurrentHashMap<>();

        /** Asks for the connection, and brings number 1 in case there is none. */
        @Actor
        public void first(II_Result result) {
            result.r1 = connection(1);
        }

        /** Asks for the connection, and brings number 2 in case there is none. */
        @Actor
        public void second(II_Result result) {
            result.r2 = connection(2);
        }

        private int connection(int mine) {
            var found = connections.putIfAbsent("host", mine);
            return found == null ? mine : found;
        }
    }

    /**
     * A lock joins them: who looks also puts before anyone else looks.
     */
    @JCStressTest
    @Description("Two threads look and put under one lock.")
    @Outcome(
            id = {"1, 1", "2, 2"},
            expect = Expect.ACCEPTABLE,
            desc = "Both got the same connection.")
    @Outcome(id = "1, 2", expect = Expect.FORBIDDEN, desc = "Both found none, and each made its own: there are two.")
    @State
    public static class Locked {
        private final ReentrantLock lock = new ReentrantLock();
        private final Map<String, Integer> connections = new ConcurrentHashMap<>();

        /** Asks for the connection, and brings number 1 in case there is none. */
        @Actor
        public void first(II_Result result) {
            result.r1 = connection(1);
        }

        /** Asks for the connection, and brings number 2 in case there is none. */
        @Actor
        public void second(II_Result result) {
            result.r2 = connection(2);
        }

        private int connection(int mine) {
            lock.lock();
            try {
                var found = connections.get("host");
                if (found == null) {
                    connections.put("host", mine);
                    return mine;
                }
                return found;
            } finally {
                lock.unlock();
            }
        }
    }
}
