package interleave.lock;

import interleave.event.AdaptiveSpin;
import interleave.event.Deadline;
import interleave.event.Parking;
import interleave.event.Stripes;
import interleave.event.WaitList;
import interleave.event.WaitPolicy;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A lock without data that one writer holds, or any number of readers.
 *
 * <p><b>Who is next.</b> First come, first served: a thread that finds a writer or a queue waits at the queue's end, and a
 * release lets in the first writer, or all readers before the first writer. So no reader that comes after a writer has queued
 * is let in before it, and no writer before a queued reader: nobody starves.
 *
 * <p><b>Its word</b> says whether a writer has it, whether threads are queued, whether the queue is being changed (BUSY), and
 * how many readers are counted there. While it says BUSY only whoever set that changes it; the others wait, for a few
 * instructions that neither park nor allocate.
 *
 * <p><b>Striped readers.</b> Readers that count themselves in one word fight over its cache line, although they want nothing of
 * each other. So when two have met there, the readers that come later count themselves in stripes, on cache lines of their
 * own, and do not read the word at all. A stripe is open or closed, in the same number that counts: closing it and counting in
 * it exclude each other. A writer that has the word closes all stripes and waits until they are empty; whoever lets the
 * readers in opens them. They are closed whenever the word says WRITER or QUEUED and not BUSY, but for a writer that is just
 * closing them. Readers that were queued are counted in the word, by who lets them in.
 *
 * <p><b>A try</b> of a writer closes the stripes too, and opens them again if a reader is in. Nobody may fail because of that,
 * so the word says TRYING meanwhile, which is as brief as BUSY, and who sees it looks again.
 *
 * <p><b>Versions.</b> A number that is odd while a writer has the lock and grows with each lets a reader look without counting
 * itself anywhere, and see afterwards whether a writer has been there.
 */
final class SharedLock {

    /** The answer that a reader is not counted, so has no lock. */
    static final int NONE = -1;

    /** The place of a reader that is counted in the word; all others are places in the stripes. */
    private static final int WORD = 0;

    private static final int WRITER = 1;
    private static final int QUEUED = 2;
    private static final int BUSY = 4;
    private static final int TRYING = 8;
    private static final int READER = 16;

    /** In a stripe: whether it is closed, and what a reader counts. */
    private static final long CLOSED = 1;

    private static final long COUNTED = 2;

    /** A stripe is so many numbers long, which keeps it two cache lines away from the next: processors fetch them in pairs. */
    private static final int STRIDE = 16;

    private static final int VIRTUAL_TURNS = 20;

