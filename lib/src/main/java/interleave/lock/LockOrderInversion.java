package interleave.lock;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A circle in the order in which locks were taken: threads that do so at the same time may wait for each other for ever. Its
 * text gives the stacks of all that take part and says what to do.
 *
 * @param steps who holds what and locks what, from the step that closed the circle; each holds what the one before it locks
 */
public record LockOrderInversion(List<Step> steps) {

    /**
     * A lock that was taken under another.
     *
     * @param thread the name of the thread
     * @param held what it held, for instance "Mutex #1"
     * @param heldAt where it had locked that, the innermost call first
     * @param wanted what it locked
     * @param wantedAt where it locked that, the innermost call first
     */
    public record Step(
            String thread,
            String held,
            List<StackTraceElement> heldAt,
            String wanted,
            List<StackTraceElement> wantedAt) {

        /** Copies the lists. */
        public Step {
            heldAt = List.copyOf(heldAt);
            wantedAt = List.copyOf(wantedAt);
        }

        /** Returns who, what and where. */
        @Override
        public String toString() {
            return "Thread \"%s\" locked %s%s\nand while it held it locked %s%s"
                    .formatted(thread, held, stack(heldAt), wanted, stack(wantedAt));
        }

        private static String stack(List<StackTraceElement> calls) {
            return calls.stream().map(call -> "\n    at " + call).collect(Collectors.joining());
        }
    }

    /** Copies the list. */
    public LockOrderInversion {
        steps = List.copyOf(steps);
    }

    /** Returns the locks in the order of the circle, in one line. */
    public String summary() {
        return steps.stream().map(Step::held).collect(Collectors.joining(" → ")) + " → "
                + steps.getFirst().held();
    }

    /** Returns the circle, each step with its stacks, and what to do. */
    @Override
    public String toString() {
        return "Locks are taken in a circle: " + summary()
                + ". Threads that do this at the same time wait for each other for ever."
                + steps.stream().map(step -> "\n" + step).collect(Collectors.joining())
                + "\nTake them in the same order everywhere, or never hold one while you lock the next.";
    }
}
