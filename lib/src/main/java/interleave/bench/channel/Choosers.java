package interleave.bench.channel;

import com.softwaremill.jox.SelectClause;
import interleave.channel.Channel;
import interleave.channel.Select;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes the choosers of an implementation. Select is used in the form that its users write by default, with a select of its
 * own for each operation: ours is fair, jox's and Kotlin's prefer the first branch.
 */
final class Choosers {

    private Choosers() {}

    /**
     * Returns the channels of an implementation.
     *
     * @param implementation its name, as the benchmarks' parameters have it
     * @param capacity of each; 0 for a rendezvous, {@link Pipes#UNBOUNDED} for no limit
     * @throws IllegalArgumentException if there is none of this name
     */
    static Chooser of(String implementation, int capacity) {
        return switch (implementation) {
            case "interleave" -> new OfChannels(four(() -> channel(capacity)));
            case "jox" -> new OfJox(four(() -> joxChannel(capacity)));
            default -> throw new IllegalArgumentException("%s has no select here".formatted(implementation));
        };
    }

    private static <C> List<C> four(Supplier<C> maker) {
        return Stream.generate(maker).limit(Chooser.CHANNELS).toList();
    }

    private static Channel<Message> channel(int capacity) {
        return switch (capacity) {
            case 0 -> Channel.rendezvous();
            case Pipes.UNBOUNDED -> Channel.unbounded();
            default -> Channel.bounded(capacity);
        };
    }

    private static com.softwaremill.jox.Channel<Message> joxChannel(int capacity) {
        return switch (capacity) {
            case 0 -> com.softwaremill.jox.Channel.newRendezvousChannel();
            case Pipes.UNBOUNDED -> com.softwaremill.jox.Channel.newUnlimitedChannel();
            default -> com.softwaremill.jox.Channel.newBufferedChannel(capacity);
        };
    }

    private record OfChannels(List<Channel<Message>> channels) implements Chooser {

        @Override
        public void put(int channel, Message message) throws InterruptedException {
            channels.get(channel).sender().send(message);
        }

        @Override
        public Message takeAny() throws InterruptedException {
            var select = Select.<Message>fair();
            for (var channel : channels) {
                select.receive(channel.receiver(), message -> message);
            }
            return select.await();
        }

        @Override
        public void putAny(Message message) throws InterruptedException {
            var select = Select.<Message>fair();
            for (var channel : channels) {
                select.send(channel.sender(), message, () -> null);
            }
            select.await();
        }

        @Override
        public void close() {
            channels.forEach(channel -> {
                channel.sender().close();
                channel.receiver().close();
            });
        }
    }

    private record OfJox(List<com.softwaremill.jox.Channel<Message>> channels) implements Chooser {

        @Override
        public void put(int channel, Message message) throws InterruptedException {
            channels.get(channel).send(message);
        }

        @Override
        public Message takeAny() throws InterruptedException {
            @SuppressWarnings({"unchecked", "rawtypes"})
            SelectClause<Message>[] clauses = new SelectClause[channels.size()];
            for (int i = 0; i < clauses.length; i++) {
                clauses[i] = channels.get(i).receiveClause();
            }
            return com.softwaremill.jox.Select.select(clauses);
        }

        @Override
        public void putAny(Message message) throws InterruptedException {
            @SuppressWarnings({"unchecked", "rawtypes"})
            SelectClause<Void>[] clauses = new SelectClause[channels.size()];
            for (int i = 0; i < clauses.length; i++) {
                clauses[i] = channels.get(i).sendClause(message);
            }
            com.softwaremill.jox.Select.select(clauses);
        }
    }
}
