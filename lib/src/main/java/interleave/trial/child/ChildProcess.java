package interleave.trial.child;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that does not outlive its owner, nor does what it started: closing it kills them, and so does the shutdown
 * of this JVM.
 *
 * <p>Owned by the thread that started it. On Linux everything is found that the process has started, also what has
 * outlived it or has left its process group: it is known by its {@link Mark}. Elsewhere what the process has started is
 * killed with it while it is still running; of a process that has ended nobody knows any more what it had started.
 */
public final class ChildProcess implements AutoCloseable {

    /** What gives a JVM options or classes behind its command line's back. */
    private static final Set<String> VARIABLES =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH");

    /** What is killed is gone within milliseconds, unless the operating system itself is stuck. */
    private static final Duration LONGEST_KILL = Duration.ofSeconds(20);

    /** A pipe breaks when the last process that has it ends; only what has escaped a kill can keep it whole. */
    static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final Mark mark;
    private final Thread killer;

    /** The last that was started to write; it waits for those before. */
    private Thread writer = Thread.ofPlatform().unstarted(() -> {});

    private ChildProcess(Process process, Mark mark, Thread killer) {
        this.process = process;
        this.mark = mark;
        this.killer = killer;
    }

    /**
     * Starts a process with an empty standard input, and without the environment variables that speak to a JVM.
     *
     * @throws IOException if the operating system refuses
     * @throws IllegalStateException if this JVM is shutting down; no process is started then
     */
    public static ChildProcess start(ProcessBuilder builder) throws IOException {
        var child = startListening(builder);
        try {
            child.process.getOutputStream().close();
        } catch (IOException e) {
            child.end();
            throw e;
        }
        return child;
    }

    /** Starts a process as {@link #start} does, and leaves its standard input open. */
    static ChildProcess startListening(ProcessBuilder builder) throws IOException {
        // The hook is there before the process: a shutdown that begins while the process starts waits for it and kills
        // it. A hook added afterwards would leave a moment in which the process belongs to nobody.
        var mark = Mark.random();
        var starting = new CompletableFuture<Optional<Process>>();
        var killer = new Thread(
                () -> starting.join().ifPresent(process -> new ChildProcess(process, mark, null).killAll()),
                "child-killer");
        Runtime.getRuntime().addShutdownHook(killer);
        Optional<Process> started = Optional.empty();
        try {
            withoutVariables(builder).environment().put(mark.variable(), "1");
            started = Optional.of(builder.start());
        } finally {
            starting.complete(started);
            if (started.isEmpty()) {
                forget(killer);
            }
        }
        return new ChildProcess(started.get(), mark, killer);
    }

    static ProcessBuilder withoutVariables(ProcessBuilder builder) {
        builder.environment().keySet().removeAll(VARIABLES);
        return builder;
    }

    /** Returns the process, to wait for it and to read what it prints. */
    public Process process() {
        return process;
    }

    Mark mark() {
        return mark;
    }

    /**
     * Writes to the standard input, after what was written before. Does not wait: a process that reads nothing holds up
     * a thread that ends with it, and nobody else.
     */
    void write(byte... bytes) {
        var before = writer;
        writer = Thread.ofPlatform().daemon().name("child-input").start(() -> {
            Uninterrupted.join(before);
            try {
                process.getOutputStream().write(bytes);
                process.getOutputStream().flush();
            } catch (IOException ended) {
                // What has become of the process is told by its exit code and its output.
            }
        });
    }

    /** Does what {@link #end} does. */
    @Override
    public void close() {
        end();
    }

    /**
     * Kills the process if it is still running, and what it has started, and waits until all are gone. Doing it again
     * does nothing. An interrupt does not end the wait; it is kept for the caller.
     *
     * @throws IllegalStateException if the operating system does not end a process that is killed; names it
     */
    public void end() {
        killAll();
        process.onExit().join();
        Uninterrupted.join(LAST_WORDS, writer);
        forget(killer);
    }

    private static void forget(Thread killer) {
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is running or has run, which is what it is for.
        }
    }

    private void killAll() {
        // Listed before the process dies: afterwards nobody knows whose they were.
        var descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        killMarked();
    }

    /**
     * Kills round by round: what is killed may have started more meanwhile. Two rounds that find nothing are the end,
     * since one may miss a process in the moment in which it becomes another program: it has no environment then.
     */
    private void killMarked() {
        long start = System.nanoTime();
        int empty = 0;
        boolean interrupted = false;
        try {
            while (empty < 2) {
                boolean none = mark.kill() == 0;
                empty = none ? empty + 1 : 0;
                if (!none) {
                    if (System.nanoTime() - start > LONGEST_KILL.toNanos()) {
                        throw new IllegalStateException(
                                "the operating system does not end what a child process started: " + mark.marked());
                    }
                    // A thread with its flag set does not park.
                    interrupted |= Thread.interrupted();
                    LockSupport.parkNanos(100_000);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
