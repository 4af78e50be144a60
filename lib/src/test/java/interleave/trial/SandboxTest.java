package interleave.trial;

import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.SandboxResult.Stdio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.time.Duration;
import java.util.ArrayList;
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
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("child-"))
                        .toList());
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
        assertEquals(
                List.of(Stdio.STDOUT, Stdio.STDERR, Stdio.STDOUT),
                result.output().stream().map(SandboxResult.Line::stdio).toList());
        assertEquals(0, result.linesLost());
        assertTrue(
                result.table().name().matches("Speaks a b {2}ended by itself after [0-9.]+ s with exit code 3"),
                result.table().name());
        assertEquals(3, result.table().rowCount());
    }

    /** Never ends. Given a file, it first has a child that creates that file and never ends either. */
    static final class Hangs {
        private Hangs() {}

        public static void main(String... arguments) throws IOException {
            if (arguments.length == 1) {
                java(Hangs.class, "create", arguments[0]).inheritIO().start();
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
        var result = Sandbox.run(Hangs.class, within(millis(500)));
        assertFalse(result.ended());
        assertEquals(Duration.ofMillis(500), result.took());
        assertTrue(result.dump().isPresent());
    }

    /** Never ends, and says on its way there that it runs. */
    static final class SaysAndHangs {
        private SaysAndHangs() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("runs");
            Hangs.main();
        }
    }

    @Test
    void tellsWhereAChildThatIsStoppedWas() throws Exception {
        var result = Sandbox.run(SaysAndHangs.class, AMPLE, Memory.DEFAULT, (line, stop) -> stop.run());
        assertTrue(
                result.table()
                        .name()
                        .matches("SaysAndHangs did not end within 60 s and was stopped; "
                                + "thread `main` is [A-Z]+ at SandboxTest.java:[0-9]+"),
                result.table().name());
        assertEquals(1, result.threads().rowCount());
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
    void aClassWithoutMainSaysSo() {
        var refused = assertThrows(IllegalArgumentException.class, () -> Sandbox.run(SandboxTest.class, AMPLE));
        assertEquals(
                "SandboxTest has no main method: the sandbox runs static void main(String[]), "
                        + "or void main() of a class that can be made without arguments",
                refused.getMessage());
    }

    @Test
    void nullIsRefusedWithWhatToPass() {
        assertEquals(
                "Sandbox.run(null, ...): name a class, for instance NeverEnds.class",
                assertThrows(NullPointerException.class, () -> Sandbox.run((Class<?>) null, AMPLE))
                        .getMessage());
        assertEquals(
                "Sandbox.run(program, null): pass a limit, for instance within(seconds(2))",
                assertThrows(NullPointerException.class, () -> Sandbox.run(Hangs.class, null))
                        .getMessage());
        assertEquals(
                "within(null): pass a length of time, for instance within(seconds(2))",
                assertThrows(NullPointerException.class, () -> new Within(null)).getMessage());
    }

    /** Its main dies; its worker waits for that and lives on. */
    static final class Dies {
        private Dies() {}

        public static void main(String[] arguments) {
            var main = Thread.currentThread();
            Thread.ofPlatform().start(() -> {
                try {
                    main.join();
                    System.err.println("after " + main.getName());
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            throw new IllegalStateException("no more");
        }
    }

    @Test
    void aProgramThatThrowsEndsAsUnderTheLauncher() throws Exception {
        var result = Sandbox.run(Dies.class, AMPLE);
        assertTrue(result.ended());
        assertEquals(1, result.exitCode());
        var texts = texts(result);
        assertEquals("Exception in thread \"main\" java.lang.IllegalStateException: no more", texts.getFirst());
        assertTrue(texts.get(1).contains("SandboxTest$Dies.main"), texts::toString);
        assertEquals("after main", texts.getLast());
        assertEquals(4, texts.size(), "one frame of ours: " + texts);
        assertTrue(
                result.ending().endsWith("; java.lang.IllegalStateException: no more in thread `main`"),
                result.ending());
    }

    /** Has a child that never ends, prints its number and ends itself. */
    static final class Abandons {
        private Abandons() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(java(Hangs.class).start().pid());
        }
    }

    @Test
    void whatAProgramStartedEndsWithIt() throws Exception {
        var result = Sandbox.run(Abandons.class, AMPLE);
        assertEquals(0, result.exitCode());
        awaitEnd(Long.parseLong(texts(result).getFirst()));
    }

    /** Never ends, and says first which process it is. */
    static final class HangsByName {
        private HangsByName() {}

        public static void main(String[] arguments) throws IOException {
            Files.writeString(
                    Path.of(arguments[0]), ProcessHandle.current().pid() + "\n", StandardOpenOption.CREATE_NEW);
            Hangs.main();
        }
    }

    /** Runs a program that never ends. */
    static final class Runs {
        private Runs() {}

        public static void main(String[] arguments) throws InterruptedException {
            Sandbox.run(HangsByName.class, AMPLE, arguments);
        }
    }

    @Test
    void aParentThatIsKilledTakesTheChildWithIt(@TempDir Path folder) throws Exception {
        var file = folder.resolve("pid");
        try (var watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_MODIFY);
            var parent = java(Runs.class, file.toString()).start();
            assertNotNull(watch.poll(60, TimeUnit.SECONDS), "the child has started");
            long child = Long.parseLong(Files.readString(file).strip());
            parent.destroyForcibly().waitFor();
            awaitEnd(child);
        }
    }

    /** Runs a program that never ends while its JVM shuts down, and says what came of it. */
    static final class RunsAtTheEnd {
        private RunsAtTheEnd() {}

        public static void main(String[] arguments) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                var refused = assertThrows(IllegalStateException.class, () -> Sandbox.run(Hangs.class, AMPLE));
                System.out.print(refused.getMessage() + ", "
                        + ProcessHandle.current().children().count());
            }));
        }
    }

    @Test
    void aShutdownRefusesAChildAndLeavesNone() throws Exception {
        var parent = java(RunsAtTheEnd.class)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertEquals(
                "Shutdown in progress, 0", new String(parent.getInputStream().readAllBytes(), UTF_8));
        assertEquals(0, parent.waitFor());
    }

    private static ProcessBuilder java(Class<?> program, String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
    }

    /** The minute is for a process that nobody ends. */
    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    private static List<String> texts(SandboxResult result) {
        return result.output().stream().map(SandboxResult.Line::text).toList();
    }
}
