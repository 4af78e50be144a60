package interleave.lock;

import interleave.event.Deadline;
import interleave.event.Parking;
import interleave.event.WaitList;
import interleave.event.WaitPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A lock without data that one thread holds.
 *
 * <p>Its word says whether it is held, whether threads are queued, whether one of them was woken and has not looked yet, and
 * whether the queue is being changed (BUSY). Who holds it is kept beside the word.
 *
 * <p><b>Barging</b> (the default): a release frees the lock, in one addition to the word that asks for nothing, and then wakes
 * the thread that has waited longest, which may find that another came first; it is then the first of the queue again. One
 * thread at a time is woken: while it is on its way a release wakes nobody, so a lock that is taken again and again costs one
 * wake-up for many turns. It says that it has looked by clearing WAKING, in the same step in which it takes the lock or queues
 * again. A thread that was woken {@value #PATIENCE} times in vain is given the lock by the next release that finds it free.
 *
 * <p><b>Fair</b>: a release gives the lock to the thread that has waited longest. The word never says "free" while one waits,
 * so nobody can come first.
 *
 * <p><b>Nobody is forgotten.</b> A thread that queues ends the change of the queue in a step that sets QUEUED in a word that
 * says HELD; if it is free by then the thread takes it instead. So the release of that holder sees QUEUED. If it wakes nobody,
 * since one was woken before, then that one either takes the lock, and its own release looks; or it finds the lock held, and
 * clears WAKING in a word that says so, which the holder's release sees. If it finds the lock taken before it could wake
 * somebody, the release of who took it looks.
 */
final class ExclusiveLock {

    /** So often a woken thread comes late before it is given the lock. */
    static final int PATIENCE = 4;

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int QUEUED = 2;
    private static final int WAKING = 4;
    private static final int BUSY = 8;

    private static final VarHandle STATE;
    private static final VarHandle OWNER;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(ExclusiveLock.class, "state", int.class);
            OWNER = lookup.findVarHandle(ExclusiveLock.class, "owner", Thread.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final boolean fair;
    private final Parking locking;
    private final WaitList<Waiter> queue = new WaitList<>();
    private volatile int state;

    /** The holder; written by who takes it, gives it away or releases it. */
    @SuppressWarnings("unused") // through OWNER
    private Thread owner;

    /** Makes one whose waits are told as waits for the primitive that has it. */
    ExclusiveLock(Object primitive, boolean fair) {
        this.fair = fair;
        locking = Parking.on(primitive, "lock");
    }

    boolean isFair() {
        return fair;
    }

    /** Returns the thread that holds it, {@code null} if none does; about another thread it may be out of date. */
    Thread owner() {
        return (Thread) OWNER.getOpaque(this);
    }

    boolean isHeldByMe() {
        return owner() == Thread.currentThread();
    }

    /** Takes it if it is free. */
    boolean tryAcquire() {
        for (int seen = FREE; (seen & HELD) == 0; seen = state) {
            if (take(seen, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Takes it, however long that takes and whatever interrupts come. */
    void acquire() {
        if (!tryAcquire()) {
            try {
                acquireWaiting(Deadline.never(), false);
            } catch (InterruptedException e) {
                throw new AssertionError("an uninterruptible wait was interrupted", e);
            }
        }
    }

    /**
     * Takes it until then.
     *
     * @return whether it was taken
     * @throws InterruptedException if the thread is interrupted before or while it waits; it is not taken
     */
    boolean acquire(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it could lock");
        }
        return tryAcquire() || acquireWaiting(deadline, true);
    }

    /** Takes it if its word is still this one, which says that it is free, and clears some bits. */
    private boolean take(int seen, int cleared) {
        if (STATE.compareAndSet(this, seen, (seen | HELD) & ~cleared)) {
            OWNER.setOpaque(this, Thread.currentThread());
            return true;
        }
        return false;
    }

    private boolean acquireWaiting(Deadline deadline, boolean interruptible) throws InterruptedException {
        if (lookAgain()) {
            return true;
        }
        if (deadline.hasPassed()) {
            return false;
        }
        var me = Waiter.exclusive();
        return enqueue(me, false) || waitFor(me, deadline, interruptible);
    }

    /** Looks a few times more whether it is free. */
    private boolean lookAgain() {
        for (int look = 0; look < WaitPolicy.looks(); look++) {
            WaitPolicy.pauseLonger(look);
            int seen = state;
            if ((seen & HELD) == 0 && take(seen, 0)) {
                return true;
            }
        }
        return false;
    }

    /** Waits as one that is queued, until it is taken or the deadline has passed. */
    private boolean waitFor(Waiter me, Deadline deadline, boolean interruptible) throws InterruptedException {
        for (; ; ) {
            try {
                boolean told = interruptible ? locking.await(me, deadline) : locking.awaitUninterruptibly(me, deadline);
                if (!told) {
                    return !giveUp(me);
                }
            } catch (InterruptedException e) {
                if (giveUp(me)) {
                    throw e;
                }
                // It was taken in the same moment: nothing is lost, nor is the interrupt.
                Thread.currentThread().interrupt();
                return true;
            }
            if (me.isGranted() || lookAgainWoken()) {
                return true;
            }
            me.lose();
            if (enqueue(me, true)) {
                return true;
            }
        }
    }

    /** Looks a few times more whether it is free, as the thread that was woken. */
    private boolean lookAgainWoken() {
        for (int turn = 0; turn < WaitPolicy.SPINS; turn++) {
            int seen = state;
            if ((seen & HELD) == 0 && take(seen, WAKING)) {
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }

    /**
     * Queues a thread, as the first if it was woken, or takes the lock if that is free.
     *
     * @return whether it was taken
     */
    private boolean enqueue(Waiter me, boolean woken) {
        int looked = woken ? WAKING : 0;
        for (int turn = 0; ; turn++) {
            int seen = state;
            if ((seen & HELD) == 0) {
                if (take(seen, looked)) {
                    return true;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                if (woken) {
                    queue.addFirst(me);
                } else {
                    queue.add(me);
                }
                return !endEnqueue(me, looked);
            }
        }
    }

    /** Ends the change that has queued a thread, unless the lock is free by now: then it is taken. Returns whether it waits. */
    private boolean endEnqueue(Waiter me, int looked) {
        for (int now = state; (now & HELD) != 0; now = state) {
            if (STATE.compareAndSet(this, now, (now | QUEUED) & ~(BUSY | looked))) {
                return true;
            }
        }
        queue.remove(me);
        int empty = queue.isEmpty() ? QUEUED : 0;
        for (int now = state; ; now = state) {
            if ((now & HELD) != 0) {
                // Another has taken it meanwhile: queue after all.
                if (looked != 0) {
                    queue.addFirst(me);
                } else {
                    queue.add(me);
                }
                return endEnqueue(me, looked);
            }
            if (take(now, BUSY | looked | empty)) {
                return false;
            }
        }
    }

    /** Queues a thread that waited for a condition and was signalled. Only for the holder. */
    void enqueueSignalled(Waiter waiter) {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (isMyTurnToChange(seen, turn)) {
                queue.add(waiter);
                endChange(0);
                return;
            }
        }
    }

    /** Sets BUSY, or passes a moment if another has or the word has changed. */
    private boolean isMyTurnToChange(int seen, int turn) {
        if ((seen & BUSY) == 0 && STATE.compareAndSet(this, seen, seen | BUSY)) {
            return true;
        }
        WaitPolicy.pause(turn, WaitPolicy.SPINS);
        return false;
    }

    /** Leaves the queue, unless the lock is taken in the same moment; returns whether it has left. */
    private boolean giveUp(Waiter me) {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (me.isGranted()) {
                return false;
            }
            if (me.isWoken()) {
                // The release that woke it counts on it to look. If it is held the holder's release wakes the next.
                if ((seen & HELD) == 0) {
                    if (take(seen, WAKING)) {
                        return false;
                    }
                } else if (STATE.compareAndSet(this, seen, seen & ~WAKING)) {
                    return true;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                boolean left = queue.remove(me);
                endChange(0);
                if (left) {
                    return true;
                }
            }
        }
    }

    /** Ends a change of the queue, and sets some bits with that. */
    private void endChange(int set) {
        int queued = queue.isEmpty() ? 0 : QUEUED;
        for (int now = state; !STATE.compareAndSet(this, now, (now & ~(BUSY | QUEUED)) | queued | set); now = state) {}
    }

    /** Releases it. Only for the holder. */
    void release() {
        OWNER.setOpaque(this, null);
        if (fair) {
            releaseFairly();
        } else {
            int before = (int) STATE.getAndAdd(this, -HELD);
            if ((before & (QUEUED | WAKING)) == QUEUED) {
                wakeFirst();
            }
        }
    }

    private void releaseFairly() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (seen == HELD) {
                if (STATE.compareAndSet(this, HELD, FREE)) {
                    return;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                var first = queue.poll();
                if (first != null) {
                    OWNER.setOpaque(this, first.thread());
                    first.grant();
                    endChange(0);
                    first.unpark();
                    return;
                }
                endChange(0);
            }
        }
    }

    /** Wakes the first of the queue, or gives it the lock, unless somebody has taken that, whose release will do it. */
    private void wakeFirst() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if ((seen & HELD) != 0 || (seen & (QUEUED | WAKING)) != QUEUED) {
                return;
            }
            if (isMyTurnToChange(seen, turn)) {
                var first = queue.first();
                if (first.losses() < PATIENCE) {
                    queue.poll();
                    endChange(WAKING); // before it is woken: it clears the bit
                    first.wake();
                    first.unpark();
                } else if (giveTo(first)) {
                    first.unpark();
                }
                return;
            }
        }
    }

    /** Gives it to the first of the queue, unless somebody has taken it, and ends the change of the queue with that. */
    private boolean giveTo(Waiter first) {
        queue.poll();
        int queued = queue.isEmpty() ? 0 : QUEUED;
        for (int now = state; (now & HELD) == 0; now = state) {
            if (STATE.compareAndSet(this, now, (now & ~QUEUED) | queued | HELD)) {
                OWNER.setOpaque(this, first.thread());
                first.grant();
                endChange(0);
                return true;
            }
        }
        queue.addFirst(first);
        endChange(0);
        return false;
    }

    /**
     * Releases it, waits for a signal, and takes it again, whatever happens. Only for the holder.
     *
     * @param me is in the list of a condition
     * @param place where it waits for the signal
     * @return whether it was signalled; if not, the deadline has passed
     * @throws InterruptedException if the thread was interrupted before it was signalled
     */
    boolean awaitSignal(Waiter me, Parking place, Deadline deadline) throws InterruptedException {
        release();
        InterruptedException interrupt = null;
        boolean told = false;
        try {
            told = place.await(me, deadline);
        } catch (InterruptedException e) {
            interrupt = e;
        }
        if (!told && me.leave()) {
            acquire();
            if (interrupt != null) {
                throw interrupt;
            }
            return false;
        }
        waitFor(me, Deadline.never(), false);
        if (interrupt != null) {
            Thread.currentThread().interrupt(); // it was signalled in the same moment: that counts
        }
        return true;
    }
}
