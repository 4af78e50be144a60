package interleave.workload;

import interleave.channel.Receiver;
import interleave.channel.Sender;
import interleave.trial.Capacity;
import interleave.trial.Elements;
import interleave.trial.Pace;
import interleave.trial.Tabular;
import interleave.trial.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * The log processing system in slow motion: one producer that makes up entries and rests after each, and workers that take
 * a while for each. How many workers keep up with the producer is to be seen.
 *
 * <p>Each worker owns its list of what it did; the lists are put together when all are joined. The same entries are made up
 * every time. The end is that of {@link LogPipeline}.
 */
public final class PacedPipeline {

    private static final long SEED = 5;

    private PacedPipeline() {}

    /**
     * Makes up so many entries and processes them. Every thread is joined before this returns.
     *
     * @param capacity what the channel holds
     * @param pace how long the producer rests after each entry, and how long a worker is busy with one
     * @throws InterruptedException if this thread is interrupted; all threads are interrupted too and joined
     * @throws ExecutionException if a thread fails
     */
    public static Processing run(Elements entries, Workers workers, Capacity capacity, Pace pace)
            throws InterruptedException, ExecutionException {
        Objects.requireNonNull(entries, "PacedPipeline.run(...): the entries are null; pass elements(20)");
        Objects.requireNonNull(workers, "PacedPipeline.run(...): the workers are null; pass workers(4)");
        Objects.requireNonNull(capacity, "PacedPipeline.run(...): the capacity is null; pass unbounded()");
        Objects.requireNonNull(pace, "PacedPipeline.run(...): the pace is null; pass pace(millis(50), millis(100))");
        long start = System.nanoTime();
        var channel = capacity.<Sent>channel();
        var working = new ArrayList<Future<List<Step>>>();
        Future<Producing> producing;
        try (var crew = new Crew()) {
            try (var receiver = channel.receiver()) {
                for (int i = 1; i <= workers.count(); i++) {
                    var name = "worker " + i;
                    var own = receiver.copy();
                    working.add(crew.start(name, () -> work(name, own, pace.work(), start)));
                }
            }
            producing = crew.start("producer", () -> produce(entries.count(), channel.sender(), pace.pause(), start));
            crew.join();
        }
        var produced = producing.resultNow();
        var steps = new ArrayList<Step>();
        steps.add(produced.end());
        working.forEach(worker -> steps.addAll(worker.resultNow()));
        steps.sort(Comparator.comparingLong(Step::nanos));
        return new Processing(
                steps, produced.waits(), produced.longestQueue(), Duration.ofNanos(System.nanoTime() - start));
    }

    /** An entry on its way, with the moment when it was offered. */
    private record Sent(Entry entry, long nanos) {}

    private record Producing(Step end, Waits waits, int longestQueue) {}

    private static Producing produce(int entries, Sender<Sent> own, Duration pause, long start)
            throws InterruptedException {
        try (var sender = new MeteredSender<>(own)) {
            var random = new Random(SEED);
            for (int id = 0; id < entries; id++) {
                var entry = new Entry(id, "entry " + id, 1 + random.nextInt(5));
                sender.send(new Sent(entry, System.nanoTime()));
                Thread.sleep(pause);
            }
            return new Producing(
                    new Step("producer", Optional.empty(), 0, System.nanoTime() - start),
                    sender.waits(),
                    sender.longestQueue());
        }
    }

    private static List<Step> work(String name, Receiver<Sent> own, Duration work, long start)
            throws InterruptedException {
        try (var receiver = new MeteredReceiver<>(own)) {
            var steps = new ArrayList<Step>();
            for (var sent = receiver.next(); sent.isPresent(); sent = receiver.next()) {
                long waited = System.nanoTime() - sent.get().nanos();
                Thread.sleep(work);
                steps.add(new Step(name, Optional.of(sent.get().entry()), waited, System.nanoTime() - start));
            }
            steps.add(new Step(name, Optional.empty(), 0, System.nanoTime() - start));
            return steps;
        }
    }

    /**
     * One entry.
     *
     * @param id counted from 0
     * @param message its text
     * @param severity 1 to 5, by chance
     */
    public record Entry(int id, String message, int severity) {}

    /**
     * What a thread did: it is done with an entry, or it ends.
     *
     * @param thread which thread
     * @param entry with which entry it is done; empty if it ends
     * @param waitedNanos how long the entry had been on its way before the thread had it
     * @param nanos when, counted from the start of the program
     */
    public record Step(String thread, Optional<Entry> entry, long waitedNanos, long nanos) {}

    /**
     * What all threads did.
     *
     * @param steps in their order
     * @param producerWaits how the producer waited for room
     * @param longestQueue how many entries were in the channel at most, as far as the producer saw
     * @param took from the start to the last join
     */
    public record Processing(List<Step> steps, Waits producerWaits, int longestQueue, Duration took)
            implements Tabular {

        /** Keeps a copy of the steps. */
        public Processing {
            steps = List.copyOf(steps);
        }

        /** Returns one row for each step. */
        @Override
        public Table table() {
            var times = Decimals.column("after (ms)", 1);
            var threads = StringColumn.create("thread");
            var what = StringColumn.create("what");
            var severities = IntColumn.create("severity");
            var waits = Decimals.column("on its way (ms)", 1);
            for (var step : steps) {
                times.append(step.nanos() / 1e6);
                threads.append(step.thread());
                if (step.entry().isEmpty()) {
                    what.append(step.thread().equals("producer") ? "closes its sender" : "ends");
                    severities.appendMissing();
                    waits.appendMissing();
                } else {
                    what.append(step.entry().get().message() + " done");
                    severities.append(step.entry().get().severity());
                    waits.append(step.waitedNanos() / 1e6);
                }
            }
            long entries =
                    steps.stream().filter(step -> step.entry().isPresent()).count();
            return Table.create(
                    String.format(
                            Locale.ROOT,
                            "%,d entries in %.0f ms; the producer waited %.0f ms for room; longest queue seen %,d",
                            entries,
                            took.toNanos() / 1e6,
                            producerWaits.millis(),
                            longestQueue),
                    times,
                    threads,
                    what,
                    waits,
                    severities);
        }
    }
}
