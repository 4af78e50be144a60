package interleave.stress;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.BB_Result;

/**
 * Two threads own neighbouring bytes of one array. Does a write to one ever disturb the other?
 *
 * <p>It must not: Java forbids word tearing (JLS 17.6), even on a processor that can only write whole words. So an
 * array may be cut into slices anywhere, and each thread needs no more than to stay inside its own.
 */
@JCStressTest
@Description("Two threads write neighbouring bytes of one array, each its own.")
@Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both writes are there: each byte has one owner.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A write to one byte undid the write to its neighbour: word tearing.")
@State
public class AdjacentBytes {

    private final byte[] bytes = new byte[2];

    /** Owns the left byte. */
    @Actor
    public void left() {
        bytes[0] = 1;
    }

    /** Owns the right byte. */
    @Actor
    public void right() {
        bytes[1] = 2;
    }

    /** Reads both when both writers have ended. */
    @Arbiter
    public void both(BB_Result result) {
        result.r1 = bytes[0];
        result.r2 = bytes[1];
    }
}
