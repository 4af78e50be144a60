package interleave.sync;

import interleave.lock.Mutex;
import java.util.Objects;

/**
 * Something that is done once, by the first thread that comes; the others wait until it is done.
 *
 * <p>If it ends in a throwable it is not done: the throwable reaches its caller, and the next thread tries again.
 *
 * <p>Once done, asking costs the reading of one field. What the action wrote is seen by every thread that {@link #call} or
 * {@link #isDone} tells that it is done.
 */
public final class Once {

    /** Held by the thread that does it; owns nothing but the right to. */
    private final Mutex<Once> doing = Mutex.of(this);

    private volatile boolean done;

    /** Makes one that is not done. */
    public Once() {}

    /**
     * Does it, unless it is done. Waits, whatever interrupts come, while another thread does it.
     *
     * @return whether this call did it
     * @throws IllegalStateException if it is called within its own action
     */
    public boolean call(Runnable action) {
        Objects.requireNonNull(action, "once.call(null): pass what is to be done");
        if (done) {
            return false;
        }
        if (doing.isHeldByMe()) {
            throw new IllegalStateException("the action of this Once calls it again, and would wait for itself");
        }
        try (var turn = doing.lock()) {
            if (turn.get().done) {
                return false;
            }
            action.run();
            done = true;
            return true;
        }
    }

    /** Returns whether it is done. Never waits. */
    public boolean isDone() {
        return done;
    }
}
