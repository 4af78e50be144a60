package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Selects on both sides of a channel without a buffer: two meet, none meets itself. */
@ParameterizedClass(name = "{0} with {1}")
@MethodSource("kinds")
record SelectMeetTest(ThreadKind one, ThreadKind other) {

    private static final int ROUNDS = 200;

    static Stream<Arguments> kinds() {
        return Stream.of(ThreadKind.values())
                .flatMap(one -> Stream.of(ThreadKind.values()).map(other -> Arguments.of(one, other)));
    }

    /** Sends the value or receives one, whichever comes first. */
    private static Select<String> either(Channel<Integer> channel, int value) {
        return Select.<String>fair()
                .send(channel.sender(), value, () -> "sent " + value)
                .receive(channel.receiver(), got -> "got " + got);
    }

    @Test
    void noneMeetsItself() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        for (int i = 0; i < 20; i++) {
            assertEquals("default", either(channel, 1).orElse(() -> "default").await());
        }
        assertEquals(
                "late",
                one.start(either(channel, 1).onTimeout(Times.SHORT, () -> "late")::await)
                        .get());
    }

    @Test
    void whoWaitsOnBothSidesIsServedOnEither() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        var receives = one.start(either(channel, 1)::await).waiting();
        assertTrue(channel.sender().trySend(2).isSent());
        assertEquals("got 2", receives.get());
        var sends = one.start(either(channel, 1)::await).waiting();
        assertEquals(new ReceiveResult.Received<>(1), channel.receiver().tryReceive());
        assertEquals("sent 1", sends.get());
    }

    @Test
    void twoThatWaitOnBothSidesMeetEachOther() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        for (int round = 0; round < ROUNDS; round++) {
            var first = one.start(either(channel, 1)::await);
            var second = other.start(either(channel, 2)::await);
            var ends = List.of(first.get(), second.get());
            assertTrue(
                    ends.equals(List.of("sent 1", "got 1")) || ends.equals(List.of("got 2", "sent 2")), ends::toString);
        }
    }

    /** Each offers what the other wants on the other channel, so that both could go on twice at once. */
    @Test
    void twoMeetOnOneOfTwoChannels() throws Exception {
        var left = Channel.<Integer>rendezvous();
        var right = Channel.<Integer>rendezvous();
        for (int round = 0; round < ROUNDS; round++) {
            var first = one.start(
                    Select.<String>fair().send(left.sender(), 1, () -> "left").receive(right.receiver(), i -> "right")
                            ::await);
            var second = other.start(
                    Select.<String>fair().send(right.sender(), 2, () -> "right").receive(left.receiver(), i -> "left")
                            ::await);
            assertEquals(first.get(), second.get(), "both took part in the same hand-over");
            assertEquals(ReceiveResult.empty(), left.receiver().tryReceive());
            assertEquals(ReceiveResult.empty(), right.receiver().tryReceive());
        }
    }

    @Test
    void streamsBetweenTwoSelectsArriveOnce() throws Exception {
        var channels = List.of(Channel.<Integer>rendezvous(), Channel.<Integer>rendezvous());
        var sending = one.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Select.fair()
                        .send(channels.get(0).sender(), i, () -> null)
                        .send(channels.get(1).sender(), i, () -> null)
                        .await();
            }
            return null;
        });
        var receiving = other.start(() -> {
            var received = new ArrayList<Integer>();
            var select = Select.<Boolean>fair()
                    .receive(channels.get(0).receiver(), received::add)
                    .receive(channels.get(1).receiver(), received::add);
            while (received.size() < ROUNDS) {
                select.await();
            }
            return received;
        });
        assertEquals(IntStream.range(0, ROUNDS).boxed().toList(), receiving.get());
        sending.get();
    }
}
