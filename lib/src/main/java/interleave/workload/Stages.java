package interleave.workload;

import interleave.channel.Receiver;
import interleave.channel.Sender;
import interleave.trial.Capacity;
import interleave.trial.Tabular;
import interleave.workload.log.LogEntry;
import interleave.workload.log.LogFile;
import interleave.workload.log.LogSummary;
import interleave.workload.log.RawEntry;
import interleave.workload.log.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * A conveyor belt for a log: one thread reads its entries, one parses them, one counts them, with a channel between each
 * two. All three work at once, each on another entry, and the slowest sets the pace.
 *
 * <p>An entry belongs to one stage at a time. A stage that ends closes what it holds of both channels: the stage behind it
 * then goes on until nothing is left, and the stage before it, if it still sends, is told that nobody listens. So the end
 * and a failure both run through all stages.
 */
public final class Stages {

    private Stages() {}

    /**
     * Reads, parses and counts a log. All three threads are joined before this returns.
     *
     * @param capacity what each of the two channels holds
     * @throws InterruptedException if this thread is interrupted; the stages are interrupted too and joined
     * @throws ExecutionException if the log cannot be read
     */
    public static Flow run(LogFile log, Capacity capacity) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(log, "Stages.run(null, ...): pass a log, for instance JvmLog.record()");
        Objects.requireNonNull(capacity, "Stages.run(log, null): pass a capacity, as capacity(64)");
        long start = System.nanoTime();
        var raw = capacity.<RawEntry>channel();
        var parsed = capacity.<LogEntry>channel();
        Future<Stage> read;
        Future<Stage> parse;
        Future<Counted> count;
        try (var crew = new Crew()) {
            // In this order a failure is reported by the stage that failed: those before it are only told of it.
            count = crew.start("count", () -> count(parsed.receiver()));
            parse = crew.start("parse", () -> parse(raw.receiver(), parsed.sender()));
            read = crew.start("read", () -> read(log, raw.sender()));
            crew.join();
        }
        var counted = count.resultNow();
        return new Flow(
                List.of(read.resultNow(), parse.resultNow(), counted.stage()),
                counted.summary(),
                capacity,
                Duration.ofNanos(System.nanoTime() - start));
    }

    private static Stage read(LogFile log, Sender<RawEntry> own) throws InterruptedException {
        try (var sender = new MeteredSender<>(own);
                var reader = log.slices(1).getFirst().reader()) {
            while (reader.hasNext()) {
                sender.send(reader.nextRaw());
            }
            return new Stage("read", sender.sent(), Waits.NONE, sender.waits(), sender.longestQueue());
        }
    }

    private static Stage parse(Receiver<RawEntry> before, Sender<LogEntry> behind) throws InterruptedException {
        try (var receiver = new MeteredReceiver<>(before);
                var sender = new MeteredSender<>(behind)) {
            for (var raw = receiver.next(); raw.isPresent(); raw = receiver.next()) {
                sender.send(raw.get().parse());
            }
            return new Stage("parse", sender.sent(), receiver.waits(), sender.waits(), sender.longestQueue());
        }
    }

    private static Counted count(Receiver<LogEntry> before) throws InterruptedException {
        try (var receiver = new MeteredReceiver<>(before)) {
            var tally = new Tally();
            for (var entry = receiver.next(); entry.isPresent(); entry = receiver.next()) {
                tally.add(entry.get());
            }
            var summary = tally.summary();
            return new Counted(new Stage("count", summary.entries(), receiver.waits(), Waits.NONE, 0), summary);
        }
    }

    private record Counted(Stage stage, LogSummary summary) {}

    /**
     * What one stage did.
     *
     * @param name what it is called, as its thread
     * @param entries how many went through it
     * @param forInput how it waited for the stage before it
     * @param forRoom how it waited for the stage behind it
     * @param longestQueue how many entries lay behind it at most, as far as it saw
     */
    public record Stage(String name, long entries, Waits forInput, Waits forRoom, int longestQueue) {}

    /**
     * What all stages did.
     *
     * @param stages from the first to the last
     * @param summary the counts: the same as those of a sequential read
     * @param capacity what each channel held at most
     * @param took from the start to the last join
     */
    public record Flow(List<Stage> stages, LogSummary summary, Capacity capacity, Duration took) implements Tabular {

        /** Keeps a copy of the stages. */
        public Flow {
            stages = List.copyOf(stages);
        }

        /** Returns one row for each stage. */
        @Override
        public Table table() {
            var names = StringColumn.create("stage");
            var entries = LongColumn.create("entries");
            var input = Decimals.column("waited for input (ms)", 1);
            var room = Decimals.column("waited for room (ms)", 1);
            var queues = LongColumn.create("longest queue behind it");
            for (var stage : stages) {
                names.append(stage.name());
                entries.append(stage.entries());
                input.append(stage.forInput().millis());
                room.append(stage.forRoom().millis());
                queues.append(stage.longestQueue());
            }
            return Table.create(
                    String.format(
                            Locale.ROOT,
                            "%,d entries through three stages, with %s behind each of the first two; %.0f ms",
                            summary.entries(),
                            capacity,
                            took.toNanos() / 1e6),
                    names,
                    entries,
                    input,
                    room,
                    queues);
        }
    }
}
