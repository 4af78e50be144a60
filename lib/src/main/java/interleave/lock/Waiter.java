package interleave.lock;

import interleave.event.WaitList;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One thread in the list of a lock or of a condition.
 *
 * <p>It waits until it is woken or given the lock. Who takes it out of a lock's list tells it so, before the list may be
 * changed by others. From the list of a condition it goes on to that of the lock, if it is signalled before it leaves: one
 * compare-and-set decides between the two.
 */
final class Waiter extends WaitList.Entry<Waiter> implements BooleanSupplier {

    /** How far its wait has come; {@code null} while it waits. */
    private enum Stage {
        /** It left the list of a condition, of which that list does not know yet. */
        LEFT,
        /** It was taken out of the list of a condition, and waits for the lock. */
        SIGNALLED,
        /** It may look again: the lock was free. */
        WOKEN,
        /** The lock is its own. */
        GRANTED
    }

    private static final VarHandle STAGE;

    static {
        try {
            STAGE = MethodHandles.lookup().findVarHandle(Waiter.class, "stage", Stage.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final boolean shared;
    private volatile Stage stage;

    /** How often it was woken and found that another had been faster; written outside every list by its own thread. */
    private int losses;

    /** The next of those that were let in with it; written by who lets it in, before. */
    private Waiter admittedWith;

    private Waiter(boolean shared) {
        this.shared = shared;
    }

    /** Returns one for the current thread, which wants a lock, or to wait for a condition, alone. */
    static Waiter exclusive() {
        return new Waiter(false);
    }

    /** Returns one for the current thread, which wants a lock together with others. */
    static Waiter shared() {
        return new Waiter(true);
    }

    boolean isShared() {
        return shared;
    }

    Thread thread() {
        return thread;
    }

    int losses() {
        return losses;
    }

    /** Signals it, unless it has left. */
    boolean signal() {
        return STAGE.compareAndSet(this, null, Stage.SIGNALLED);
    }

    /** Leaves a condition, unless it was signalled. */
    boolean leave() {
        return STAGE.compareAndSet(this, null, Stage.LEFT);
    }

    /** Lets it look again; it is still to be {@linkplain #unpark unparked}. */
    void wake() {
        stage = Stage.WOKEN;
    }

    /** Gives it the lock; it is still to be {@linkplain #unpark unparked}. */
    void grant() {
        stage = Stage.GRANTED;
    }

    void unpark() {
        LockSupport.unpark(thread);
    }

    boolean isGranted() {
        return stage == Stage.GRANTED;
    }

    boolean isWoken() {
        return stage == Stage.WOKEN;
    }

    /** Makes it wait anew, since another was faster. */
    void lose() {
        losses++;
        stage = null;
    }

    /** Puts it before others that are let in with it. */
    Waiter admittedWith(Waiter others) {
        admittedWith = others;
        return this;
    }

    /** Returns the next of those that are let in with it, {@code null} if it is the last. */
    Waiter admittedWith() {
        return admittedWith;
    }

    /** The condition that ends the wait. */
    @Override
    public boolean getAsBoolean() {
        var now = stage;
        return now == Stage.WOKEN || now == Stage.GRANTED;
    }
}
