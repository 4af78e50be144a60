package interleave.workload;

import interleave.channel.Receiver;
import interleave.channel.Sender;
import interleave.trial.Capacity;
import interleave.trial.Producers;
import interleave.trial.Tabular;
import interleave.trial.Workers;
import interleave.workload.log.LogEntry;
import interleave.workload.log.LogFile;
import interleave.workload.log.LogSlice;
import interleave.workload.log.LogSummary;
import interleave.workload.log.RawEntry;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The log processing system, version 1: producers read real logs, a channel carries the entries, workers parse and count
 * them. Neither side knows the other; each knows its end of the channel.
 *
 * {@snippet lang=text :
 * producer 1 ──┐              ┌── worker 1
 *              ├──  channel ──┼── worker 2
 * producer 2 ──┘              └── worker 3
 * }
 *
 * <p>An entry belongs to the producer until it is sent and to one worker after that. The counts belong to the worker that
 * makes them, and are added up when all threads are joined; so nothing is locked. A full channel makes producers wait, an
 * empty one workers.
 *
 * <p><b>The end.</b> A producer that has read its last entry closes its sender. When the last has, the channel is
 * disconnected: each worker goes on until nothing is left, and ends. Should workers fail, the others go on; if none is
 * left, the last receiver is closed, which ends the producers. So whatever fails, nobody waits for ever.
 */
public final class LogPipeline {

    /** What a worker does with an entry besides counting it. */
    @FunctionalInterface
    public interface Analysis {

        /** Looks at an entry, in the thread of the worker that parsed it; what it throws ends that worker. */
        void analyse(LogEntry entry) throws Exception;
    }

    private LogPipeline() {}

    /** Processes one log; otherwise as {@link #run(List, Producers, Workers, Capacity, Analysis)}. */
    public static Report run(LogFile log, Producers producers, Workers workers, Capacity capacity)
            throws InterruptedException, ExecutionException {
        return run(log, producers, workers, capacity, _ -> {});
    }

