package interleave.trial;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A process that does not outlive its owner: closing it kills it, and so does the shutdown of this JVM.
 *
 * <p>Owned by the thread that started it. What the process has started is killed with it if it is still running by
 * then; of a process that has ended by itself nobody knows any more what it had started.
 */
public final class ChildProcess implements AutoCloseable {

    /** What gives a JVM options or classes behind its command line's back. */
    private static final Set<String> VARIABLES =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    private final Process process;
    private final Thread killer;

    private ChildProcess(Process process, Thread killer) {
        this.process = process;
        this.killer = killer;
    }

    /**
     * Starts a process with an empty standard input, and without the environment variables that speak to a JVM.
     *
     * @throws IOException if the operating system refuses
     * @throws IllegalStateException if this JVM is shutting down; no process is started then
     */
    public static ChildProcess start(ProcessBuilder builder) throws IOException {
        // The hook is there before the process: a shutdown that begins while the process starts waits for it and kills
        // it. A hook added afterwards would leave a moment in which the process belongs to nobody.
        var starting = new CompletableFuture<Optional<Process>>();
        var killer = new Thread(() -> starting.join().ifPresent(ChildProcess::kill), "child-killer");
        Runtime.getRuntime().addShutdownHook(killer);
        Optional<Process> started = Optional.empty();
        try {
            started = Optional.of(withoutVariables(builder).start());
        } finally {
            starting.complete(started);
            if (started.isEmpty()) {
                forget(killer);
            }
        }
        var child = new ChildProcess(started.get(), killer);
        try {
            child.process.getOutputStream().close();
        } catch (IOException e) {
            child.end();
            throw e;
        }
        return child;
    }

    static ProcessBuilder withoutVariables(ProcessBuilder builder) {
        builder.environment().keySet().removeAll(VARIABLES);
        return builder;
    }

    /** Returns the process, to wait for it and to read what it prints. */
    public Process process() {
        return process;
    }

    /** Does what {@link #end} does. */
    @Override
    public void close() {
        end();
    }

    /** Kills the process if it is still running, and waits until it is gone. Doing it again does nothing. */
    public void end() {
        kill(process);
        process.onExit().join();
        forget(killer);
    }

    private static void forget(Thread killer) {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is running or has run, which is what it is for.
        }
    }

    private static void kill(Process process) {
        // Listed before the process dies: afterwards nobody knows whose they were.
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }
}
