package interleave.broken;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Wrong, and then right: two transfers between two accounts, each of which has a lock. A transfer holds both locks, and
 * what matters is in which order it takes them.
 *
 * <p>Litmus tests for the model checker alone: jcstress would wait for ever with them.
 */
public final class LockOrderDeadlock {

    private LockOrderDeadlock() {}

    /** Wrong: each transfer locks the account first that it takes from, so two may wait for each other for ever. */
    @Description("Two transfers in opposite directions, each locking its source first.")
    @Outcome(id = "100, 100", expect = Expect.ACCEPTABLE, desc = "Both transfers are done.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Money was made or lost.")
    public static class SourceFirst {

        private final Object firstLock = new Object();
        private final Object secondLock = new Object();
        private int first = 100;
        private int second = 100;

        /** Moves ten from the first to the second. */
        @Actor
        public void there() {
            synchronized (firstLock) {
                synchronized (secondLock) {
                    first -= 10;
                    second += 10;
                }
            }
        }

        /** Moves ten from the second to the first. */
        @Actor
        public void back() {
            synchronized (secondLock) {
                synchronized (firstLock) {
                    second -= 10;
                    first += 10;
                }
            }
        }

        /** Reads both balances when both transfers are done. */
        @Arbiter
        public void balances(II_Result result) {
            result.r1 = first;
            result.r2 = second;
        }
    }

    /** Right: all take the locks in one order, whatever the direction. Who has the first lock finds the second free. */
    @Description("Two transfers in opposite directions, both locking in one order.")
    @Outcome(id = "100, 100", expect = Expect.ACCEPTABLE, desc = "Both transfers are done.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "Money was made or lost.")
    public static class OneOrder {

        private final Object firstLock = new Object();
        private final Object secondLock = new Object();
        private int first = 100;
        private int second = 100;

        /** Moves ten from the first to the second. */
        @Actor
        public void there() {
            synchronized (firstLock) {
                synchronized (secondLock) {
                    first -= 10;
                    second += 10;
                }
            }
        }

        /** Moves ten from the second to the first. */
        @Actor
        public void back() {
            synchronized (firstLock) {
                synchronized (secondLock) {
                    second -= 10;
                    first += 10;
                }
            }
        }

        /** Reads both balances when both transfers are done. */
        @Arbiter
        public void balances(II_Result result) {
            result.r1 = first;
            result.r2 = second;
        }
    }
}
