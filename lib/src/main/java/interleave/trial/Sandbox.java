package interleave.trial;

import interleave.trial.child.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs a program of the library in a child JVM under a deadline: the place for everything that may hang, spin or exit.
 *
 * <p>The call owns the child. It waits for the child's end or the deadline, whichever comes first. At the deadline, on
 * an interrupt and when this JVM shuts down, the child and its descendants are killed; if this JVM is killed, the child
 * notices within some seconds and does the same. A program that ends by itself, by an exit too, takes with it what it
 * has started. Only what a program leaves behind that halts or crashes is not found, nor what has left its parent.
 *
 * <p>The child has the class path of this JVM and a small heap, none of its flags, and no tool options from the
 * environment.
 */
public final class Sandbox {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private Sandbox() {}

    /**
     * Runs the {@code main} of a class and returns how it ended and what it printed.
     *
     * @param program a class of the library; the child cannot see what a cell declares
     * @param limit how long the child may run, its start included
     * @param arguments what its {@code main} gets
     * @throws IllegalArgumentException if it has no {@code static void main(String[])} or is declared in a cell
     * @throws IllegalStateException if this JVM is shutting down; the child is killed first
     * @throws InterruptedException if this thread is interrupted; the child is killed first
     * @throws UncheckedIOException if the operating system refuses another process
     */
    public static SandboxResult run(Class<?> program, Within limit, String... arguments) throws InterruptedException {
        Objects.requireNonNull(limit, "Sandbox.run(program, null): pass a limit, for instance within(seconds(2))");
        var name = name(program, arguments);
        long start = System.nanoTime();
        try (var child = start(program, arguments)) {
            var process = child.process();
            var output = ChildOutput.read(process.getInputStream(), start);
            boolean ended = process.waitFor(limit.limit().toNanos(), TimeUnit.NANOSECONDS);
            var took = ended ? Duration.ofNanos(System.nanoTime() - start) : limit.limit();
            child.end();
            // What escaped the kill may hold the pipe open: what it prints later is not waited for.
            output.awaitEnd(LAST_WORDS);
            return new SandboxResult(name, ended, process.exitValue(), took, output.lines(), output.linesLost());
        }
    }

    private static String name(Class<?> program, String... arguments) {
        Objects.requireNonNull(program, "Sandbox.run(null, ...): name a class, for instance NeverEnds.class");
        if (program.getPackageName().equals("REPL")) {
            throw new IllegalArgumentException(
                    program.getSimpleName()
                            + " is declared in a cell, where a child JVM cannot see it: the sandbox runs classes of the library");
        }
        if (Child.mainOf(program).isEmpty()) {
            throw new IllegalArgumentException(
                    program.getSimpleName() + " declares no static void main(String[]): the sandbox runs main classes");
        }
        return String.join(" ", withFirst(program.getSimpleName(), arguments));
    }

    private static ChildProcess start(Class<?> program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(List.of("-cp", absoluteClassPath(), Child.class.getName()));
        command.add(String.valueOf(ProcessHandle.current().pid()));
        command.addAll(withFirst(program.getName(), arguments));
        // Away from the learner's folder: a JVM that crashes writes its report where it runs.
        var builder = new ProcessBuilder(command)
                .directory(new File(System.getProperty("java.io.tmpdir")))
                .redirectErrorStream(true);
        try {
            return ChildProcess.start(builder);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot start a child JVM: " + e.getMessage(), e);
        }
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
}
