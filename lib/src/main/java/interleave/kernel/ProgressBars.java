package interleave.kernel;

import interleave.trial.Progress;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * The bars of the cell that runs. Work that starts between cells has none.
 *
 * <p>Owns the answers to the running cell's request; a bar keeps those of its own cell, so that work which goes on behind
 * the cell's back, or on another thread, still reports to the right place.
 */
final class ProgressBars {

    private final AtomicReference<ShellReplyEnvironment> cell = new AtomicReference<>();
    private final Set<ProgressBar> open = ConcurrentHashMap.newKeySet();

    /** Makes this JVM's progress appear in cells: wraps the handler of execution, so call it after the kernel set it. */
    void install(JupyterConnection connection) {
        ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (environment, message) -> {
            cell.set(environment);
            try {
                execute.handle(environment, message);
            } finally {
                cell.set(null);
                // Here the front end still listens: the reply leaves after this handler.
                open.forEach(ProgressBar::leave);
                open.clear();
            }
        });
        Progress.install(this::start);
    }

    private Progress start(String title) {
        ShellReplyEnvironment environment = cell.get();
        if (environment == null) {
            return Progress.silent();
        }
        ProgressBar bar =
                new ProgressBar(title, UUID.randomUUID().toString(), to(environment), System::nanoTime, open::remove);
        open.add(bar);
        return bar;
    }

    private static ProgressBar.Output to(ShellReplyEnvironment environment) {
        return new ProgressBar.Output() {
            @Override
            public <T extends ContentType<T>> void publish(T message) {
                environment.publish(message);
            }
        };
    }
}
