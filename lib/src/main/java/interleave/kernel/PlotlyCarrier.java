package interleave.kernel;

import interleave.lab.ChartView;
import interleave.lab.plot.PlotlyJs;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sees to it that one output of the notebook carries plotly, which is too long for each.
 *
 * <p>The first output with a chart carries it. When its cell runs again or is deleted, that output is gone, and the next
 * output with a chart carries it. A front end that names no cells gets it once per kernel. Charts whose page has lost it
 * stay the pictures that they bring along.
 */
final class PlotlyCarrier {

    private final ReentrantLock lock = new ReentrantLock();

    /** Whether some output of the notebook carries plotly. Guarded by {@link #lock}. */
    private boolean carried;

    /** The cell of that output, if the front end named it. Guarded by {@link #lock}. */
    private Optional<String> carrier = Optional.empty();

    /** The cell that runs. Guarded by {@link #lock}. */
    private Optional<String> running = Optional.empty();

    /** Notes that a cell begins, whose outputs of an earlier run are gone, as are those of the deleted cells. */
    void entered(Optional<String> cell, Collection<?> deleted) {
        lock.lock();
        try {
            running = cell;
            if (carrier.isPresent() && (carrier.equals(cell) || deleted.contains(carrier.get()))) {
                carried = false;
                carrier = Optional.empty();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the HTML of an output, with plotly before it if it is its turn to carry. */
    String complete(String html) {
        Objects.requireNonNull(html, "html");
        return html.contains(ChartView.MARK) && take() ? PlotlyJs.html() + html : html;
    }

    private boolean take() {
        lock.lock();
        try {
            if (carried) {
                return false;
            }
            carried = true;
            carrier = running;
            return true;
        } finally {
            lock.unlock();
        }
    }
}
