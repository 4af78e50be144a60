package interleave.trial.child;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command line of a child JVM, built step by step and then started.
 *
 * <p>The child has the class path of this JVM with absolute entries, none of its flags, no tool options from the
 * environment, an empty {@link System#in}, and runs in the folder of temporary files. It leaves no file behind, also if
 * it crashes. What it has started is killed when it is closed, when this JVM shuts down, and when this JVM is killed:
 * the child itself notices that at once and kills them and itself.
 *
 * <p>Not safe for use by several threads: built and started by one.
 */
public final class ChildJvm {

    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private final String main;
    private final List<String> classPath = new ArrayList<>();
    private final List<String> flags = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private Map<String, byte[]> classes = Map.of();

    /** Away from the learner's: a JVM that crashes writes where it runs. */
    private File folder = new File(System.getProperty("java.io.tmpdir"));

    private boolean errorsInOutput;

    private ChildJvm(String main) {
        this.main = Objects.requireNonNull(main, "the name of a main class is null");
    }

    /** Returns a child that runs the main method of a class which is on its class path. */
    public static ChildJvm of(Class<?> main) {
        return of(main.getName());
    }

    /** Returns a child that runs the main method of the class of this binary name. */
    public static ChildJvm of(String main) {
        return new ChildJvm(main);
    }

    /** Puts entries before those of this JVM's class path. */
    public ChildJvm classPath(Path... first) {
        Stream.of(first).map(entry -> entry.toAbsolutePath().toString()).forEach(classPath::add);
        return this;
    }

    /** Bounds the heap. */
    public ChildJvm heap(int megabytes) {
        return flags("-Xmx" + megabytes + "m");
    }

    /** Adds flags of the JVM; of two that contradict each other the later counts. */
    public ChildJvm flags(String... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** Adds arguments of the main method. */
    public ChildJvm arguments(String... more) {
        arguments.addAll(List.of(more));
        return this;
    }

    /** Gives the child classes, by binary name, that lie in no file: they come before those of the class path. */
    public ChildJvm classes(Map<String, byte[]> defined) {
        classes = Map.copyOf(defined);
        return this;
    }

    /** Lets the child run in a folder and have its temporary files there. */
    public ChildJvm scratch(Scratch scratch) {
        folder = scratch.folder().toFile();
        return flags(Scratch.flag(folder.toString()));
    }

    /** Lets the child's standard error come with its standard output. */
    public ChildJvm redirectErrorStream() {
        errorsInOutput = true;
        return this;
    }

    /**
     * Starts the child. Its standard input is taken: it keeps the child alive.
     *
     * @throws UncheckedIOException if the operating system refuses another process
     * @throws IllegalStateException if this JVM is shutting down; no process is started then
     */
    public ChildProcess start() {
        return start(0);
    }

    /**
     * Starts the child, and reads what it prints on daemon threads that call the listener.
     *
     * @throws UncheckedIOException if the operating system refuses another process
     * @throws IllegalStateException if this JVM is shutting down; no process is started then
     */
    public WatchedChild watch(WatchedChild.Listener listener) {
        long sign = Frames.sign(ThreadLocalRandom.current().nextLong());
        flags(ThreadReport.FLAGS.toArray(String[]::new));
        var child = start(sign);
        try {
            return WatchedChild.of(child, sign, listener);
        } catch (RuntimeException | Error noThread) {
            child.end();
            throw noThread;
        }
    }

    private ChildProcess start(long sign) {
        var builder = new ProcessBuilder(command()).directory(folder).redirectErrorStream(errorsInOutput);
        ChildProcess child;
        try {
            child = ChildProcess.startListening(builder);
        } catch (IOException e) {
            throw new UncheckedIOException("A child JVM cannot be started: " + e.getMessage(), e);
        }
        try {
            child.write(greeting(child.mark(), sign));
            return child;
        } catch (RuntimeException | Error noThread) {
            child.end();
            throw noThread;
        }
    }

    /** Returns what a child is told first: the classes that lie in no file, its mark and the sign of its frames. */
    private byte[] greeting(Mark mark, long sign) {
        var bytes = new ByteArrayOutputStream();
        var output = new DataOutputStream(bytes);
        try {
            output.writeInt(classes.size());
            for (var each : classes.entrySet()) {
                output.writeUTF(each.getKey());
                output.writeInt(each.getValue().length);
                output.write(each.getValue());
            }
            output.writeUTF(mark.variable());
            output.writeLong(sign);
        } catch (IOException impossible) {
            throw new AssertionError("a write to memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        // No file of counters, no report of a crash, no image of the memory.
        command.addAll(List.of("-XX:-UsePerfData", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + nowhere()));
        command.addAll(flags);
        var path = Stream.concat(classPath.stream(), Stream.of(classPath()))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", path, ChildMain.class.getName(), main));
        command.addAll(arguments);
        return command;
    }

    private static String nowhere() {
        return File.separatorChar == '\\' ? "NUL" : "/dev/null";
    }

    /** Returns the class path of this JVM with absolute entries. */
    static String classPath() {
        return PATH_SEPARATOR
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