    /** Processes one log; otherwise as {@link #run(List, Producers, Workers, Capacity, Analysis)}. */
    public static Report run(LogFile log, Producers producers, Workers workers, Capacity capacity, Analysis analysis)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(log, "LogPipeline.run(null, ...): pass a log, for instance JvmLog.record()");
        return run(List.of(log), producers, workers, capacity, analysis);
    }

    /** Processes several logs; otherwise as {@link #run(List, Producers, Workers, Capacity, Analysis)}. */
    public static Report run(List<LogFile> logs, Producers producers, Workers workers, Capacity capacity)
            throws InterruptedException, ExecutionException {
        return run(logs, producers, workers, capacity, _ -> {});
    }

    /**
     * Processes several logs. Every thread is joined before this returns.
     *
     * @param producers how many threads read; each reads a slice of every log
     * @param workers how many threads parse and count
     * @param capacity what the channel holds
     * @param analysis what the workers do besides; several do it at once
     * @throws InterruptedException if this thread is interrupted; all threads are interrupted too and joined
     * @throws ExecutionException if a log cannot be read or the analysis fails; the rest is processed first, as far as
     *     there are threads for it
     */
    public static Report run(
            List<LogFile> logs, Producers producers, Workers workers, Capacity capacity, Analysis analysis)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(logs, "LogPipeline.run(null, ...): pass logs, for instance List.of(JvmLog.record())");
        Objects.requireNonNull(producers, "LogPipeline.run(...): the producers are null; pass producers(2)");
        Objects.requireNonNull(workers, "LogPipeline.run(...): the workers are null; pass workers(4)");
        Objects.requireNonNull(capacity, "LogPipeline.run(...): the capacity is null; pass capacity(128)");
        Objects.requireNonNull(analysis, "LogPipeline.run(...): the analysis is null; leave it out");
        long start = System.nanoTime();
        var shares = shares(logs, producers.count());
        var channel = capacity.<RawEntry>channel();
        var working = new ArrayList<Future<Worker>>();
        var reading = new ArrayList<Future<Producer>>();
        try (var crew = new Crew()) {
            // Closed before the join: an original that stays open would keep the workers, or the producers, waiting.
            try (var sender = channel.sender();
                    var receiver = channel.receiver()) {
                for (int i = 1; i <= workers.count(); i++) {
                    var own = receiver.copy();
                    working.add(crew.start("worker " + i, () -> work(own, analysis)));
                }
                for (int i = 1; i <= producers.count(); i++) {
                    var own = sender.copy();
                    var share = shares.get(i - 1);
                    reading.add(crew.start("producer " + i, () -> produce(share, own)));
                }
            }
            crew.join();
        }
        return new Report(
                reading.stream().map(Future::resultNow).toList(),
                working.stream().map(Future::resultNow).toList(),
                capacity,
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** Gives each producer a slice of every log, where there are enough. */
    private static List<List<LogSlice>> shares(List<LogFile> logs, int producers)
            throws InterruptedException, ExecutionException {
        var shares = new ArrayList<List<LogSlice>>();
        for (int i = 0; i < producers; i++) {
            shares.add(new ArrayList<>());
        }
        try {
            for (var log : logs) {
                var slices = log.slices(producers);
                for (int i = 0; i < slices.size(); i++) {
                    shares.get(i).add(slices.get(i));
                }
            }
        } catch (UncheckedIOException e) {
            // The cut reads the file, which an interrupt ends as an error of the file.
            if (e.getCause() instanceof ClosedByInterruptException && Thread.interrupted()) {
                throw new InterruptedException("interrupted while the logs were cut into slices");
            }
            throw new ExecutionException(e);
        }
        return shares;
    }

    private static Producer produce(List<LogSlice> share, Sender<RawEntry> own) throws InterruptedException {
        try (var sender = new MeteredSender<>(own)) {
            for (var slice : share) {
                try (var reader = slice.reader()) {
                    while (reader.hasNext()) {
                        sender.send(reader.nextRaw());
                    }
                }
            }
            return new Producer(sender.sent(), sender.waits(), sender.longestQueue());
        }
    }

    private static Worker work(Receiver<RawEntry> own, Analysis analysis) throws Exception {
        try (var receiver = new MeteredReceiver<>(own)) {
            var counts = new WorkerCounts();
            for (var raw = receiver.next(); raw.isPresent(); raw = receiver.next()) {
                var entry = raw.get().parse();
                analysis.analyse(entry);
                counts.add(entry);
            }
            return counts.result(receiver.waits());
        }
    }

    /**
     * What a producer did.
     *
     * @param entries how many it has sent
     * @param waits how it waited for room
     * @param longestQueue how many entries were in the channel at most, as far as it saw
     */
    public record Producer(long entries, Waits waits, int longestQueue) {}

    /**
     * What a worker did.
     *
     * @param summary its counts
     * @param sources how many entries it had of each source that a log names
     * @param malformed of its entries without a known format the first ones, {@value WorkerCounts#KEPT} at most
     * @param waits how it waited for entries
     */
    public record Worker(LogSummary summary, Map<String, Long> sources, List<LogEntry> malformed, Waits waits) {

        /** Keeps copies. */
        public Worker {
            sources = Map.copyOf(sources);
            malformed = List.copyOf(malformed);
        }
    }

    /**
     * What all threads did.
     *
     * @param producers in the order in which they were started
     * @param workers in the order in which they were started
     * @param capacity what the channel held at most
     * @param took from the first cut to the last join
     */
    public record Report(List<Producer> producers, List<Worker> workers, Capacity capacity, Duration took)
            implements Tabular {

        /** Keeps copies. */
        public Report {
            producers = List.copyOf(producers);
            workers = List.copyOf(workers);
        }

        /** Returns the counts of all logs: the same as those of a sequential read. */
        public LogSummary summary() {
            return workers.stream().map(Worker::summary).reduce(LogSummary.EMPTY, LogSummary::plus);
        }

        /** Returns how many entries were in the channel at most, as far as a producer saw after it had sent one. */
        public int longestQueue() {
            return producers.stream().mapToInt(Producer::longestQueue).max().orElse(0);
        }

        /** Returns how long all producers together waited for room. */
        public Duration producersWaited() {
            return producers.stream().map(each -> each.waits().time()).reduce(Duration.ZERO, Duration::plus);
        }

        /** Returns how long all workers together waited for entries. */
        public Duration workersWaited() {
            return workers.stream().map(each -> each.waits().time()).reduce(Duration.ZERO, Duration::plus);
        }

        /** Returns the first entries without a known format, as they stand in their files. */
        public List<LogEntry> malformed() {
            return workers.stream()
                    .flatMap(worker -> worker.malformed().stream())
                    .sorted(Comparator.comparingLong(LogEntry::id))
                    .limit(WorkerCounts.KEPT)
                    .toList();
        }

        /** Returns the sources with the numbers of their entries, the most frequent first. */
        public Table sources() {
            var counts = new TreeMap<String, Long>();
            workers.forEach(
                    worker -> worker.sources().forEach((source, count) -> counts.merge(source, count, Long::sum)));
            var names = StringColumn.create("source");
            var entries = LongColumn.create("entries");
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .forEach(each -> {
                        names.append(each.getKey());
                        entries.append(each.getValue());
                    });
            return Table.create(String.format(Locale.ROOT, "%,d sources", counts.size()), names, entries);
        }

        /** Returns one row for each thread and one for all workers, with the severities that occur. */
        @Override
        public Table table() {
            return ReportTable.of(this);
        }
    }
}
