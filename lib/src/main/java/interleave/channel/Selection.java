package interleave.channel;

import interleave.event.AdaptiveSpin;
import interleave.event.Deadline;
import interleave.event.Parking;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One wait of one thread for one of several operations, or for a single one.
 *
 * <p>Each operation has a {@link Waiter} in the list of its channel. Whoever makes an operation possible lets its waiter
 * {@linkplain #win win}; the first wins, all others learn that they came late and turn to the next thread in their list.
 * So does the waiting thread itself when it gives up: {@link #cancel}. One compare-and-set decides among them all.
 *
 * <p>Belongs to the waiting thread, is used for one wait, and is never reset.
 */
final class Selection implements BooleanSupplier {

    /** In place of a winner. */
    private enum NoWinner {
        /** The thread has parked or is about to, and must be unparked. */
        PARKED,
        /** The thread waits no more. */
        CANCELLED
    }

    private static final VarHandle OUTCOME;

    static {
        try {
            OUTCOME = MethodHandles.lookup().findVarHandle(Selection.class, "outcome", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();

    /** {@code null} while nothing is decided and the thread has not parked. */
    private volatile Object outcome;

    /** Written by who let a waiter win, before it calls {@link #wake}, and read by nobody else. */
    private boolean parked;

    /** Decides for a waiter, unless something is decided. Whoever is told {@code true} calls {@link #wake} soon. */
    boolean win(Waiter waiter) {
        for (; ; ) {
            var seen = outcome;
            if (seen != null && seen != NoWinner.PARKED) {
                return false;
            }
            if (OUTCOME.compareAndSet(this, seen, waiter)) {
                parked = seen == NoWinner.PARKED;
                return true;
            }
        }
    }

    /** Wakes the thread if it has parked. Only for whoever has let a waiter win; not under a {@link BriefLock}. */
    void wake() {
        if (parked) {
            LockSupport.unpark(thread);
        }
    }

    /** Gives up, unless a waiter has won. */
    boolean cancel() {
        for (; ; ) {
            var seen = outcome;
            if (seen != null && seen != NoWinner.PARKED) {
                return seen == NoWinner.CANCELLED;
            }
            if (OUTCOME.compareAndSet(this, seen, NoWinner.CANCELLED)) {
                return true;
            }
        }
    }

    /** Returns whether a waiter could win no more. */
    boolean isDecided() {
        var seen = outcome;
        return seen != null && seen != NoWinner.PARKED;
    }

    /** The condition that ends the wait. */
    @Override
    public boolean getAsBoolean() {
        return isDecided();
    }

    /** Returns the waiter that won, or {@code null}. */
    Waiter winner() {
        return outcome instanceof Waiter waiter ? waiter : null;
    }

    /** Waits for a moment, without parking, until something is decided. */
    void lookAgain(AdaptiveSpin spin, Deadline deadline) {
        int turns = spin.turns();
        for (int turn = 0; turn < turns && !isDecided() && AdaptiveSpin.pause(turn, deadline); turn++) {}
        spin.learn(turns, isDecided());
    }

    /**
     * Waits until a waiter wins.
     *
     * @return whether one has won; if not, the deadline has passed and none can win any more
     * @throws InterruptedException if the thread was interrupted and no waiter can win any more. If one has won in the same
     *     moment, that counts, and the thread's flag stays set for its next operation.
     */
    boolean await(Parking place, Deadline deadline) throws InterruptedException {
        if (!OUTCOME.compareAndSet(this, null, NoWinner.PARKED)) {
            return true;
        }
        try {
            return place.await(this, deadline) || !cancel();
        } catch (InterruptedException e) {
            if (cancel()) {
                throw e;
            }
            thread.interrupt();
            return true;
        }
    }
}
