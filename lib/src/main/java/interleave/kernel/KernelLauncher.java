package interleave.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.channels.ShellHandler;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;
import org.dflib.jjava.jupyter.messages.MessageType;

/**
 * Starts the JJava kernel with the library in it: the main class of our kernelspec.
 *
 * <p>JJava's own launcher spawns a second JVM and evaluates a dozen imports before it answers Jupyter. This one answers
 * as soon as the kernel object exists; imports, first compilation and warm-up go on beside it, and a request that needs
 * them waits for them and for nothing else. The process ends when the connection closes.
 */
public final class KernelLauncher {

    private static final String USAGE =
            "Usage: KernelLauncher CONNECTION_FILE. JupyterLab calls it; start one with `make lab`.";

    private KernelLauncher() {}

    /**
     * Runs the kernel until Jupyter shuts it down.
     *
     * @param arguments the path of the connection file that Jupyter wrote
     * @throws IOException if the connection file cannot be read
     * @throws GeneralSecurityException if the connection asks for a signature scheme that this JDK does not have
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length != 1 || !Files.isRegularFile(Path.of(arguments[0]))) {
            System.err.println(USAGE);
            System.exit(2);
        }
        quietLogs();
        String connectionFile = Files.readString(Path.of(arguments[0]));
        String classPath = System.getProperty("java.class.path");
        FutureTask<JavaKernelHandle> building = onThread("kernel-build", () -> JavaKernelHandle.build(classPath));
        FutureTask<Void> warming = onThread("kernel-warm-up", () -> {
            WarmUp.tables(classPath);
            return null;
        });
        Supplier<ErrorFolder> folder = () -> new ErrorFolder(get(building).shell());
        JupyterConnection connection = new FoldingConnection(KernelConnectionProperties.parse(connectionFile), folder);
        JavaKernelHandle kernel = get(building);
        FutureTask<Void> importing = onThread("kernel-imports", () -> {
            kernel.evaluateAll(StartupImports.ALL);
            get(warming);
            return null;
        });
        PlotlyCarrier plotly = new PlotlyCarrier();
        Renderers.register(kernel.base().getRenderer(), plotly);
        kernel.base().becomeHandlerForConnection(connection);
        for (MessageType<?> type : List.of(
                MessageType.EXECUTE_REQUEST,
                MessageType.COMPLETE_REQUEST,
                MessageType.INSPECT_REQUEST,
                MessageType.IS_COMPLETE_REQUEST)) {
            after(importing, connection, type);
        }
        EscapedErrors.report(connection);
        new ProgressBars().install(connection);
        new LeakReports(folder).install(connection);
        new CellRuns(kernel.base(), plotly).watch(connection);
        connection.connect();
        EscapedErrors.endWithTheConnection();
        connection.waitUntilClose();
        // The kernel's pool keeps idle threads for a minute; a learner's forgotten thread may run for ever.
        System.exit(0);
    }

    /** Makes the requests of a type wait until the imports are there, since JShell is not safe for two threads. */
    private static <T> void after(FutureTask<?> importing, JupyterConnection connection, MessageType<T> type) {
        ShellHandler<T> handler = connection.getHandler(type);
        connection.setHandler(type, (environment, message) -> {
            get(importing);
            handler.handle(environment, message);
        });
    }

    private static <T> FutureTask<T> onThread(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    /** Returns the result, or ends the process with the reason: a kernel that failed to start must not look alive. */
    private static <T> T get(FutureTask<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            System.err.println("The Java kernel could not start: " + e.getCause());
            e.getCause().printStackTrace();
            System.exit(1);
            throw new AssertionError("unreachable", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The channels log each loop's start and stop to the terminal of JupyterLab; only what is wrong belongs there. */
    private static void quietLogs() {
        Logger.getLogger("").setLevel(Level.WARNING);
    }
}
