package interleave.workload;

import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.threads;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.workload.log.LogFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class CountBySeverityTest {

    private static final List<String> LEVELS = List.of("debug", "info", "warning", "error", "debug", "trace");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeLog() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            text.append("[0.%03ds][%s][gc] entry %d%n".formatted(i, LEVELS.get(i % LEVELS.size()), i));
        }
        file = Files.writeString(folder.resolve("some.log"), text);
    }

    @Test
    void anyNumberOfThreadsCountsTheSame() throws Exception {
        var log = LogFile.of(file);
        for (int threads : new int[] {1, 2, 3, 7, 600}) {
            var count = CountBySeverity.run(log, threads(threads));
            assertEquals(log.summary(), count.summary());
            assertEquals(600, count.summary().entries());
            assertEquals(300, count.summary().severity(1));
            assertEquals(100, count.summary().severity(4));
            assertTrue(count.parts().size() <= threads);
            assertEquals(count.parts().size() + 1, count.table().rowCount());
        }
        assertEquals(4, CountBySeverity.run(log, threads(4)).parts().size());
    }

    @Test
    void theTableAddsUp() throws Exception {
        var table = CountBySeverity.run(LogFile.of(file), threads(3)).table();
        assertEquals("all", table.stringColumn("thread").get(3));
        assertEquals(600, table.longColumn("entries").getLong(3));
        assertEquals(1_200, (long) table.longColumn("entries").sum());
    }

    @Test
    void aLogThatIsGoneIsAnError() throws Exception {
        var log = LogFile.of(file);
        Files.delete(file);
        for (Executable count : countsOf(log)) {
            var error = assertThrowsExactly(ExecutionException.class, count);
            assertInstanceOf(UncheckedIOException.class, error.getCause());
            assertInstanceOf(NoSuchFileException.class, error.getCause().getCause());
        }
    }

    @Test
    void anInterruptBeforeTheCountEndsIt() throws Exception {
        for (Executable count : countsOf(LogFile.of(file))) {
            Thread.currentThread().interrupt();
            assertThrowsExactly(InterruptedException.class, count);
            assertFalse(Thread.interrupted(), "the exception took the flag");
        }
    }

    private static List<Executable> countsOf(LogFile log) {
        return List.of(() -> CountBySeverity.run(log, threads(2)), () -> SpeedUp.run(log, threads(2), repeats(1)));
    }

    @Test
    void anInterruptWhileItCountsLeavesNoThread() throws Exception {
        var log = LogFile.of(Files.writeString(file, "[0.001s][info][gc] entry\n".repeat(200_000)));
        var group = new ThreadGroup("caller and counters");
        var task = new FutureTask<>(() -> {
            assertThrowsExactly(InterruptedException.class, () -> {
                while (true) {
                    CountBySeverity.run(log, threads(4));
                }
            });
            return group.activeCount();
        });
        var caller = new Thread(group, task);
        caller.start();
        while (group.activeCount() < 3 && !task.isDone()) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        assertEquals(1, task.get(), "the caller alone");
    }

    @Test
    void aSweepHasARowForEachNumberOfThreads() throws Exception {
        var sweep = SpeedUp.run(LogFile.of(file), threads(3), repeats(2));
        assertEquals(
                List.of(1, 2, 3),
                sweep.rows().stream().map(SpeedUp.Row::threads).toList());
        assertEquals(1, sweep.rows().getFirst().speedUp().median(), "one thread is as fast as itself");
        assertTrue(sweep.rows().stream().allMatch(row -> row.millis().min() > 0));
        assertEquals(3, sweep.table().rowCount());
    }

    @Test
    void nullIsRefusedWithWhatToPass() throws Exception {
        var log = LogFile.of(file);
        assertRefused("pass a log, for instance JvmLog.record()", () -> CountBySeverity.run(null, threads(1)));
        assertRefused("pass a number of threads, as threads(4)", () -> CountBySeverity.run(log, null));
        assertRefused("pass a log, for instance JvmLog.record()", () -> SpeedUp.run(null, threads(1), repeats(1)));
        assertRefused("pass up to how many threads, as threads(4)", () -> SpeedUp.run(log, null, repeats(1)));
        assertRefused("pass how many rounds, as repeats(9)", () -> SpeedUp.run(log, threads(1), null));
        assertRefused("pass the sources that count, for instance List.of(\"gc\")", () -> new AlarmRule(3, null));
    }

    private static void assertRefused(String what, Executable call) {
        var message = assertThrows(NullPointerException.class, call).getMessage();
        assertTrue(message != null && message.endsWith(what), message);
    }

    @Test
    void aSweepOfTooManyThreadsSaysWhy() throws Exception {
        var log = LogFile.of(file);
        var refused = assertThrows(IllegalArgumentException.class, () -> SpeedUp.run(log, threads(65), repeats(1)));
        assertEquals(
                "threads(65): a sweep runs every number of threads from one up; choose 1 to 64", refused.getMessage());
    }

    @Test
    void aSweepOfTooManyRoundsSaysWhy() throws Exception {
        var log = LogFile.of(file);
        var refused = assertThrows(IllegalArgumentException.class, () -> SpeedUp.run(log, threads(64), repeats(1_001)));
        assertEquals(
                "repeats(1001): a round counts the log with every number of threads; choose 1 to 1000 rounds",
                refused.getMessage());
    }

    @Test
    void eachRoundHasAnOrderOfItsOwn() {
        var random = new Random(1);
        var orders = Stream.generate(() -> SpeedUp.order(8, random)).limit(20).toList();
        assertEquals(20, orders.stream().distinct().count());
        for (var order : orders) {
            assertEquals(
                    List.of(1, 2, 3, 4, 5, 6, 7, 8), order.stream().sorted().toList());
        }
    }
}
