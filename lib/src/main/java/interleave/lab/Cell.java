package interleave.lab;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The cell that runs, as the front end names it. Only the kernel knows; it says so here before the cell starts. */
public final class Cell {

    private static final AtomicReference<Optional<String>> RUNNING = new AtomicReference<>(Optional.empty());

    private Cell() {}

    /** Returns the id of the cell that runs or ran last; empty if the front end told none. */
    public static Optional<String> id() {
        return RUNNING.get();
    }

    /** Notes which cell is about to run. */
    public static void entered(Optional<String> id) {
        RUNNING.set(id);
    }
}
