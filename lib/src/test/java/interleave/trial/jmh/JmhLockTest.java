package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.ChildJvm;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhLockTest {

    @TempDir
    Path folder;

    @Test
    void theSecondOfThisJvmWaitsForTheFirst() throws Exception {
        var file = folder.resolve("jmh.lock");
        var waits = new CountDownLatch(1);
        FutureTask<Boolean> second;
        try (var first = JmhLock.take(file, JmhLockTest::nobody)) {
            assertTrue(first.held());
            second = new FutureTask<>(() -> {
                try (var lock = JmhLock.take(file, waits::countDown)) {
                    return lock.held();
                }
            });
            Thread.ofPlatform().start(second);
            waits.await();
            assertFalse(second.isDone());
        }
        assertTrue(second.get());
        JmhLock.take(file, JmhLockTest::nobody).close();
    }

    /** Locks a file as JMH does, says so, and never ends. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            try (var channel = FileChannel.open(
                            Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                System.out.println(lock.isValid());
                new CountDownLatch(1).await();
            }
        }
    }

    @Test
    void anotherProcessIsWaitedForUntilItEnds() throws Exception {
        var file = folder.resolve("jmh.lock");
        var waits = new CountDownLatch(1);
        FutureTask<Boolean> second;
        try (var holder = ChildJvm.of(Holder.class).arguments(file.toString()).start()) {
            assertEquals("true", holder.process().inputReader().readLine());
            second = new FutureTask<>(() -> {
                try (var lock = JmhLock.take(file, waits::countDown)) {
                    return lock.held();
                }
            });
            Thread.ofPlatform().start(second);
            waits.await();
        }
        assertTrue(second.get());
    }

    @Test
    void allWhoComeFirstAtOnceOpenTheSameFile() throws Exception {
        int runners = 4;
        for (int round = 0; round < 200; round++) {
            var file = folder.resolve("jmh.lock" + round);
            var start = new CyclicBarrier(runners);
            var opened = new ArrayList<FutureTask<Boolean>>();
            for (int i = 0; i < runners; i++) {
                var one = new FutureTask<>(() -> {
                    start.await();
                    try (var channel = JmhLock.open(file)) {
                        return channel.isOpen();
                    }
                });
                opened.add(one);
                Thread.ofPlatform().start(one);
            }
            for (var one : opened) {
                assertTrue(one.get());
            }
        }
    }

    @Test
    void aWaitCanBeInterrupted() throws Exception {
        var file = folder.resolve("jmh.lock");
        try (var first = JmhLock.take(file, JmhLockTest::nobody)) {
            assertTrue(first.held());
            assertThrows(
                    InterruptedException.class,
                    () -> JmhLock.take(file, () -> Thread.currentThread().interrupt()));
        }
        JmhLock.take(file, JmhLockTest::nobody).close();
    }

    @Test
    void aFileThatCannotBeOpenedIsDoneWithout() throws Exception {
        try (var lock = JmhLock.take(folder, JmhLockTest::nobody)) {
            assertFalse(lock.held());
        }
    }

    private static void nobody() {
        throw new AssertionError("waits for nobody");
    }
}