    private static final VarHandle STATE;
    private static final VarHandle OWNER;
    private static final VarHandle VERSION;
    private static final VarHandle STRIPE = MethodHandles.arrayElementVarHandle(long[].class);

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SharedLock.class, "state", int.class);
            OWNER = lookup.findVarHandle(SharedLock.class, "owner", Thread.class);
            VERSION = lookup.findVarHandle(SharedLock.class, "version", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Parking reading;
    private final Parking writing;
    private final AdaptiveSpin spin = new AdaptiveSpin();
    private final WaitList<Waiter> queue = new WaitList<>();
    private volatile int state;

    /** {@code null} until readers have met at the word. */
    private volatile long[] stripes;

    /** The writer that waits until the stripes are empty. */
    private volatile Thread draining;

    /** The writer that holds it. */
    @SuppressWarnings("unused") // through OWNER
    private Thread owner;

    @SuppressWarnings("unused") // through VERSION
    private long version;

    /** Makes one whose waits are told as waits for the primitive that has it. */
    SharedLock(Object primitive) {
        reading = Parking.on(primitive, "read");
        writing = Parking.on(primitive, "write");
    }

    /** Returns the thread that holds it alone, {@code null} if none does; about another thread it may be out of date. */
    Thread owner() {
        return (Thread) OWNER.getOpaque(this);
    }

    boolean isHeldByMe() {
        return owner() == Thread.currentThread();
    }

    // Readers

    /** Counts this thread as a reader if it need not wait, and returns the place where it is counted, or {@link #NONE}. */
    int tryRead() {
        for (int turn = 0; ; turn++) {
            var counts = stripes;
            int place = counts == null ? NONE : count(counts);
            if (place != NONE) {
                return place;
            }
            int seen = state;
            if ((seen & (BUSY | TRYING)) != 0) {
                WaitPolicy.pause(turn, WaitPolicy.SPINS);
            } else if ((seen & (WRITER | QUEUED)) != 0) {
                return NONE;
            } else if (STATE.compareAndSet(this, seen, seen + READER)) {
                return WORD;
            } else if (counts == null && state >= READER) {
                countApart();
            }
        }
    }

    /** Makes the stripes, open, since readers have met at the word. */
    void countApart() {
        var made = new long[(Stripes.COUNT + 2) * STRIDE];
        int seen = state;
        if ((seen & (WRITER | QUEUED)) == 0 && isMyTurnToChange(seen, 0)) {
            if (stripes == null) {
                stripes = made;
            }
            STATE.setRelease(this, seen); // no writer could come in between: it would not have closed them
        }
    }

    /** Counts this thread in a stripe, and returns its place; {@link #NONE} if that is closed. */
    private static int count(long[] counts) {
        int place = (Stripes.mine() + 1) * STRIDE;
        for (; ; ) {
            long seen = (long) STRIPE.getOpaque(counts, place);
            if ((seen & CLOSED) != 0) {
                return NONE;
            }
            if (STRIPE.compareAndSet(counts, place, seen, seen + COUNTED)) {
                return place;
            }
        }
    }

    /** Counts this thread as a reader, however long that takes, and returns the place. */
    int read() {
        int place = tryRead();
        if (place == NONE) {
            try {
                place = readWaiting(Deadline.never(), false);
            } catch (InterruptedException e) {
                throw new AssertionError("an uninterruptible wait was interrupted", e);
            }
        }
        return place;
    }

    /** Counts this thread as a reader until then, and returns the place; {@link #NONE} if the deadline has passed. */
    int read(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it could lock to read");
        }
        int place = tryRead();
        return place == NONE ? readWaiting(deadline, true) : place;
    }

    private int readWaiting(Deadline deadline, boolean interruptible) throws InterruptedException {
        boolean virtual = Thread.currentThread().isVirtual();
        int turns = virtual ? VIRTUAL_TURNS : WaitPolicy.turns();
        for (int turn = 0; turn < turns; turn++) {
            int place = tryRead();
            if (place != NONE) {
                return place;
            }
            WaitPolicy.pause(turn, virtual ? VIRTUAL_TURNS : WaitPolicy.SPINS);
        }
        if (deadline.hasPassed()) {
            return NONE;
        }
        var me = Waiter.shared();
        for (int turn = 0; ; turn++) {
            int seen = state;
            if ((seen & (BUSY | TRYING)) == 0 && (seen & (WRITER | QUEUED)) == 0) {
                int place = tryRead();
                if (place != NONE) {
                    return place;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                queue.add(me);
                STATE.setRelease(this, seen | QUEUED);
                return waitFor(me, reading, deadline, interruptible) ? WORD : NONE;
            }
        }
    }

    /** Counts a reader no more. */
    void endRead(int place) {
        if (place == WORD) {
            endReadInWord();
            return;
        }
        long before = (long) STRIPE.getAndAdd(stripes, place, -COUNTED);
        if (before == COUNTED + CLOSED) {
            var writer = draining;
            if (writer != null) {
                LockSupport.unpark(writer);
            }
        }
    }

    private void endReadInWord() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (seen >= 2 * READER || (seen & QUEUED) == 0) {
                if ((seen & BUSY) != 0) {
                    WaitPolicy.pause(turn, WaitPolicy.SPINS);
                } else if (STATE.compareAndSet(this, seen, seen - READER)) {
                    return;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                admit(seen - READER);
                return;
            }
        }
    }

    // Writers

    /** Takes it alone if nobody has it. */
    boolean tryWrite() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (seen == 0) {
                if (STATE.compareAndSet(this, 0, WRITER | TRYING)) {
                    boolean empty = closeStripes();
                    for (int again = 0; ; again++) {
                        int now = state;
                        if (isMyTurnToChange(now, again)) {
                            if (empty) {
                                STATE.setRelease(this, now & ~TRYING);
                                own();
                            } else {
                                admit(now & ~(WRITER | TRYING));
                            }
                            return empty;
                        }
                    }
                }
            } else if ((seen & (BUSY | TRYING)) == 0) {
                return false;
            } else {
                WaitPolicy.pause(turn, WaitPolicy.SPINS);
            }
        }
    }

    /** Takes it alone, however long that takes. */
    void write() {
        try {
            write(Deadline.never(), false);
        } catch (InterruptedException e) {
            throw new AssertionError("an uninterruptible wait was interrupted", e);
        }
    }

    /** Takes it alone until then; returns whether it was taken. */
    boolean write(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before it could lock to write");
        }
        return write(deadline, true);
    }

    private boolean write(Deadline deadline, boolean interruptible) throws InterruptedException {
        if (!STATE.compareAndSet(this, 0, WRITER) && !queueToWrite(deadline, interruptible)) {
            return false;
        }
        if (!closeStripes() && !drain(deadline, interruptible)) {
            return false;
        }
        own();
        return true;
    }

    /** Waits until the word says that this thread is the writer; readers may still be in the stripes. */
    private boolean queueToWrite(Deadline deadline, boolean interruptible) throws InterruptedException {
        boolean virtual = Thread.currentThread().isVirtual();
        int turns = virtual ? VIRTUAL_TURNS : WaitPolicy.turns();
        for (int turn = 0; turn < turns; turn++) {
            if (state == 0 && STATE.compareAndSet(this, 0, WRITER)) {
                return true;
            }
            WaitPolicy.pause(turn, virtual ? VIRTUAL_TURNS : WaitPolicy.SPINS);
        }
        if (deadline.hasPassed()) {
            return false;
        }
        var me = Waiter.exclusive();
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (seen == 0) {
                if (STATE.compareAndSet(this, 0, WRITER)) {
                    return true;
                }
            } else if (isMyTurnToChange(seen, turn)) {
                queue.add(me);
                closeStripes();
                STATE.setRelease(this, seen | QUEUED);
                return waitFor(me, writing, deadline, interruptible);
            }
        }
    }

    /** Waits until no reader is in the stripes, which are closed; the word says that this thread is the writer. */
    private boolean drain(Deadline deadline, boolean interruptible) throws InterruptedException {
        var counts = stripes;
        for (int turn = 0; turn < WaitPolicy.turns(); turn++) {
            if (isDrained(counts)) {
                return true;
            }
            WaitPolicy.pause(turn, Thread.currentThread().isVirtual() ? WaitPolicy.turns() : WaitPolicy.SPINS);
        }
        BooleanSupplier drained = () -> isDrained(counts);
        draining = Thread.currentThread();
        boolean empty = false;
        try {
            empty = interruptible ? writing.await(drained, deadline) : writing.awaitUninterruptibly(drained, deadline);
            return empty;
        } finally {
            draining = null;
            if (!empty) {
                leave();
            }
        }
    }

    /** Releases it as its writer. */
    void endWrite() {
        OWNER.setOpaque(this, null);
        VERSION.setRelease(this, version + 1);
        if (stripes != null || !STATE.compareAndSet(this, WRITER, 0)) {
            leave();
        }
    }

    /** Releases it as its writer and goes on as a reader; returns the place where it is counted. */
    int downgrade() {
        OWNER.setOpaque(this, null);
        VERSION.setRelease(this, version + 1);
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (isMyTurnToChange(seen, turn)) {
                admit((seen & ~WRITER) + READER);
                return WORD;
            }
        }
    }

    private void own() {
        OWNER.setOpaque(this, Thread.currentThread());
        VERSION.setOpaque(this, version + 1);
        VarHandle.storeStoreFence(); // no reader sees what this writer writes and the version of before
    }

    /** Lets the next in; the word says that this thread is the writer. */
    private void leave() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (isMyTurnToChange(seen, turn)) {
                admit(seen & ~WRITER);
                return;
            }
        }
    }

    // Optimistic readers

    /** Returns the version, {@link #NONE} if there is a writer. */
    long beginLook() {
        long seen = (long) VERSION.getAcquire(this);
        return (seen & 1) == 0 ? seen : NONE;
    }

    /** Returns whether no writer has been there since. */
    boolean endLook(long begun) {
        VarHandle.acquireFence(); // what was read was read before the version is read again
        return (long) VERSION.getOpaque(this) == begun;
    }

    // The queue and the stripes

    /** Sets BUSY, or passes a moment if another has or the word has changed. */
    private boolean isMyTurnToChange(int seen, int turn) {
        if ((seen & BUSY) == 0 && STATE.compareAndSet(this, seen, seen | BUSY)) {
            return true;
        }
        WaitPolicy.pause(turn, WaitPolicy.SPINS);
        return false;
    }

    /**
     * Lets in whoever is next, opens or closes the stripes, and ends BUSY with that.
     *
     * @param now the word without BUSY, QUEUED or not, and without whoever is leaving
     */
    private void admit(int now) {
        int next = now & ~QUEUED;
        Waiter admitted = null;
        var first = queue.first();
        if (first != null && !first.isShared() && next == 0) {
            admitted = queue.poll();
            next = WRITER;
        } else if ((next & WRITER) == 0) {
            for (; first != null && first.isShared(); first = queue.first()) {
                admitted = queue.poll().admittedWith(admitted);
                next += READER;
            }
        }
        if (!queue.isEmpty()) {
            next |= QUEUED;
        }
        if ((next & (WRITER | QUEUED)) == 0) {
            openStripes();
        } else {
            closeStripes();
        }
        for (var each = admitted; each != null; each = each.admittedWith()) {
            each.grant();
        }
        STATE.setRelease(this, next);
        for (var each = admitted; each != null; each = each.admittedWith()) {
            each.unpark();
        }
    }

    /** Waits as one that is queued, until it is let in or the deadline has passed. */
    private boolean waitFor(Waiter me, Parking place, Deadline deadline, boolean interruptible)
            throws InterruptedException {
        lookAgain(me, deadline);
        try {
            boolean told = interruptible ? place.await(me, deadline) : place.awaitUninterruptibly(me, deadline);
            return told || !giveUp(me);
        } catch (InterruptedException e) {
            if (giveUp(me)) {
                throw e;
            }
            Thread.currentThread()
                    .interrupt(); // it was let in in the same moment: nothing is lost, nor is the interrupt
            return true;
        }
    }

    /**
     * Looks again, without parking, whether it was let in. Whoever is let in while it sleeps has the lock until it is awake,
     * so others come to sleep too, and so on: the looks should last as long as it takes to be woken, if they help.
     */
    private void lookAgain(Waiter me, Deadline deadline) {
        int turns = spin.turns();
        for (int turn = 0; turn < turns && !me.getAsBoolean() && AdaptiveSpin.pause(turn, deadline); turn++) {}
        spin.learn(turns, me.getAsBoolean());
    }

    /** Leaves the queue, unless it was let in; returns whether it has left. */
    private boolean giveUp(Waiter me) {
        for (int turn = 0; ; turn++) {
            int seen = state;
            if (me.isGranted()) {
                return false;
            }
            if (isMyTurnToChange(seen, turn)) {
                boolean left = queue.remove(me);
                admit(seen); // those behind it may have waited for it alone
                return left;
            }
        }
    }

    /** Closes all stripes, and returns whether no reader is in them. */
    private boolean closeStripes() {
        var counts = stripes;
        boolean empty = true;
        if (counts != null) {
            for (int i = 1; i <= Stripes.COUNT; i++) {
                empty &= (long) STRIPE.getAndBitwiseOr(counts, i * STRIDE, CLOSED) <= CLOSED;
            }
        }
        return empty;
    }

    private void openStripes() {
        var counts = stripes;
        if (counts != null) {
            for (int i = 1; i <= Stripes.COUNT; i++) {
                if (((long) STRIPE.getOpaque(counts, i * STRIDE) & CLOSED) != 0) {
                    STRIPE.getAndBitwiseAnd(counts, i * STRIDE, ~CLOSED);
                }
            }
        }
    }

    private static boolean isDrained(long[] counts) {
        for (int i = 1; i <= Stripes.COUNT; i++) {
            if ((long) STRIPE.getVolatile(counts, i * STRIDE) != CLOSED) {
                return false;
            }
        }
        return true;
    }
}
