package interleave.workload;

import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.threads;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.workload.log.LogFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
        var error = assertThrows(Exception.class, () -> CountBySeverity.run(log, threads(2)));
        assertInstanceOf(UncheckedIOException.class, error instanceof ExecutionException e ? e.getCause() : error);
    }

    @Test
    void anInterruptEndsTheCount() throws Exception {
        var log = LogFile.of(file);
        Thread.currentThread().interrupt();
        // The slices are cut before any thread starts: that the cut notices the interrupt is as good an answer.
        var error = assertThrows(Exception.class, () -> CountBySeverity.run(log, threads(2)));
        assertTrue(error instanceof InterruptedException || error instanceof UncheckedIOException, error::toString);
        Thread.interrupted();
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
    void aSweepOfTooManyThreadsSaysWhy() throws Exception {
        var log = LogFile.of(file);
        var refused = assertThrows(IllegalArgumentException.class, () -> SpeedUp.run(log, threads(65), repeats(1)));
        assertEquals(
                "threads(65): a sweep runs every number of threads from one up; choose 1 to 64", refused.getMessage());
    }
}
