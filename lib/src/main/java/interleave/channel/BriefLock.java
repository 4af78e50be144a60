package interleave.channel;

import interleave.event.WaitPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock for the few instructions that change a list of waiting threads.
 *
 * <p>Its owner neither parks nor allocates nor calls unknown code, so it is never a virtual thread that has left its
 * carrier: whoever waits waits for a thread that runs, or that the operating system has paused for a moment. So a wait
 * spins a little and then yields, which lets that thread run. Not reentrant, knows no owner, is not fair.
 */
final class BriefLock {

    private static final int SPINS = 32;
    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(BriefLock.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // through HELD
    private boolean held;

    void lock() {
        for (int turn = 0; !HELD.compareAndSet(this, false, true); turn++) {
            WaitPolicy.pause(turn, SPINS);
        }
    }

    void unlock() {
        HELD.setRelease(this, false);
    }
}
