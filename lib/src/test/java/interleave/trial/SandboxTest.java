package interleave.trial;

import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {

    /** Generous, since a test ends as soon as its child does. */
    private static final Within AMPLE = within(seconds(60));

    @AfterEach
    void noChildIsLeft() {
        assertEquals(0, ProcessHandle.current().children().count(), "children left behind");
    }

    static final class Speaks {
        private Speaks() {}

        public static void main(String[] arguments) {
            System.out.println("first: " + String.join("+", arguments));
            System.err.println("second: Grüße, 線程");
            System.out.print("no line end");
            System.exit(3);
        }
    }

    @Test
    void returnsWhatTheChildPrintedInOrderAndItsExitCode() throws Exception {
        var result = Sandbox.run(Speaks.class, AMPLE, "a b", "");
        assertTrue(result.ended());
        assertEquals(3, result.exitCode());
        assertEquals(List.of("first: a b+", "second: Grüße, 線程", "no line end"), texts(result));
        assertEquals(0, result.linesLost());
        assertTrue(
                result.table().name().matches("Speaks a b {2}ended by itself after [0-9.]+ s with exit code 3"),
                result.table().name());
        assertEquals(3, result.table().rowCount());
    }

    /** Never ends. Given a file, it first has a child that creates that file and never ends either. */
    static final class Hangs {
        private Hangs() {}

        public static void main(String[] arguments) throws IOException {
            if (arguments.length == 1) {
                var java =
                        Path.of(System.getProperty("java.home"), "bin", "java").toString();
                var classPath = System.getProperty("java.class.path");
                new ProcessBuilder(java, "-cp", classPath, Hangs.class.getName(), "create", arguments[0])
                        .inheritIO()
                        .start();
            } else if (arguments.length == 2) {
                Files.createFile(Path.of(arguments[1]));
            }
            while (true) {
                LockSupport.park();
            }
        }
    }

    @Test
    void stopsAChildThatDoesNotEnd() throws Exception {
        var result = Sandbox.run(Hangs.class, within(millis(1_500)));
        assertFalse(result.ended());
        assertEquals(Duration.ofMillis(1_500), result.took());
        assertEquals(
                "Hangs did not end within 1.5 s and was stopped", result.table().name());
    }

    @Test
    void anInterruptKillsTheChildAndItsDescendants(@TempDir Path folder) throws Exception {
        var task = new FutureTask<>(() -> assertThrows(
                InterruptedException.class,
                () -> Sandbox.run(Hangs.class, AMPLE, folder.resolve("started").toString())));
        try (var watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            var caller = Thread.ofPlatform().start(task);
            assertNotNull(watch.poll(60, TimeUnit.SECONDS), "the descendant has started");
            var family = ProcessHandle.current().descendants().toList();
            caller.interrupt();
            task.get();
            assertEquals(2, family.size());
            for (var process : family) {
                // A bound for a killer that fails; what was killed is gone at once.
                process.onExit().get(60, TimeUnit.SECONDS);
            }
        }
    }

    static final class Floods {
        private Floods() {}

        public static void main(String[] arguments) {
            var text = new StringBuilder("x".repeat(5_000)).append('\n');
            for (int i = 1; i < 30_000; i++) {
                text.append("line ").append(i).append("\r\n");
            }
            System.out.print(text);
        }
    }

    @Test
    void aFloodIsReadToItsEndAndItsHeadIsKept() throws Exception {
        var result = Sandbox.run(Floods.class, AMPLE);
        assertTrue(result.ended());
        assertEquals(1_000, result.output().size());
        assertEquals(29_000, result.linesLost());
        assertEquals(2_000, result.output().getFirst().text().length());
        assertEquals("line 999", result.output().getLast().text());
        assertTrue(
                result.table().name().endsWith("29,000 more lines are not kept"),
                result.table().name());
    }

    @Test
    void theChildGetsNoToolOptions() {
        var builder = new ProcessBuilder();
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Xint");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Xint");
        builder.environment().put("INTERLEAVE_TEST", "kept");
        var environment = Sandbox.withoutToolOptions(builder).environment();
        assertFalse(environment.containsKey("JAVA_TOOL_OPTIONS"));
        assertFalse(environment.containsKey("JDK_JAVA_OPTIONS"));
        assertEquals("kept", environment.get("INTERLEAVE_TEST"));
    }

    @Test
    void aClassWithoutMainSaysSo() throws Exception {
        var result = Sandbox.run(SandboxTest.class, AMPLE);
        assertEquals(1, result.exitCode());
        assertTrue(String.join("\n", texts(result)).contains("main"), texts(result)::toString);
    }

    private static List<String> texts(SandboxResult result) {
        return result.output().stream().map(SandboxResult.Line::text).toList();
    }
}
