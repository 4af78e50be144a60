package interleave.bench;

import interleave.trial.Threads;
import interleave.workload.CountBySeverity;
import interleave.workload.log.LogFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One log, counted by severity with a slice for each of so many threads: from the first cut to the last join, the start
 * of the threads included.
 *
 * <p>Every fork writes the same log anew, from the same seed: forks that count different logs could not be compared. It
 * lies in memory after that, where the system keeps what was just written, so that no disk is measured.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class LogCountBenchmark {

    private static final int LINES = 60_000;
    private static final List<String> LEVELS = List.of("DEBUG", "INFO ", "INFO ", "INFO ", "WARN ", "ERROR");
    private static final List<String> SOURCES = List.of("shop.OrderService", "shop.db.Stock", "shop.web.Checkout");

    /** How many threads count; the method itself is called by one. */
    @Param({"1", "2"})
    public int workers;

    private Path file;
    private LogFile log;

    /** Writes the log. */
    @Setup
    public void write() throws IOException {
        file = Files.createTempFile("interleave-bench-", ".log");
        Files.writeString(file, text(new Random(1)));
        log = LogFile.of(file);
    }

    /** Removes the log. */
    @TearDown
    public void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Counts the log. */
    @Benchmark
    public CountBySeverity.Count count() throws InterruptedException, ExecutionException {
        return CountBySeverity.run(log, new Threads(workers));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            int second = line / 20;
            text.append(String.format(
                    Locale.ROOT,
                    "%02d:%02d:%02d.%03d [worker-%d] %s %s -- order %d accepted after %d ms%n",
                    second / 3600,
                    second / 60 % 60,
                    second % 60,
                    line % 20 * 50,
                    random.nextInt(8),
                    LEVELS.get(random.nextInt(LEVELS.size())),
                    SOURCES.get(random.nextInt(SOURCES.size())),
                    line,
                    random.nextInt(1_000)));
        }
        return text.toString();
    }
}
