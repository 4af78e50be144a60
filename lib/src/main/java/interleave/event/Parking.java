package interleave.event;

import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jdk.jfr.FlightRecorder;

/**
 * The place where the threads of one operation of one primitive wait: a lock has one for {@code lock}, a channel one for
 * {@code send} and one for {@code receive}. It works alike for platform and for virtual threads.
 *
 * {@snippet :
 * private final Parking receiving = Parking.on(this, "receive");
 *
 * T receive(Deadline deadline) throws InterruptedException {
 *     var waiter = enqueue(Thread.currentThread());
 *     try {
 *         if (!receiving.await(waiter::isServed, deadline) && waiter.cancel()) {
 *             throw new TimedOut();
 *         }
 *     } catch (InterruptedException e) {
 *         if (waiter.cancel()) {
 *             throw e;
 *         }
 *         Thread.currentThread().interrupt(); // it was served in the same moment: nothing is lost, nor is the interrupt
 *     }
 *     return waiter.value();
 * }
 * }
 *
 * <p><b>Who wakes whom.</b> The primitive knows its waiting threads; this class does not. Whoever makes the condition of a
 * waiting thread true calls {@link LockSupport#unpark} for that thread <em>after</em> it. No wake-up is lost: the
 * condition is read after each return from {@code park}, and an {@code unpark} that comes between the reading and the
 * next {@code park} lets that one return at once. Wake-ups without a reason, and permits left over from others, cost one
 * more reading.
 *
 * <p><b>The condition</b> is read by the waiting thread alone. It reads what another thread writes, so it must read a
 * {@code volatile} or something as strong; it is cheap, changes nothing and waits for nothing. What it throws ends the
 * wait and reaches the caller.
 *
 * <p><b>Which end counts</b> if several come together: first the condition, then an interrupt, then the deadline. A thread
 * whose condition holds never hears of an interrupt here; its flag stays for the next operation that asks. So an operation
 * that must refuse an interrupted thread at its door asks {@link Thread#interrupted()} there.
 *
 * <p><b>Spinning.</b> It parks at once if the condition does not hold. A primitive whose waits are mostly shorter than a
 * park and a wake-up spins before it calls, and alone knows how long that pays.
 *
 * <p>Waits for nobody who is not named by the condition, spins for nothing, holds no lock. A wait that parks at least once
 * is told to flight recordings that ask for {@link #EVENT}, and the primitive is the blocker that thread dumps show.
 * Immutable.
 */
public final class Parking {

    /** The name of the event by which flight recordings, and through them timelines, hear of a wait. */
    public static final String EVENT = "interleave.Wait";

    private final Object primitive;
    private final String operation;

    private Parking(Object primitive, String operation) {
        this.primitive = primitive;
        this.operation = operation;
    }

    /**
     * Returns the place where an operation of a primitive waits.
     *
     * @param primitive what timelines and thread dumps name; if it is {@link Owned}, they also name for whom
     * @param operation what the waiting threads want, as the method is called: "lock", "send", "receive"
     */
    public static Parking on(Object primitive, String operation) {
        Objects.requireNonNull(primitive, "Parking.on(null, operation): pass the primitive at which threads wait");
        Objects.requireNonNull(operation, "Parking.on(primitive, null): name what they wait to do, as \"receive\"");
        return new Parking(primitive, operation);
    }

    /**
     * Waits until the condition holds.
     *
     * @throws InterruptedException if this thread is interrupted before or while it waits; its flag is cleared
     */
    public void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, Deadline.never());
    }

    /**
     * Waits until the condition holds or the deadline has passed.
     *
     * @return whether the condition holds; {@code false} only after the deadline
     * @throws InterruptedException if this thread is interrupted before or while it waits; its flag is cleared
     */
    public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
        var end = park(condition, deadline, true);
        if (end == End.INTERRUPTED) {
            throw new InterruptedException("interrupted while waiting to " + operation);
        }
        return end == End.HOLDS;
    }

    /** Waits until the condition holds, whatever interrupts come; the flag of an interrupted thread is set again after it. */
    public void awaitUninterruptibly(BooleanSupplier condition) {
        awaitUninterruptibly(condition, Deadline.never());
    }

    /**
     * Waits until the condition holds or the deadline has passed, whatever interrupts come; the flag of an interrupted
     * thread is set again after it.
     *
     * @return whether the condition holds; {@code false} only after the deadline
     */
    public boolean awaitUninterruptibly(BooleanSupplier condition, Deadline deadline) {
        return park(condition, deadline, false) == End.HOLDS;
    }

    /** How a wait ends. */
    private enum End {
        HOLDS,
        PASSED,
        INTERRUPTED
    }

    private End park(BooleanSupplier condition, Deadline deadline, boolean interruptible) {
        Objects.requireNonNull(condition, "await(null, deadline): pass the condition that ends the wait");
        Objects.requireNonNull(deadline, "await(condition, null): pass a deadline, Deadline.never() if there is none");
        WaitEvent event = null;
        boolean parked = false;
        boolean interrupted = false;
        try {
            while (!condition.getAsBoolean()) {
                // A set flag lets every park return at once: unless it ends the wait it is put aside, or this would
                // spin.
                if (Thread.interrupted()) {
                    if (interruptible) {
                        return End.INTERRUPTED;
                    }
                    interrupted = true;
                }
                long nanos = deadline.remainingNanos();
                if (nanos == 0) {
                    return End.PASSED;
                }
                if (!parked) {
                    parked = true;
                    event = begun();
                }
                if (deadline.isNever()) {
                    LockSupport.park(primitive);
                } else {
                    LockSupport.parkNanos(primitive, nanos);
                }
            }
            return End.HOLDS;
        } finally {
            if (event != null) {
                event.commit();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns the event of a wait that begins now; {@code null} if no recording asks for it. */
    private WaitEvent begun() {
        // Loading the class of an event starts much of the recorder, which would make the first wait of a program long.
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        var event = new WaitEvent();
        if (!event.isEnabled()) {
            return null;
        }
        event.operation = operation;
        event.on = primitive.getClass();
        event.owner = primitive instanceof Owned owned ? owned.owner() : null;
        event.begin();
        return event;
    }

    /** Returns what is waited for and where, for messages. */
    @Override
    public String toString() {
        return operation + " at " + primitive.getClass().getSimpleName();
    }
}
