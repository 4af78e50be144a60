package interleave.trial;

import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    static final class Hangs {
        private Hangs() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("started");
            if (arguments.length > 0) {
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Hangs.class.getName())
                        .inheritIO()
                        .start();
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
        assertTrue(
                result.table().name().startsWith("Hangs did not end within "),
                result.table().name());
    }

    @Test
    void anInterruptKillsTheChildAndItsDescendants() throws Exception {
        var task = new FutureTask<>(
                () -> assertThrows(InterruptedException.class, () -> Sandbox.run(Hangs.class, AMPLE, "and its child")));
        var caller = Thread.ofPlatform().start(task);
        while (ProcessHandle.current().descendants().count() < 2 && caller.isAlive()) {
            Thread.onSpinWait();
        }
        var family = ProcessHandle.current().descendants().toList();
        caller.interrupt();
        task.get();
        assertEquals(2, family.size());
        for (var process : family) {
            // A bound for a killer that fails; what was killed is gone at once.
            process.onExit().get(60, TimeUnit.SECONDS);
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
