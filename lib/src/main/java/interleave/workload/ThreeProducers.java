package interleave.workload;

import interleave.channel.Channel;
import interleave.channel.InterruptedReceiveException;
import interleave.channel.Sender;
import interleave.trial.Elements;
import interleave.trial.Tabular;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Three threads that send into one channel, each by a sender of its own, and a loop in the caller that takes what comes.
 *
 * <p>The messages of one producer come in their order; how those of several mix is chance. The loop ends when all senders
 * are closed: the three copies by their owners, and the original by whoever copied it.
 */
public final class ThreeProducers {

    private static final int PRODUCERS = 3;

    private ThreeProducers() {}

    /**
     * Lets each of the producers send so many messages. They are joined before this returns.
     *
     * @throws InterruptedException if this thread is interrupted; the producers are interrupted too and joined
     * @throws ExecutionException if a producer fails
     */
    public static Arrivals run(Elements messages) throws InterruptedException, ExecutionException {
        Objects.requireNonNull(messages, "ThreeProducers.run(null): pass a number of messages, as elements(4)");
        var arrived = new ArrayList<Message>();
        var channel = Channel.<Message>unbounded();
        try (var crew = new Crew();
                var receiver = channel.receiver()) {
            try (var original = channel.sender()) {
                for (int i = 1; i <= PRODUCERS; i++) {
                    int producer = i;
                    // Copied here and not in the thread: that may run when the original is closed.
                    var own = original.copy();
                    crew.start("producer " + i, () -> produce(producer, messages.count(), own));
                }
            }
            for (var message : receiver) {
                arrived.add(message);
            }
            crew.join();
        } catch (InterruptedReceiveException e) {
            throw Crew.interrupted(e);
        }
        return new Arrivals(arrived);
    }

    private static void produce(int producer, int messages, Sender<Message> own) throws InterruptedException {
        try (var sender = own) {
            for (int number = 1; number <= messages; number++) {
                sender.send(new Message(producer, number));
            }
        }
    }

    /**
     * One message.
     *
     * @param producer who sent it, 1 to 3
     * @param number counted from one by each producer
     */
    public record Message(int producer, int number) {}

    /**
     * All messages.
     *
     * @param messages in the order in which they came
     */
    public record Arrivals(List<Message> messages) implements Tabular {

        /** Keeps a copy of the messages. */
        public Arrivals {
            messages = List.copyOf(messages);
        }

        /** Returns how often a message came from another producer than the one before. */
        public long switches() {
            long switches = 0;
            for (int i = 1; i < messages.size(); i++) {
                switches += messages.get(i).producer() == messages.get(i - 1).producer() ? 0 : 1;
            }
            return switches;
        }

        /** Returns a row for each run of messages that came from one producer without a break, with a column for each. */
        @Override
        public Table table() {
            var runs = runs();
            var arrivals = StringColumn.create("arrival", runs.stream().map(run -> range(run.from() + 1, run.to())));
            var table = Table.create(
                    String.format(
                            Locale.ROOT,
                            "%,d messages in the order of their arrival; the producer changed %,d times",
                            messages.size(),
                            switches()),
                    arrivals);
            for (int i = 1; i <= PRODUCERS; i++) {
                int producer = i;
                table.addColumns(StringColumn.create(
                        "producer " + producer,
                        runs.stream().map(run -> run.producer() == producer ? numbers(run) : "")));
            }
            return table;
        }

        /** Messages of one producer that came without a break, by their places in the list. */
        private record Run(int producer, int from, int to) {}

        private List<Run> runs() {
            var runs = new ArrayList<Run>();
            int from = 0;
            for (int to = 1; to <= messages.size(); to++) {
                int producer = messages.get(from).producer();
                if (to == messages.size() || messages.get(to).producer() != producer) {
                    runs.add(new Run(producer, from, to));
                    from = to;
                }
            }
            return runs;
        }

        private String numbers(Run run) {
            return range(
                    messages.get(run.from()).number(),
                    messages.get(run.to() - 1).number());
        }

        private static String range(int first, int last) {
            return first == last
                    ? String.format(Locale.ROOT, "%,d", first)
                    : String.format(Locale.ROOT, "%,d to %,d", first, last);
        }
    }
}
