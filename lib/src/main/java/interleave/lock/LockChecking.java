package interleave.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Whether locks watch the order in which threads take them.
 *
 * <p>If one thread takes lock B while it holds A, and another takes A while it holds B, they may one day wait for each other
 * for ever. While it is on, each lock remembers which locks were taken under it, and the first thread that completes a circle
 * has it reported as a {@link LockOrderInversion}, with the stacks of all that take part. The threads need not meet, and no
 * deadlock need happen: both orders must have been taken, some time, by whomever. The lock is then taken as if nothing were.
 *
 * <p>It knows the locks of this package, on platform and on virtual threads. A {@code tryLock} and a timed one end by
 * themselves, so they close no circle, but what is locked under them counts.
 *
 * <p>While it is on, a message about a lock that a thread holds already says where it was locked, and a thread that reads and
 * locks an {@link RwLock} once more is refused, which otherwise nobody notices. Each locking then costs a few microseconds;
 * while it is off, the reading of one field.
 *
 * <p>The system property {@value #PROPERTY} says it at the start: {@code off}, which is the default, or {@code on}. What is set
 * later holds for locks that are taken after it. May be set by any thread at any time.
 */
public enum LockChecking {
    /** Nothing is watched. */
    OFF,
    /** The order of all locks is watched, for tests and notebooks. */
    ON;

    /** The system property that is read once, before the first lock is made. */
    public static final String PROPERTY = "interleave.lock.checking";

    /** Odd while it is on; each switch begins a new time, and what was noted in another counts no more. */
    private static final AtomicInteger TIME = new AtomicInteger(isOn(System.getProperty(PROPERTY)) ? 1 : 0);

    private static volatile Consumer<? super LockOrderInversion> listener = LockChecking::log;

    /** The locks that one thread has taken in one time and not released, in that order. */
    private static final class Held {
        private static final ThreadLocal<Held> MINE = ThreadLocal.withInitial(Held::new);

        private final List<LockHold> holds = new ArrayList<>();
        private int time;

        static List<LockHold> byMe() {
            var mine = MINE.get();
            int now = TIME.get();
            if (mine.time != now) {
                mine.time = now;
                mine.holds.clear();
            }
            return mine.holds;
        }
    }

    /** Returns what holds now. */
    public static LockChecking current() {
        return isOn() ? ON : OFF;
    }

    /** Sets what holds from now on, and returns what held before, so that it can be put back. */
    public static LockChecking set(LockChecking checking) {
        Objects.requireNonNull(checking, "LockChecking.set(null): pass ON or OFF");
        int wanted = checking == ON ? 1 : 0;
        int before = TIME.getAndUpdate(time -> (time & 1) == wanted ? time : time + 1);
        return (before & 1) == 1 ? ON : OFF;
    }

    /**
     * Sets who is told of inversions from now on, and returns who was before, so that it can be put back. At first it is a
     * {@link System.Logger} by the name of this package, which gets a warning.
     *
     * @param to is called by the thread that completes the circle, before it waits; what it throws is logged
     */
    public static Consumer<? super LockOrderInversion> reportTo(Consumer<? super LockOrderInversion> to) {
        var before = listener;
        listener = Objects.requireNonNull(to, "LockChecking.reportTo(null): pass what takes the reports");
        return before;
    }

    static boolean isOn() {
        return (TIME.get() & 1) == 1;
    }

    /** Checks a lock for which the current thread is about to wait for as long as it takes. */
    static void locking(Guarded<?> lock) {
        if (isOn()) {
            var wanted = lock.record();
            var place = LockHold.of(wanted);
            for (var hold : Held.byMe()) {
                if (hold.lock() == wanted) {
                    throw relock(lock);
                }
                var inversion = hold.lock().before(hold, place);
                if (inversion != null) {
                    report(inversion);
                }
            }
        }
    }

    /** Remembers a lock that the current thread has taken. */
    static void locked(Guarded<?> lock) {
        if (isOn()) {
            Held.byMe().add(LockHold.of(lock.record()));
        }
    }

    /** Forgets a lock that the current thread releases. */
    static void released(Guarded<?> lock) {
        if (isOn()) {
            var held = Held.byMe();
            for (int i = held.size() - 1; i >= 0; i--) {
                if (held.get(i).lock() == lock.record()) {
                    held.remove(i);
                    return;
                }
            }
        }
    }

    /** Returns what is thrown at a thread that holds a lock and locks it. */
    static IllegalStateException relock(Guarded<?> lock) {
        var where = "; switch on -D%s=on to hear where it was locked".formatted(PROPERTY);
        if (isOn()) {
            var held = Held.byMe().stream()
                    .filter(hold -> hold.lock() == lock.record())
                    .findFirst();
            where = held.isPresent() ? "; it was locked by " + held.get().place() : "";
        }
        return new IllegalStateException(
                "this thread holds this %s already and would wait for itself%s. Close the guard first, or pass the data on instead of the lock"
                        .formatted(lock.name(), where));
    }

    private static void report(LockOrderInversion inversion) {
        try {
            listener.accept(inversion);
        } catch (RuntimeException | Error e) {
            logger().log(
                            System.Logger.Level.WARNING,
                            "The listener for inversions of the lock order fails at: " + inversion,
                            e);
        }
    }

    private static void log(LockOrderInversion inversion) {
        logger().log(System.Logger.Level.WARNING, inversion.toString());
    }

    private static System.Logger logger() {
        return System.getLogger(LockChecking.class.getPackageName());
    }

    /** A mistake in a setting for diagnosis is told and must not stop a program. */
    static boolean isOn(String property) {
        if (property == null || property.strip().equalsIgnoreCase("off")) {
            return false;
        }
        if (property.strip().equalsIgnoreCase("on")) {
            return true;
        }
        logger().log(
                        System.Logger.Level.WARNING,
                        "-D%s=%s is not known and ignored; it may be on or off".formatted(PROPERTY, property));
        return false;
    }
}
