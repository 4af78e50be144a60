package interleave.trial;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a program of the library in a child JVM under a deadline: the place for everything that may hang, spin or exit.
 *
 * <p>The call owns the child. It waits for the child's end or the deadline, whichever comes first, and leaves no
 * process behind: at the deadline, on an interrupt and when this JVM shuts down, the child and its descendants are
 * killed. The child has the class path of this JVM and a small heap, none of its flags, and no tool options from the
 * environment.
 */
public final class Sandbox {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final Set<String> TOOL_OPTIONS = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private Sandbox() {}

    /**
     * Runs the {@code main} of a class and returns how it ended and what it printed.
     *
     * @param program a class of the library; the child cannot see what a cell declares
     * @param limit how long the child may run, its start included
     * @param arguments what its {@code main} gets
     * @throws InterruptedException if this thread is interrupted; the child is killed first
     * @throws UncheckedIOException if the operating system refuses another process
     */
    public static SandboxResult run(Class<?> program, Within limit, String... arguments) throws InterruptedException {
        var name = name(program, arguments);
        long start = System.nanoTime();
        var child = start(program, arguments);
        var killer = new Thread(() -> kill(child), "sandbox-killer");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            var output = ChildOutput.read(child.getInputStream(), start);
            boolean ended = child.waitFor(limit.limit().toNanos(), TimeUnit.NANOSECONDS);
            var took = ended ? Duration.ofNanos(System.nanoTime() - start) : limit.limit();
            kill(child);
            // A descendant that outlives the child holds the pipe open: what it prints later is not waited for.
            output.awaitEnd(LAST_WORDS);
            return new SandboxResult(name, ended, child.waitFor(), took, output.lines(), output.linesLost());
        } finally {
            kill(child);
            removeHook(killer);
        }
    }

    private static String name(Class<?> program, String... arguments) {
        if (program.getPackageName().equals("REPL")) {
            throw new IllegalArgumentException(
                    program.getSimpleName()
                            + " is declared in a cell, where a child JVM cannot see it: the sandbox runs classes of the library");
        }
        return String.join(" ", withFirst(program.getSimpleName(), arguments));
    }

    private static Process start(Class<?> program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", absoluteClassPath()));
        command.addAll(withFirst(program.getName(), arguments));
        // Away from the learner's folder: a JVM that crashes writes its report where it runs.
        var builder = withoutToolOptions(new ProcessBuilder(command))
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true);
        try {
            var child = builder.start();
            child.getOutputStream().close();
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot start a child JVM: " + e.getMessage(), e);
        }
    }

    static ProcessBuilder withoutToolOptions(ProcessBuilder builder) {
        builder.environment().keySet().removeAll(TOOL_OPTIONS);
        return builder;
    }

    private static List<String> withFirst(String first, String... rest) {
        var all = new ArrayList<String>();
        all.add(first);
        all.addAll(List.of(rest));
        return all;
    }

    private static String absoluteClassPath() {
        return PATH_SEPARATOR
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void kill(Process child) {
        // Listed before the child dies: afterwards nobody knows whose they were.
        var descendants = child.descendants().toList();
        child.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is running or has run, which is what it is for.
        }
    }
}
