package interleave.trial;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.Compilation;
import interleave.trial.child.CompilationException;
import interleave.trial.child.GivenClasses;
import interleave.trial.child.MainMethod;
import interleave.trial.child.ThreadDump;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs a program in a child JVM with bounds on its time and its heap: the place for everything that may hang, spin, exit
 * or exhaust its heap.
 *
 * <p>The call owns the child. It waits for the child's end or the deadline, whichever comes first. At the deadline the
 * child is asked what its threads do. Then, and on an interrupt, and when this JVM shuts down, the child and everything
 * that it has started are killed; if this JVM is killed, the child notices at once and does the same. On Linux this
 * includes what a program has left behind that exited, halted or crashed, also in a session of its own; elsewhere only
 * what is found below a child that still runs. No file is written.
 *
 * <p>The child has the class path of this JVM, none of its flags, no tool options from the environment, and an empty
 * standard input.
 */
public final class Sandbox {

    /** What is known about a child that is stuck is told soon, or not at all. */
    private static final Duration LAST_QUESTION = Duration.ofSeconds(3);

    /** Hears each line that a child ends, on a thread that reads its pipe, and may stop it before its limit. */
    @FunctionalInterface
    interface Ear {

        /** Hears nothing. */
        Ear NONE = (line, stop) -> {};

        /** Takes a line, and what stops the child as if its limit had just passed. */
        void hear(String line, Runnable stop);
    }

    private Sandbox() {}

    /** Runs a main class as {@link #run(Class, Within, Memory, String...)} does, with a heap of 256 megabytes. */
    public static SandboxResult run(Class<?> program, Within limit, String... arguments) throws InterruptedException {
        return run(program, limit, Memory.DEFAULT, arguments);
    }

    /**
     * Runs the main method of a class and returns how it ended and what it printed.
     *
     * @param program a class of the library; the child cannot see what a cell declares
     * @param limit how long the child may run, its start included
     * @param heap how much memory its objects may take; direct buffers may take as much again, and classes 128
     *     megabytes. The stacks of threads, other native memory and processes that it starts are not bounded
     * @param arguments what its {@code main} gets
     * @throws IllegalArgumentException if it has no main method or is declared in a cell
     * @throws IllegalStateException if this JVM is shutting down; the child is killed first
     * @throws InterruptedException if this thread is interrupted; the child is killed first
     * @throws UncheckedIOException if the operating system refuses another process
     */
    public static SandboxResult run(Class<?> program, Within limit, Memory heap, String... arguments)
            throws InterruptedException {
        return run(program, limit, heap, Ear.NONE, arguments);
    }

    /** Runs a class with an ear to it: a test stops it in the state that it is about, however slow the machine is. */
    static SandboxResult run(Class<?> program, Within limit, Memory heap, Ear ear, String... arguments)
            throws InterruptedException {
        Objects.requireNonNull(program, "Sandbox.run(null, ...): name a class, for instance NeverEnds.class");
        if (program.getPackageName().equals("REPL")) {
            throw new IllegalArgumentException(
                    program.getSimpleName()
                            + " is declared in a cell, where a child JVM cannot see it: pass its source text, or a class of the library");
        }
        checkMain(program);
        return run(ChildJvm.of(program), program.getSimpleName(), limit, heap, ear, arguments);
    }

    /** Runs a source text as {@link #run(String, Within, Memory, String...)} does, with a heap of 256 megabytes. */
    public static SandboxResult run(String source, Within limit, String... arguments)
            throws CompilationException, InterruptedException {
        return run(source, limit, Memory.DEFAULT, arguments);
    }

    /**
     * Compiles a source text, runs its main method and returns how it ended and what it printed.
     *
     * @param source a class with a main method, the public one or the first if there are several, or a compact source
     *     file: {@code void main() { … }}
     * @param limit how long the child may run, its start included and the compiler's work not
     * @param heap how much memory its objects may take; direct buffers may take as much again, and classes 128
     *     megabytes. The stacks of threads, other native memory and processes that it starts are not bounded
     * @param arguments what its {@code main} gets
     * @throws CompilationException if the text is not a Java program; the message names its lines
     * @throws IllegalArgumentException if it has no main method
     * @throws IllegalStateException if this JVM is shutting down; the child is killed first
     * @throws InterruptedException if this thread is interrupted; the child is killed first
     * @throws UncheckedIOException if the operating system refuses another process
     */
    public static SandboxResult run(String source, Within limit, Memory heap, String... arguments)
            throws CompilationException, InterruptedException {
        return run(source, limit, heap, Ear.NONE, arguments);
    }

    /** Runs a source text with an ear to it. */
    static SandboxResult run(String source, Within limit, Memory heap, Ear ear, String... arguments)
            throws CompilationException, InterruptedException {
        Objects.requireNonNull(source, "Sandbox.run(null, ...): pass a source text, for instance \"void main() {}\"");
        var compiled = Compilation.of(source);
        var program = loaded(compiled.mainType(), compiled.classes());
        checkMain(program);
        var child = ChildJvm.of(compiled.mainType()).classes(compiled.classes());
        return run(child, program.getSimpleName(), limit, heap, ear, arguments);
    }

    private static Class<?> loaded(String name, Map<String, byte[]> classes) {
        try {
            return new GivenClasses(classes, Sandbox.class.getClassLoader()).loadClass(name);
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError("what was compiled is there", impossible);
        }
    }

    private static void checkMain(Class<?> program) {
        if (MainMethod.of(program).isEmpty()) {
            throw new IllegalArgumentException(
                    "%s has no main method: the sandbox runs %s"
                            .formatted(
                                    program.getSimpleName(),
                                    "static void main(String[]), or void main() of a class that can be made without arguments"));
        }
    }

    private static SandboxResult run(ChildJvm jvm, String name, Within limit, Memory heap, Ear ear, String... arguments)
            throws InterruptedException {
        Objects.requireNonNull(limit, "Sandbox.run(program, null): pass a limit, for instance within(seconds(2))");
        Objects.requireNonNull(heap, "Sandbox.run(program, limit, null): pass a size, for instance memory(64)");
        var program = Stream.concat(Stream.of(name), Stream.of(arguments)).collect(Collectors.joining(" "));
        jvm.heap(heap.megabytes())
                .flags("-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=128m")
                .flags("-XX:MaxDirectMemorySize=%dm".formatted(heap.megabytes()))
                .arguments(arguments);
        long start = System.nanoTime();
        var stopped = new CompletableFuture<Void>();
        var output = new ChildOutput(start, line -> ear.hear(line, () -> stopped.complete(null)));
        try (var child = jvm.watch(output)) {
            boolean ended = ends(child.process(), stopped, limit.limit());
            var took = ended ? Duration.ofNanos(System.nanoTime() - start) : limit.limit();
            Optional<ThreadDump> dump = ended ? Optional.empty() : Optional.of(child.dump(LAST_QUESTION));
            child.end();
            output.finish();
            return new SandboxResult(
                    program,
                    ended,
                    child.process().exitValue(),
                    took,
                    output.lines(),
                    output.linesLost(),
                    output.uncaught(),
                    dump);
        }
    }

    /** Waits for the end of the child, at most this long and not beyond the other event; returns whether it has ended. */
    private static boolean ends(Process child, CompletableFuture<Void> stopped, Duration limit)
            throws InterruptedException {
        try {
            CompletableFuture.anyOf(child.onExit(), stopped).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException passed) {
            return !child.isAlive();
        } catch (ExecutionException impossible) {
            throw new AssertionError(impossible);
        }
        return !child.isAlive();
    }
}
