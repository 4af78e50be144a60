package interleave.workload.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmLogTest {

    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path parent;

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = Files.createDirectory(parent.resolve("record"));
    }

    @Test
    void recordsARealLog() throws Exception {
        LogFile file = JvmLog.record(JvmLog.javac(), directory, LONG);
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(file.path()), left.toList(), "nothing is left but the log");
        }
        NaiveCount naive = NaiveCount.of(Files.readAllBytes(file.path()));
        LogSummary summary = file.summary();
        assertTrue(summary.lines() >= 10_000, () -> summary.lines() + " lines");
        assertEquals(naive.lines().size(), summary.lines());
        assertEquals(naive.continuations(), summary.continuations());
        assertEquals(naive.matching("^\\[[^\\]]*\\]\\[[^\\]]*\\]\\[(debug|trace) *\\]\\["), summary.severity(1));
        assertEquals(naive.matching("^\\[[^\\]]*\\]\\[[^\\]]*\\]\\[info *\\]\\["), summary.severity(2));
        assertEquals(naive.matching("^\\[[^\\]]*\\]\\[[^\\]]*\\]\\[warning *\\]\\["), summary.severity(3));
        assertEquals(naive.matching("^\\[[^\\]]*\\]\\[[^\\]]*\\]\\[error *\\]\\["), summary.severity(4));
        assertEquals(0, summary.severity(5));
        assertTrue(summary.severity(1) > 0 && summary.severity(2) > 0);
        assertTrue(summary.continuations() > 0, "some messages have several lines");
        for (int count = 2; count <= 8; count++) {
            LogSummary sum =
                    file.slices(count).stream().map(LogSlice::summary).reduce(LogSummary.EMPTY, LogSummary::plus);
            assertEquals(summary, sum);
            assertEquals(count, file.slices(count).size());
        }
    }

    @Test
    void aCommandThatFailsIsToldWithItsOutput() {
        List<String> command = List.of(JAVA, "-m", "jdk.compiler/com.sun.tools.javac.Main", "Missing.java");
        String message = failure(command, LONG);
        assertTrue(message.contains("exit code 2") && message.contains("Missing.java"), message);
    }

    @Test
    void aCommandThatWritesNoLogIsAFailure() {
        String message = failure(List.of(JAVA, "-version"), LONG);
        assertTrue(message.contains("without writing its log"), message);
    }

    @Test
    void aLogThatWasCutOffIsAFailure() {
        String message = failure(child(CutOff.class), LONG);
        assertTrue(message.contains("disk full"), message);
    }

    @Test
    void aCommandThatDoesNotEndIsStopped() {
        String message = failure(child(Endless.class), Duration.ofSeconds(1));
        assertTrue(message.contains("did not end within 1 s"), message);
        assertNoChild();
    }

    @Test
    void anInterruptStopsTheCommand() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> JvmLog.record(child(Endless.class), directory, LONG));
        assertFalse(Thread.interrupted());
        assertFalse(Files.exists(directory), "nothing is left behind");
        assertNoChild();
    }

    @Test
    void theEndOfTheRecordingJvmStopsTheCommand() throws Exception {
        List<String> command = new ArrayList<>(child(Leaves.class));
        command.add(directory.toString());
        Process recorder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String child = new String(recorder.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, recorder.waitFor());
        Optional<ProcessHandle> left = ProcessHandle.of(Long.parseLong(child.strip()));
        if (left.isPresent()) {
            // The minute is for a command that nobody stops.
            left.get().onExit().get(1, TimeUnit.MINUTES);
        }
    }

    @Test
    void whatKilledProcessesLeftIsDeleted() throws Exception {
        Process ended = new ProcessBuilder(JAVA, "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        Path left = Files.createDirectory(parent.resolve("interleave-log-" + ended.pid() + "-1"));
        Files.writeString(left.resolve("jvm.log"), "x");
        Path used = Files.createDirectory(
                parent.resolve("interleave-log-" + ProcessHandle.current().pid() + "-2"));
        Path foreign = Files.createDirectory(parent.resolve("interleave-log-notes"));
        JvmLog.deleteLeftovers(parent);
        assertFalse(Files.exists(left));
        assertTrue(Files.exists(used) && Files.exists(foreign));
    }

    private String failure(List<String> command, Duration deadline) {
        IOException failure = assertThrows(IOException.class, () -> JvmLog.record(command, directory, deadline));
        assertFalse(Files.exists(directory), "nothing is left behind");
        return failure.getMessage();
    }

    private static void assertNoChild() {
        assertEquals(
                0,
                ProcessHandle.current()
                        .children()
                        .filter(ProcessHandle::isAlive)
                        .count());
    }

    private static List<String> child(Class<?> main) {
        return List.of(JAVA, "-cp", System.getProperty("java.class.path"), main.getName());
    }

    /** Waits for ever. */
    static final class Endless {
        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    /** Records a command that waits for ever, says which process that is, and exits meanwhile. */
    static final class Leaves {
        public static void main(String[] arguments) {
            Thread.ofPlatform()
                    .start(new FutureTask<>(() -> JvmLog.record(child(Endless.class), Path.of(arguments[0]), LONG)));
            Optional<ProcessHandle> child = Optional.empty();
            while (child.isEmpty()) {
                Thread.onSpinWait();
                child = ProcessHandle.current().children().findAny();
            }
            System.out.println(child.get().pid());
            System.exit(0);
        }
    }

    /** Says what a JVM says when the disk is full, which leaves its exit code as it is. */
    static final class CutOff {
        public static void main(String[] arguments) throws IOException {
            Files.writeString(Path.of("jvm.log"), "[0.001s][info][gc] x\n");
            System.err.println("Could not flush log: file=jvm.log (No space left on device (28))");
        }
    }
}
