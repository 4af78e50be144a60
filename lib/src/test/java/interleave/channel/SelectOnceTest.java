package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** When one branch is done the others are not: with selects on every side each value arrives once. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#forMany")
record SelectOnceTest(Maker flavor, ThreadKind on) {

    private static final int THREADS = 2;
    private static final int VALUES = 100;

    @Test
    void withSelectsOnBothSides() throws Exception {
        var channels = List.of(flavor.<Integer>make(), flavor.<Integer>make());
        var sending = new ArrayList<Call<Void>>();
        var receiving = new ArrayList<Call<List<Integer>>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * VALUES;
            sending.add(on.start(() -> {
                for (int i = first; i < first + VALUES; i++) {
                    sendToEither(channels, i);
                }
                return null;
            }));
            receiving.add(on.start(() -> {
                var received = new ArrayList<Integer>();
                var select = Select.<Boolean>fair();
                channels.forEach(channel -> select.receive(channel.receiver(), received::add));
                while (received.size() < VALUES) {
                    select.await();
                }
                return received;
            }));
        }
        assertAllArriveOnce(sending, receiving);
        for (var channel : channels) {
            assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
        }
    }

    private static void sendToEither(List<Channel<Integer>> channels, int value) throws InterruptedException {
        var select = Select.<Void>fair();
        channels.forEach(channel -> select.send(channel.sender(), value, () -> null));
        select.await();
    }

    private static void assertAllArriveOnce(List<Call<Void>> sending, List<Call<List<Integer>>> receiving)
            throws Exception {
        var all = new ArrayList<Integer>();
        for (var call : receiving) {
            all.addAll(call.get());
        }
        for (var call : sending) {
            call.get();
        }
        assertEquals(
                IntStream.range(0, THREADS * VALUES).boxed().toList(),
                all.stream().sorted().toList());
    }

    /** The time is often up in the moment in which a branch could be done. */
    @Test
    void withSelectsThatGiveUp() throws Exception {
        var channels = List.of(flavor.<Integer>make(), flavor.<Integer>make());
        var limit = Duration.ofNanos(20_000);
        var sending = new ArrayList<Call<Void>>();
        var receiving = new ArrayList<Call<List<Integer>>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * VALUES;
            var senders =
                    channels.stream().map(channel -> channel.sender().copy()).toList();
            sending.add(on.start(() -> {
                for (int i = first; i < first + VALUES; i++) {
                    var select = Select.<Boolean>fair().onTimeout(limit, () -> false);
                    for (var sender : senders) {
                        select.send(sender, i, () -> true);
                    }
                    while (!select.await()) {}
                }
                senders.forEach(Sender::close);
                return null;
            }));
            receiving.add(on.start(() -> {
                var received = new ArrayList<Integer>();
                var ended = new boolean[2];
                while (!ended[0] || !ended[1]) {
                    var select = Select.<Boolean>fair().onTimeout(limit, () -> false);
                    for (int i = 0; i < 2; i++) {
                        int which = i;
                        select.receive(
                                ended[i] ? Channel.never() : channels.get(i).receiver(),
                                received::add,
                                () -> ended[which] = true);
                    }
                    select.await();
                }
                return received;
            }));
        }
        channels.forEach(channel -> channel.sender().close());
        assertAllArriveOnce(sending, receiving);
    }

    /** An interrupt comes in the moment in which one of two branches could be done. */
    @Test
    void withSelectsThatAreInterrupted() throws Exception {
        var channels = List.of(flavor.<Integer>make(), flavor.<Integer>make());
        for (int round = 0; round < 40; round++) {
            var selecting = on.start(() -> {
                        try {
                            var select = Select.<List<Integer>>fair();
                            channels.forEach(channel -> select.receive(channel.receiver(), List::of));
                            return select.await();
                        } catch (InterruptedException e) {
                            return List.<Integer>of();
                        }
                    })
                    .waiting();
            int value = round;
            var interrupting = on.start(() -> {
                selecting.thread().interrupt();
                return null;
            });
            var sent = channels.get(round % 2).sender().trySend(value).isSent();
            interrupting.get();
            var received = new ArrayList<>(selecting.get());
            if (channels.get(round % 2).receiver().tryReceive() instanceof ReceiveResult.Received<Integer>(var left)) {
                received.add(left);
            }
            assertEquals(sent ? List.of(value) : List.of(), received);
        }
    }
}
