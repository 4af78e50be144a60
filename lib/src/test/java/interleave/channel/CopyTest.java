package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies count: a side ends when the last of its handles is closed, whichever that is. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#forMany")
record CopyTest(Maker flavor, ThreadKind on) {

    @Test
    void theLastSenderEndsTheChannelWhicheverItIs() throws Exception {
        for (int last = 0; last < 3; last++) {
            var channel = flavor.<Integer>make();
            var senders =
                    new ArrayList<>(List.of(channel.sender(), channel.sender().copy()));
            senders.add(senders.getLast().copy());
            var survivor = senders.remove(last);
            for (var sender : senders) {
                sender.close();
                sender.close(); // counts once
            }
            assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
            var receiving = on.start(channel.receiver()::receive).waiting();
            survivor.send(7);
            assertEquals(7, receiving.get());
            survivor.close();
            assertEquals(ReceiveResult.disconnected(), channel.receiver().tryReceive());
        }
    }

    @Test
    void theLastReceiverEndsTheChannelWhicheverItIs() throws Exception {
        for (int last = 0; last < 3; last++) {
            var channel = flavor.<Integer>make();
            var receivers = new ArrayList<>(
                    List.of(channel.receiver(), channel.receiver().copy()));
            receivers.add(receivers.getLast().copy());
            var survivor = receivers.remove(last);
            for (var receiver : receivers) {
                receiver.close();
                receiver.close(); // counts once
            }
            var receiving = on.start(survivor::receive).waiting();
            channel.sender().send(7);
            assertEquals(7, receiving.get());
            survivor.close();
            assertEquals(new SendResult.Disconnected<>(8), channel.sender().trySend(8));
        }
    }

    @Test
    void copiesShareTheValues() throws Exception {
        var channel = flavor.<Integer>make();
        var first = on.start(channel.receiver()::receive).waiting();
        var second = on.start(channel.receiver().copy()::receive).waiting();
        channel.sender().send(1);
        channel.sender().copy().send(2);
        assertEquals(3, first.get() + second.get());
    }

    @Test
    void closingOneOfSeveralDisturbsNobodyWhoWaits() throws Exception {
        var channel = flavor.<Integer>make();
        var receivers = List.of(channel.receiver().copy(), channel.receiver().copy());
        var waiting = new ArrayList<Call<Integer>>();
        for (var receiver : receivers) {
            waiting.add(on.start(receiver::receive).waiting());
        }
        channel.receiver().close();
        receivers.getFirst().close(); // what has begun goes on
        var sender = channel.sender().copy();
        channel.sender().close();
        sender.send(1);
        sender.send(2);
        assertEquals(3, waiting.get(0).get() + waiting.get(1).get());
    }

    @Test
    void aClosedHandleIsNotCopiedThoughOthersAreOpen() {
        var channel = flavor.<Integer>make();
        var sender = channel.sender().copy();
        var receiver = channel.receiver().copy();
        channel.sender().close();
        channel.receiver().close();
        assertThrows(IllegalStateException.class, channel.sender()::copy);
        assertThrows(IllegalStateException.class, channel.receiver()::copy);
        assertEquals(0, sender.copy().size());
        assertEquals(0, receiver.copy().size());
    }

    @Test
    void everyWaitingReceiverHearsOfTheEnd() throws Exception {
        var channel = flavor.<Integer>make();
        var waiting = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 10; i++) {
            waiting.add(on.start(channel.receiver().copy()::receive).waiting());
        }
        channel.sender().close();
        for (var call : waiting) {
            call.thrown(DisconnectedException.class);
        }
    }

    @Test
    void everyWaitingSenderHearsOfTheEnd() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        var waiting = new ArrayList<Call<Void>>();
        for (int i = 0; i < 10; i++) {
            int value = -i;
            var sender = channel.sender().copy();
            waiting.add(on.<Void>start(() -> {
                        sender.send(value);
                        return null;
                    })
                    .waiting());
        }
        channel.receiver().close();
        for (int i = 0; i < 10; i++) {
            assertEquals(-i, waiting.get(i).thrown(SendException.class).value());
        }
    }
}
