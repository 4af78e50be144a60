package interleave.kernel;

import interleave.lab.Cell;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.messages.Message;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;
import org.dflib.jjava.jupyter.messages.request.InterruptRequest;

/**
 * Knows whether a cell runs, so that an interrupt reaches it for certain, and says which it is.
 *
 * <p>The kernel's interrupt cancels the statement that is running. One that comes while the next statement is still
 * being compiled finds nothing to cancel and is lost. So it is repeated until the cell that it was meant for has ended,
 * and never longer: a cell that starts later is not its business.
 */
final class CellRuns {

    private static final long REPEAT_NANOS = 20_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final BaseKernel kernel;
    private final PlotlyCarrier plotly;

    /** The number of the cell that runs, counted from 1; 0 between cells. Guarded by {@link #lock}. */
    private long running;

    /** How many cells have started. Guarded by {@link #lock}. */
    private long started;

    CellRuns(BaseKernel kernel, PlotlyCarrier plotly) {
        this.kernel = kernel;
        this.plotly = plotly;
    }

    /** Wraps the connection's handlers of execution and interruption; call it after the kernel has set them. */
    void watch(JupyterConnection connection) {
        ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (environment, message) -> {
            enter(message);
            begin();
            try {
                execute.handle(environment, message);
            } finally {
                end();
            }
        });
        ShellHandler<InterruptRequest> interrupt = connection.getHandler(MessageType.INTERRUPT_REQUEST);
        connection.setHandler(MessageType.INTERRUPT_REQUEST, (environment, message) -> {
            long cell = current();
            interrupt.handle(environment, message);
            if (cell != 0) {
                Thread.ofPlatform().daemon().name("interrupt-cell").start(() -> interruptUntilEnded(cell));
            }
        });
    }

    /** JupyterLab and VS Code say which cell it is, and which are deleted; the protocol does not ask for it. */
    private void enter(Message<ExecuteRequest> message) {
        Map<String, Object> metadata = message.getNonNullMetadata();
        Optional<String> cell =
                metadata.get("cellId") instanceof String id && !id.isBlank() ? Optional.of(id) : Optional.empty();
        Cell.entered(cell);
        plotly.entered(cell, metadata.get("deletedCells") instanceof Collection<?> ids ? ids : List.of());
    }

    private void interruptUntilEnded(long cell) {
        while (interruptIfRunning(cell)) {
            LockSupport.parkNanos(REPEAT_NANOS);
        }
    }

    private boolean interruptIfRunning(long cell) {
        lock.lock();
        try {
            // Under the lock, so that the cell cannot end and another begin between the look and the interrupt.
            if (running != cell) {
                return false;
            }
            kernel.interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private long current() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }

    private void begin() {
        lock.lock();
        try {
            running = ++started;
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running = 0;
        } finally {
            lock.unlock();
        }
    }
}
