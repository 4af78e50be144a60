package interleave.sync;

import interleave.event.Deadline;
import interleave.event.Parking;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * One token: a thread waits for it, and another leaves it.
 *
 * <p>A token that is left while nobody waits is kept, so it does not matter who comes first; two that are left are one. It is
 * what waiting is built of everywhere else, without a lock: so it is for those who build such things, and a {@link
 * interleave.lock.Condvar} for those who wait for data.
 *
 * <p>One thread waits at a time; any number may leave the token.
 */
public final class Parker {

    private static final VarHandle TOKEN;
    private static final VarHandle WAITING;

    static {
        try {
            var lookup = MethodHandles.lookup();
            TOKEN = lookup.findVarHandle(Parker.class, "token", boolean.class);
            WAITING = lookup.findVarHandle(Parker.class, "waiting", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Parking parking = Parking.on(this, "park");

    private volatile boolean token;

    private volatile Thread waiting;

    /** Makes one without a token. */
    public Parker() {}

    /**
     * Takes the token. Waits until there is one.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; no token is taken
     * @throws IllegalStateException if another thread waits here
     */
    public void park() throws InterruptedException {
        park(Deadline.never());
    }

    /**
     * Takes the token if it comes within this time.
     *
     * @return whether it was taken
     * @throws InterruptedException if the thread is interrupted before or while it waits; no token is taken
     * @throws IllegalStateException if another thread waits here
     */
    public boolean park(Duration timeout) throws InterruptedException {
        return park(Deadline.after(timeout));
    }

    private boolean park(Deadline deadline) throws InterruptedException {
        if (!WAITING.compareAndSet(this, null, Thread.currentThread())) {
            throw new IllegalStateException(
                    "another thread waits at this Parker: each waiting thread needs one of its own");
        }
        try {
            // Nobody else takes it: two threads never wait here at once.
            return parking.await(() -> token, deadline) && (boolean) TOKEN.getAndSet(this, false);
        } finally {
            waiting = null;
        }
    }

    /** Leaves the token, which wakes the thread that waits or that will wait next. Never waits. */
    public void unpark() {
        token = true; // before the thread is read: one that comes later finds it
        var thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}
