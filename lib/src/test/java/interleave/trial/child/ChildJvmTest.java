package interleave.trial.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildJvmTest {

    /** Says what it was given. */
    static final class Tells {
        private Tells() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(List.of(arguments));
            System.out.println(System.in.read());
            System.out.println(Path.of("").toAbsolutePath());
            System.err.println(Runtime.getRuntime().maxMemory() <= 32 << 20);
            System.exit(4);
        }
    }

    @Test
    void runsAMainClassWithItsArgumentsAnEmptyInputAndABoundedHeap() throws Exception {
        var jvm = ChildJvm.of(Tells.class).heap(32).flags("-XX:+UseSerialGC").arguments("a b", "", "@c");
        assertEquals(
                List.of(
                        "[a b, , @c]",
                        "-1",
                        Path.of(System.getProperty("java.io.tmpdir"))
                                .toRealPath()
                                .toString(),
                        "true"),
                output(jvm.redirectErrorStream(), 4));
    }

    @Test
    void noFlagOfThisJvmIsInheritedAndTheClassPathIsAbsolute() {
        var command = ChildJvm.of(Tells.class).classPath(Path.of("first")).command();
        var entries = command.get(command.indexOf("-cp") + 1).split(System.getProperty("path.separator"), -1);
        assertEquals(Path.of("first").toAbsolutePath().toString(), entries[0]);
        assertTrue(Stream.of(entries).allMatch(entry -> Path.of(entry).isAbsolute()));
        assertFalse(
                command.stream().anyMatch(word -> word.contains("surefire") && word.startsWith("-")),
                command::toString);
    }

    @Test
    void runsAClassThatLiesInNoFile() throws Exception {
        var compiled = Compilation.of("package cell; public class A { public static void main(String[] a) "
                + "{ System.out.println(new B().getClass().getName() + a.length); } } class B {}");
        assertEquals(
                List.of("cell.B2"),
                output(ChildJvm.of("cell.A").classes(compiled.classes()).arguments("x", "y"), 0));
    }

    @Test
    void runsAClassOfAFolderBeforeTheClassPath(@TempDir Path folder) throws Exception {
        Compilation.of("void main() { System.out.println(\"from a folder\"); }").writeTo(folder);
        assertEquals(List.of("from a folder"), output(ChildJvm.of("Main").classPath(folder), 0));
    }

    @Test
    void aMissingClassIsToldByTheChild() throws Exception {
        var lines = output(ChildJvm.of("no.Such").redirectErrorStream(), 1);
        assertTrue(lines.getFirst().endsWith("java.lang.ClassNotFoundException: no.Such"), lines::toString);
    }

    @Test
    void flagsThatTheJvmRefusesAreToldByTheChild() throws Exception {
        var large = "class A { static final String[] TEXT = {%s}; }"
                .formatted(Stream.generate(() -> "\"" + "x".repeat(60_000) + "\"")
                        .limit(1)
                        .collect(Collectors.joining()));
        var jvm = ChildJvm.of("A")
                .classes(Compilation.of(large).classes())
                .flags("-XX:NoSuchFlag")
                .redirectErrorStream();
        assertTrue(output(jvm, 1).getFirst().contains("NoSuchFlag"));
    }

    /** Has a child JVM of its own, and on Linux a process that leaves it, and waits for ever. */
    static final class Waits {
        private Waits() {}

        public static void main(String[] arguments) throws Exception {
            if (arguments.length == 0) {
                var child = ChildJvm.of(Waits.class).arguments("child").start();
                if (Mark.READABLE) {
                    new ProcessBuilder("sh", "-c", "setsid sleep 1000 >&- 2>&- &")
                            .start()
                            .waitFor();
                }
                System.out.println(child.process().inputReader(UTF_8).readLine());
            }
            System.out.println(ProcessHandle.current().pid());
            new CountDownLatch(1).await();
        }
    }

    @Test
    void closingAChildEndsWhatItHasStarted() throws Exception {
        long grandchild;
        try (var child = ChildJvm.of(Waits.class).start()) {
            grandchild = Long.parseLong(child.process().inputReader(UTF_8).readLine());
        }
        awaitEnd(grandchild);
    }

    /** As when the parent is killed: nothing is left of it but a pipe that is closed. */
    @Test
    void aChildWhosePipeClosesEndsItselfAndWhatItHasStarted() throws Exception {
        try (var child = ChildJvm.of(Waits.class).start()) {
            long grandchild = Long.parseLong(child.process().inputReader(UTF_8).readLine());
            assertEquals(Mark.READABLE ? 3 : 0, child.mark().marked().size());
            child.process().getOutputStream().close();
            assertTrue(child.process().waitFor(60, TimeUnit.SECONDS));
            assertEquals(1, child.process().exitValue());
            assertEquals(List.of(), child.mark().marked());
            awaitEnd(grandchild);
        }
    }

    private static List<String> output(ChildJvm jvm, int exitCode) throws Exception {
        try (var child = jvm.start()) {
            var lines = child.process().inputReader(UTF_8).lines().toList();
            assertEquals(exitCode, child.process().waitFor(), lines::toString);
            return lines;
        }
    }

    /** The minute is for a process that nobody ends. */
    private static void awaitEnd(long pid) throws Exception {
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }
}
