package interleave.sync;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;

/**
 * One resource of a pool.
 *
 * <p>Belongs to the pool while it is idle, and to who borrowed it while it is lent. The pool alone writes its loan, which it
 * may read at any time.
 */
final class Resource<T> {

    /** Who has it. It does not keep the guard alive: a guard that is gone without being closed was forgotten. */
    private static final class Loan<T> extends WeakReference<Borrowed<T>> {
        private final String thread = Thread.currentThread().getName();
        private final long begun = System.nanoTime();
        private final List<StackTraceElement> calls;

        Loan(Borrowed<T> borrowed, List<StackTraceElement> calls) {
            super(borrowed);
            this.calls = calls;
        }
    }

    private final T value;
    private final long made = System.nanoTime();
    private long idleSince = made;
    private volatile Loan<T> loan;

    /** Who forgot it; {@code null} if nobody has. */
    private Lent forgotten;

    Resource(T value) {
        this.value = value;
    }

    T value() {
        return value;
    }

    /** Returns whether it is older than this; never if that is {@code null}. */
    boolean isOlderThan(Duration age) {
        return age != null && System.nanoTime() - made > age.toNanos();
    }

    /** Returns whether nobody has used it for longer than this. */
    boolean isIdleFor(Duration time) {
        return System.nanoTime() - idleSince > time.toNanos();
    }

    Borrowed<T> lend(ResourcePool<T> pool, List<StackTraceElement> calls) {
        var borrowed = new Borrowed<>(pool, this);
        loan = new Loan<>(borrowed, calls);
        return borrowed;
    }

    void takeBack() {
        loan = null;
        idleSince = System.nanoTime();
    }

    boolean isLent() {
        return loan != null;
    }

    /** Takes it back if it is lent to somebody who has forgotten it; returns whether it is. */
    boolean takeBackIfForgotten() {
        var seen = loan;
        if (seen == null || !seen.refersTo(null)) {
            return false;
        }
        forgotten = lent();
        takeBack();
        return true;
    }

    /** Returns who forgot it; {@code null} if nobody has. */
    Lent forgotten() {
        return forgotten;
    }

    /** Returns who has it; it is lent. */
    Lent lent() {
        var seen = loan;
        return new Lent(seen.thread, Duration.ofNanos(System.nanoTime() - seen.begun), seen.calls);
    }
}
