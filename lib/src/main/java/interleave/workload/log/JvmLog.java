package interleave.workload.log;

import interleave.trial.child.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a real log: what a JVM itself writes at debug level while it runs the JDK's own compiler.
 *
 * <p>The compiler runs in a child JVM, so that its log is its own and this process stays as it was. The child is told
 * nothing by the environment: variables that give options to a JVM are taken away.
 */
public final class JvmLog {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** All there is at debug level, but for the groups that would drown the rest in more than a million lines. */
    private static final String SELECTION =
            "all=debug,verification=off,class+load+placeholders=off,class+resolve=off,class+init=off";

    /** Begins the name of a recording's directory; the process that made it and something random follow. */
    private static final String PREFIX = "interleave-log-";

    private static final Pattern LEFTOVER = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

    private static final Pattern LOG_CUT_OFF = Pattern.compile("Could not (write|flush) log");

    private static final String PROGRAM = """
            import java.util.Map;
            import java.util.TreeMap;
            import java.util.stream.Collectors;
            import java.util.stream.Stream;

            /** Counts the words of its arguments. */
            public class WordCount {
                record Word(String text) {
                    static Stream<Word> in(String line) {
                        return Stream.of(line.split(" ")).map(String::toLowerCase).map(Word::new);
                    }
                }

                public static void main(String[] lines) {
                    Map<String, Long> counts = Stream.of(lines)
                            .flatMap(Word::in)
                            .collect(Collectors.groupingBy(Word::text, TreeMap::new, Collectors.counting()));
                    counts.forEach((word, count) -> System.out.println(word + " " + count));
                }
            }
            """;

    private JvmLog() {}

    /**
     * Records a log of tens of thousands of lines in a new directory among the temporary files, where it stays until
     * this JVM ends; what a JVM left there that was killed goes now. Blocks until the child has ended, about two
     * seconds; an interrupt ends the child and leaves no file behind, and the end of this JVM ends the child.
     *
     * @throws IOException if the child fails, takes longer than a minute or cannot write its log; the message holds
     *     what it printed
     * @throws InterruptedException if this thread is interrupted meanwhile
     */
    public static LogFile record() throws IOException, InterruptedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        deleteLeftovers(temporary);
        String prefix = PREFIX + ProcessHandle.current().pid() + "-";
        return record(javac(), Files.createTempDirectory(temporary, prefix), DEADLINE);
    }

    /** Returns the command that compiles {@code WordCount.java} in its working directory and logs to {@code jvm.log}. */
    static List<String> javac() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Xlog:" + SELECTION + ":file=jvm.log:time,uptime,level,tags:filecount=0",
                "-m",
                "jdk.compiler/com.sun.tools.javac.Main",
                "-proc:none",
                "-d",
                "classes",
                "WordCount.java");
    }

    /**
     * Runs a command that writes {@code jvm.log} into its working directory. If it succeeds the directory holds the log
     * alone and goes when this JVM ends; if not, it is gone now.
     */
    static LogFile record(List<String> command, Path directory, Duration deadline)
            throws IOException, InterruptedException {
        Path log = directory.resolve("jvm.log");
        boolean recorded = false;
        try {
            Files.writeString(directory.resolve("WordCount.java"), PROGRAM);
            run(command, directory, deadline);
            recorded = Files.exists(log);
            if (!recorded) {
                throw new IOException("the JVM ended without writing its log " + log);
            }
        } finally {
            deleteExcept(recorded ? log : null, directory);
        }
        // Deleted in reverse order, so the directory is empty by then.
        directory.toFile().deleteOnExit();
        log.toFile().deleteOnExit();
        return LogFile.of(log);
    }

    private static void run(List<String> command, Path directory, Duration deadline)
            throws IOException, InterruptedException {
        Path printed = directory.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        try (ChildProcess child = ChildProcess.start(builder)) {
            Process process = child.process();
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("did not end within " + deadline.toSeconds() + " s and was stopped", printed);
            }
            if (process.exitValue() != 0) {
                throw failure("ended with exit code " + process.exitValue(), printed);
            }
        }
        if (LOG_CUT_OFF.matcher(text(printed)).find()) {
            throw failure("could not write its log; is the disk full?", printed);
        }
    }

    private static IOException failure(String what, Path printed) throws IOException {
        String text = text(printed);
        return new IOException("the JVM that was to write a log " + what
                + (text.isEmpty() ? "; it printed nothing" : "; it printed:\n" + text));
    }

    private static String text(Path printed) throws IOException {
        return new String(Files.readAllBytes(printed), StandardCharsets.UTF_8).strip();
    }

    /** Deletes the recordings of processes that are no more: one that was killed could not do it itself. */
    static void deleteLeftovers(Path temporary) throws IOException {
        try (DirectoryStream<Path> recordings = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path recording : recordings) {
                Matcher name = LEFTOVER.matcher(recording.getFileName().toString());
                boolean left = name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
                if (left) {
                    deleteQuietly(recording);
                }
            }
        }
    }

    private static void deleteQuietly(Path recording) {
        try {
            deleteExcept(null, recording);
        } catch (IOException | UncheckedIOException e) {
            // It is another user's, or another process deletes it at this moment: either way somebody else's to finish.
        }
    }

    private static void deleteExcept(Path kept, Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (kept == null || !kept.startsWith(file)) {
                    Files.delete(file);
                }
            }
        }
    }
}
