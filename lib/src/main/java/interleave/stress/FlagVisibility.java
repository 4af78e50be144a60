package interleave.stress;

import interleave.trial.litmus.Broken;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.Tool;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;

/**
 * A thread works until a flag is set. Another sets it. Does the first one ever stop?
 *
 * <p>The ladder changes one thing at a time: how the flag is read and written. Nothing but the flag connects the threads.
 */
public final class FlagVisibility {

    private FlagVisibility() {}

    /**
     * Nothing says that another thread may write the flag. The compiler may read it once, before the loop, and never again:
     * the loop that it makes of this one has no end.
     */
    @JCStressTest(Mode.Termination)
    @Description("A loop reads a plain flag that another thread sets.")
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The worker saw the flag and stopped.")
    @Outcome(
            id = "STALE",
            expect = Expect.FORBIDDEN,
            desc = "The worker still ran long after the flag was set: it never looks again.")
    @State
    @Broken(Tool.OUTCOMES)
    public static class Plain {
        private boolean stopped;
        /** The worker's own. */
        long turns;

        /** Works until it is told to stop. */
        @Actor
        public void worker() {
            while (!stopped) {
                turns++;
            }
        }

        /** Tells it, from another thread. */
        @Signal
        public void stop() {
            stopped = true;
        }
    }

    /**
     * Opaque is the least that suffices here: each turn reads the flag anew, and a write to it arrives in the end. It orders
     * nothing else.
     */
    @JCStressTest(Mode.Termination)
    @Description("A loop reads a flag in opaque mode.")
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The worker saw the flag and stopped.")
    @Outcome(
            id = "STALE",
            expect = Expect.FORBIDDEN,
            desc = "The worker still ran long after the flag was set: it never looks again.")
    @State
    public static class Opaque {
        private final AtomicBoolean stopped = new AtomicBoolean();
        /** The worker's own. */
        long turns;

        /** Works until it is told to stop. */
        @Actor
        public void worker() {
            while (!stopped.getOpaque()) {
                turns++;
            }
        }

        /** Tells it, from another thread. */
        @Signal
        public void stop() {
            stopped.setOpaque(true);
        }
    }

    /**
     * Volatile suffices, and the worker sees as well what was written before the flag.
     */
    @Core
    @JCStressTest(Mode.Termination)
    @Description("A loop reads a volatile flag.")
    @Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "The worker saw the flag and stopped.")
    @Outcome(
            id = "STALE",
            expect = Expect.FORBIDDEN,
            desc = "The worker still ran long after the flag was set: it never looks again.")
    @State
    public static class Volatile {
        private volatile boolean stopped;
        /** The worker's own. */
        long turns;

        /** Works until it is told to stop. */
        @Actor
        public void worker() {
            while (!stopped) {
                turns++;
            }
        }

        /** Tells it, from another thread. */
        @Signal
        public void stop() {
            stopped = true;
        }
    }
}
