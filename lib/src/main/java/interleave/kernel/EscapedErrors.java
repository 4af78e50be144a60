package interleave.kernel;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.Loop;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.messages.MessageType;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.dflib.jjava.jupyter.messages.reply.ErrorReply;
import org.dflib.jjava.jupyter.messages.reply.ExecuteReply;
import org.dflib.jjava.jupyter.messages.request.ExecuteRequest;

/**
 * Keeps a kernel from looking alive when it is not.
 *
 * <p>The kernel reports the exceptions of a cell, but an {@link Error} outside the cell's own code, such as one thrown
 * while a value is drawn, ends the thread that serves the cells: the process stays, and no cell is ever answered again.
 * So such an error is reported like any other. Where even that fails, because the heap is full, the process ends at
 * once, and Jupyter says that the kernel has died and offers a new one.
 */
final class EscapedErrors {

    private EscapedErrors() {}

    /** Wraps the connection's handler of execution; call it after the kernel has set it. */
    static void report(JupyterConnection connection) {
        ShellHandler<ExecuteRequest> execute = connection.getHandler(MessageType.EXECUTE_REQUEST);
        connection.setHandler(MessageType.EXECUTE_REQUEST, (environment, message) -> {
            try {
                execute.handle(environment, message);
            } catch (OutOfMemoryError e) {
                throw e; // reporting it would need what there is no more of
            } catch (Error e) {
                publish(environment, e);
            }
        });
    }

    private static void publish(ShellReplyEnvironment environment, Error error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        List<String> lines = trace.toString().lines().toList();
        String message = error.getMessage() == null ? "" : error.getMessage();
        environment.publish(new PublishError(error.getClass().getName(), message, lines));
        environment
                .defer()
                .replyError(
                        ExecuteReply.MESSAGE_TYPE.error(),
                        new ErrorReply(error.getClass().getName(), message, lines));
    }

    /** Ends the process when a thread that serves the connection dies; call it when the connection's threads run. */
    static void endWithTheConnection() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread instanceof Loop) {
                thread.setUncaughtExceptionHandler((loop, error) -> {
                    try {
                        System.err.println("The Java kernel ends: " + error + " in " + loop.getName());
                    } finally {
                        Runtime.getRuntime().halt(1);
                    }
                });
            }
        }
    }
}
