package interleave.workload;

import static interleave.trial.Parameters.capacity;
import static interleave.trial.Parameters.producers;
import static interleave.trial.Parameters.rendezvous;
import static interleave.trial.Parameters.unbounded;
import static interleave.trial.Parameters.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Capacity;
import interleave.workload.log.LogEntry;
import interleave.workload.log.LogFile;
import interleave.workload.log.LogSummary;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogPipelineTest {

    private static final List<String> LEVELS = List.of("debug", "info", "warning", "error");
    private static final int ENTRIES = 1_200;
    private static final int MALFORMED = 7;

    @TempDir
    Path folder;

    private LogFile log;

    @BeforeEach
    void writeLog() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < ENTRIES; i++) {
            if (i % 170 == 60) {
                text.append("%d: no log writes this%n".formatted(i));
            } else {
                text.append("[0.%04ds][%s][source%d] entry %d%n".formatted(i, LEVELS.get(i % LEVELS.size()), i % 3, i));
            }
            if (i % 100 == 7) {
                text.append("\tat continued(Nowhere.java)\n");
            }
        }
        log = LogFile.of(Files.writeString(folder.resolve("some.log"), text));
    }

    @AfterEach
    void noThreadIsLeft() {
        assertEquals(List.of(), threads("producer ").toList());
        assertEquals(List.of(), threads("worker ").toList());
    }

    private static Stream<Thread> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(prefix));
    }

    @Test
    void whateverTheChannelTheCountsAreThoseOfASequentialRead() throws Exception {
        var expected = log.summary();
        assertEquals(ENTRIES, expected.entries());
        for (Capacity capacity : List.of(capacity(1), capacity(128), rendezvous(), unbounded())) {
            for (int producers : new int[] {1, 2, 5}) {
                for (int workers : new int[] {1, 4}) {
                    var report = LogPipeline.run(log, producers(producers), workers(workers), capacity);
                    assertEquals(expected, report.summary(), capacity::toString);
                    assertEquals(producers, report.producers().size());
                    assertEquals(workers, report.workers().size());
                    assertEquals(
                            ENTRIES,
                            report.producers().stream()
                                    .mapToLong(LogPipeline.Producer::entries)
                                    .sum());
                    assertTrue(report.longestQueue() <= capacity.places());
                    assertEquals(
                            ENTRIES - MALFORMED,
                            report.sources().longColumn("entries").sum());
                }
            }
        }
    }

    @Test
    void malformedLinesAreCountedAndShown() throws Exception {
        var report = LogPipeline.run(log, producers(2), workers(3), capacity(16));
        assertEquals(MALFORMED, report.summary().unknown());
        assertEquals(
                IntStream.of(60, 230, 400, 570, 740)
                        .mapToObj(i -> i + ": no log writes this")
                        .toList(),
                report.malformed().stream().map(LogEntry::message).toList());
        var table = report.table();
        assertEquals(6, table.rowCount());
        assertEquals(MALFORMED, table.longColumn("malformed").get(5));
        assertTrue(table.longColumn("malformed").isMissing(0), "a producer does not parse");
        assertEquals(ENTRIES, table.longColumn("entries").get(5));
        assertFalse(table.containsColumn("severity 5"), "none occurs");
        assertTrue(
                table.name().startsWith("1,200 entries, 7 of them malformed, through a bounded channel of 16;"),
                table::name);
    }

    @Test
    void severalLogsAndAnEmptyOneAreOneStream() throws Exception {
        var empty = LogFile.of(Files.createFile(folder.resolve("empty.log")));
        var other = LogFile.of(Files.writeString(folder.resolve("other.log"), "[0.1s][error][gc] one\n"));
        var report = LogPipeline.run(List.of(log, empty, other), producers(3), workers(2), capacity(4));
        assertEquals(log.summary().plus(other.summary()), report.summary());
        assertEquals(
                LogSummary.EMPTY,
                LogPipeline.run(empty, producers(3), workers(2), rendezvous()).summary());
        assertEquals(
                LogSummary.EMPTY,
                LogPipeline.run(List.of(), producers(1), workers(1), capacity(1))
                        .summary());
    }

    @Test
    void aFullChannelMakesTheProducerWait() throws Exception {
        var first = new AtomicInteger();
        var report = LogPipeline.run(log, producers(1), workers(1), capacity(8), _ -> {
            if (first.getAndIncrement() == 0) {
                awaitState("producer 1", Thread.State.WAITING);
            }
        });
        assertEquals(log.summary(), report.summary());
        assertEquals(8, report.longestQueue());
        assertTrue(report.producers().getFirst().waits().count() > 0);
        assertTrue(report.producersWaited().isPositive());
    }

    @Test
    void withoutABoundItNeverWaits() throws Exception {
        var producerEnded = new CountDownLatch(1);
        var first = new AtomicInteger();
        var report = LogPipeline.run(log, producers(1), workers(1), unbounded(), _ -> {
            if (first.getAndIncrement() == 0) {
                while (threads("producer ").findAny().isPresent()) {
                    Thread.onSpinWait();
                }
                producerEnded.countDown();
            }
        });
        assertEquals(0, producerEnded.getCount());
        assertTrue(report.longestQueue() >= ENTRIES - 2, () -> "saw " + report.longestQueue());
        assertEquals(new Waits(0, Duration.ZERO), report.producers().getFirst().waits());
    }

    private static void awaitState(String name, Thread.State state) {
        while (threads(name).noneMatch(thread -> thread.getState() == state)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aWorkerThatFailsLeavesTheRestToTheOthers() {
        var failure = new IllegalStateException("planted");
        Set<Long> seen = ConcurrentHashMap.newKeySet();
        var count = new AtomicInteger();
        var thrown = assertThrows(
                ExecutionException.class,
                () -> LogPipeline.run(log, producers(2), workers(3), capacity(4), entry -> {
                    seen.add(entry.id());
                    if (count.incrementAndGet() == 10) {
                        throw failure;
                    }
                }));
        assertSame(failure, thrown.getCause());
        assertEquals(ENTRIES, seen.size());
        assertEquals(ENTRIES, count.get());
    }

    @Test
    void aLastWorkerThatFailsEndsTheProducers() {
        var failure = new AssertionError("planted");
        for (var capacity : List.of(capacity(1), rendezvous(), unbounded())) {
            var thrown = assertThrows(
                    ExecutionException.class,
                    () -> LogPipeline.run(log, producers(2), workers(1), capacity, _ -> {
                        throw failure;
                    }));
            assertSame(failure, thrown.getCause());
        }
    }

    @Test
    void aLogThatGoesAwayMeanwhileIsAnError() throws Exception {
        var file = Files.copy(log.path(), folder.resolve("second.log"));
        var second = LogFile.of(file);
        // With one place and one worker the producer is still at the first log.
        var thrown = assertThrowsExactly(
                ExecutionException.class,
                () -> LogPipeline.run(
                        List.of(log, second), producers(1), workers(1), capacity(1), _ -> Files.deleteIfExists(file)));
        assertInstanceOf(UncheckedIOException.class, thrown.getCause());
        assertInstanceOf(NoSuchFileException.class, thrown.getCause().getCause());
        var gone = assertThrowsExactly(
                ExecutionException.class, () -> LogPipeline.run(second, producers(1), workers(1), capacity(1)));
        assertInstanceOf(NoSuchFileException.class, gone.getCause().getCause());
    }

    @Test
    void anInterruptEndsAllThreads() throws Exception {
        for (var capacity : List.of(capacity(2), rendezvous(), unbounded())) {
            var reached = new CountDownLatch(2);
            var never = new CountDownLatch(1);
            var run = new FutureTask<>(() -> LogPipeline.run(log, producers(2), workers(2), capacity, _ -> {
                reached.countDown();
                never.await();
            }));
            var caller = Thread.ofPlatform().start(run);
            reached.await();
            caller.interrupt();
            var thrown = assertThrows(ExecutionException.class, () -> run.get(20, TimeUnit.SECONDS));
            assertInstanceOf(InterruptedException.class, thrown.getCause());
            caller.join();
            noThreadIsLeft();
        }
    }

    @Test
    void nothingIsStartedWithAPartMissing() {
        var refused =
                assertThrows(NullPointerException.class, () -> LogPipeline.run(log, producers(1), workers(1), null));
        assertEquals("LogPipeline.run(...): the capacity is null; pass capacity(128)", refused.getMessage());
        assertThrows(
                NullPointerException.class,
                () -> LogPipeline.run((LogFile) null, producers(1), workers(1), capacity(1)));
    }

    @Test
    void aRawEntryCanBeParsedByAnotherThread() throws Exception {
        try (var reader = log.slices(1).getFirst().reader()) {
            for (int i = 0; i < 7; i++) {
                Objects.requireNonNull(reader.nextRaw());
            }
            var raw = reader.nextRaw();
            assertEquals(2, raw.lines());
            assertEquals("\n\tat continued(Nowhere.java)", raw.below());
            var parsed = new FutureTask<>(raw::parse);
            Thread.ofVirtual().start(parsed);
            assertEquals(log.entries().skip(7).findFirst().orElseThrow(), parsed.get());
        }
    }
}
