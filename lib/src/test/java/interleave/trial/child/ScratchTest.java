package interleave.trial.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {

    @TempDir
    Path parent;

    /** Uses a folder from another process, names both, and shuts down. */
    static final class ShutsDown {
        private ShutsDown() {}

        public static void main(String[] arguments) throws IOException {
            @SuppressWarnings("resource") // What closes it is the shutdown.
            var scratch = Scratch.create(Path.of(arguments[0]));
            var user = ChildJvm.of(Writes.class)
                    .arguments(scratch.folder().toString())
                    .start();
            scratch.usedBy(user);
            System.out.println(user.process().inputReader().readLine() + " " + scratch.folder());
            System.exit(0);
        }
    }

    /** Fills a folder without an end. */
    static final class Writes {
        private Writes() {}

        public static void main(String[] arguments) throws IOException {
            var folder = Path.of(arguments[0]);
            for (int i = 0; ; i++) {
                Files.writeString(folder.resolve("file" + i % 1_000), "");
                if (i == 10) {
                    System.out.println("writes");
                }
            }
        }
    }

    @Test
    void aShutdownLeavesNoFolderThoughAProcessWritesIntoIt() throws Exception {
        try (var child =
                ChildJvm.of(ShutsDown.class).arguments(parent.toString()).start()) {
            var said = child.process().inputReader().readLine();
            assertEquals(0, child.process().waitFor());
            assertTrue(said.startsWith("writes " + parent), said);
        }
        assertEquals(List.of(), left());
    }

    @Test
    void whatJvmsLeftThatWereKilledIsDeletedByTheNextRun() throws Exception {
        long dead;
        try (var child = ChildJvm.of(NeverEnds.class).start()) {
            dead = child.process().pid();
        }
        Files.createFile(Files.createDirectory(parent.resolve("interleave-scratch-%d-1".formatted(dead)))
                .resolve("left"));
        var other = Files.createDirectory(parent.resolve("interleave-scratch-"));
        try (var first = Scratch.create(parent);
                var second = Scratch.create(parent)) {
            assertEquals(
                    List.of(other, first.folder(), second.folder()).stream()
                            .sorted()
                            .toList(),
                    left());
        }
        assertEquals(List.of(other), left());
    }

    /** Waits for nothing. */
    static final class NeverEnds {
        private NeverEnds() {}

        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @Test
    void whatIsGoneAlreadyIsNoFailure() throws IOException {
        var scratch = Scratch.create(parent);
        Files.delete(scratch.folder());
        scratch.close();
        assertFalse(Files.exists(scratch.folder()));
    }

    private List<Path> left() throws IOException {
        try (var all = Files.list(parent)) {
            return all.sorted().toList();
        }
    }
}
