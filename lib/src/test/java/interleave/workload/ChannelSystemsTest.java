package interleave.workload;

import static interleave.trial.Parameters.capacity;
import static interleave.trial.Parameters.elements;
import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.pace;
import static interleave.trial.Parameters.rendezvous;
import static interleave.trial.Parameters.unbounded;
import static interleave.trial.Parameters.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.workload.log.LogFile;
import interleave.workload.log.LogSummary;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ChannelSystemsTest {

    @TempDir
    Path folder;

    @Test
    void everyEntryIsProcessedOnceAndEveryThreadSaysItsEnd() throws Exception {
        for (var capacity : List.of(unbounded(), capacity(2), rendezvous())) {
            var processing = PacedPipeline.run(elements(20), workers(4), capacity, pace(millis(0), millis(0)));
            var entries = processing.steps().stream()
                    .flatMap(step -> step.entry().stream())
                    .sorted((one, other) -> Integer.compare(one.id(), other.id()))
                    .toList();
            assertEquals(
                    IntStream.range(0, 20).boxed().toList(),
                    entries.stream().map(PacedPipeline.Entry::id).toList());
            assertTrue(entries.stream().allMatch(entry -> entry.severity() >= 1 && entry.severity() <= 5));
            assertEquals(
                    List.of(3, 3, 5, 5, 2, 1, 5, 2, 3, 2, 2, 4, 3, 1, 4, 1, 4, 1, 3, 3),
                    entries.stream().map(PacedPipeline.Entry::severity).toList(),
                    "the same every time");
            assertEquals(25, processing.table().rowCount(), "with the ends of five threads");
            assertTrue(processing.longestQueue() <= capacity.places());
            assertFalse(processing.steps().getLast().thread().equals("producer"), "a worker is the last to end");
        }
    }

    @Test
    void thePaceIsKept() throws Exception {
        var processing = PacedPipeline.run(elements(3), workers(1), unbounded(), pace(millis(2), millis(5)));
        assertTrue(processing.took().compareTo(millis(15)) >= 0, "three times five, one after another");
        assertEquals(
                "pace(-0.001 s, 0 s): choose times from nothing to 10 seconds",
                assertThrows(IllegalArgumentException.class, () -> pace(millis(-1), Duration.ZERO))
                        .getMessage());
    }

    @Test
    void theWordsComeInTheirOrderAndTheLoopEnds() throws Exception {
        var heard = WordStream.run(millis(1), List.of("a", "b", "c"));
        assertEquals(
                List.of("a", "b", "c"),
                heard.words().stream().map(WordStream.Word::text).toList());
        for (var word : heard.words()) {
            assertTrue(word.sentNanos() <= word.heardNanos());
        }
        assertTrue(heard.words().getLast().sentNanos() >= 2_000_000, "two pauses before it");
        assertTrue(heard.table().name().startsWith("3 words; the sender was closed"));
        assertEquals(0, WordStream.run(millis(1), List.of()).table().rowCount());
        assertEquals(5, WordStream.run(millis(0)).words().size());
        assertThrows(IllegalArgumentException.class, () -> WordStream.run(millis(-1)));
    }

    @Test
    void nothingOfThreeProducersIsLostAndEachKeepsItsOrder() throws Exception {
        for (int messages : new int[] {1, 4, 1_000}) {
            var arrivals = ThreeProducers.run(elements(messages));
            for (int i = 1; i <= 3; i++) {
                int producer = i;
                assertEquals(
                        IntStream.rangeClosed(1, messages).boxed().toList(),
                        arrivals.messages().stream()
                                .filter(message -> message.producer() == producer)
                                .map(ThreeProducers.Message::number)
                                .toList());
            }
            assertEquals(arrivals.switches() + 1, arrivals.table().rowCount(), "a row for each run of a producer");
            assertTrue(arrivals.switches() >= 2);
        }
    }

    @Test
    void theStagesCountWhatASequentialReadCounts() throws Exception {
        var text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append(i % 9 == 0 ? "no log%n".formatted() : "[0.%03ds][info][gc] %d%n".formatted(i, i));
        }
        var log = LogFile.of(Files.writeString(folder.resolve("some.log"), text));
        var empty = LogFile.of(Files.createFile(folder.resolve("empty.log")));
        for (var capacity : List.of(capacity(1), capacity(64), rendezvous(), unbounded())) {
            var flow = Stages.run(log, capacity);
            assertEquals(log.summary(), flow.summary());
            assertTrue(flow.stages().stream().allMatch(stage -> stage.entries() == 500));
            assertEquals(
                    List.of("read", "parse", "count"),
                    List.copyOf(flow.table().stringColumn("stage").asList()));
            assertEquals(LogSummary.EMPTY, Stages.run(empty, capacity).summary());
        }
        Files.delete(log.path());
        var gone = assertThrows(ExecutionException.class, () -> Stages.run(log, capacity(1)));
        assertInstanceOf(UncheckedIOException.class, gone.getCause());
    }

    @Test
    void anInterruptEndsEachSystem() throws Exception {
        isInterruptible(
                "worker 1",
                () -> PacedPipeline.run(
                        elements(20), workers(1), capacity(1), pace(millis(0), Duration.ofSeconds(10))));
        isInterruptible("speaker", () -> WordStream.run(Duration.ofHours(1)));
    }

    /** Interrupts a program when one of its threads sleeps. */
    private static void isInterruptible(String thread, Callable<?> program) throws InterruptedException {
        var run = new FutureTask<>(program);
        var caller = Thread.ofPlatform().start(run);
        while (!sleeps(thread)) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        var thrown = assertThrows(ExecutionException.class, () -> run.get(20, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, thrown.getCause());
        caller.join();
        assertFalse(caller.isInterrupted());
        assertFalse(sleeps(thread));
    }

    private static boolean sleeps(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name) && thread.getState() == Thread.State.TIMED_WAITING);
    }
}
