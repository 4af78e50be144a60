package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** After the last sender is closed receivers get what is left, and then hear of the end, again and again. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record EndOfSendersTest(Maker flavor, ThreadKind on) {

    @Test
    void whatIsLeftIsReceivedAndThenTheEnd() throws Exception {
        var channel = flavor.full();
        channel.sender().close();
        var receiver = channel.receiver();
        for (int i = 0; i < flavor.room(); i++) {
            assertEquals(flavor.room() - i, receiver.size());
            assertEquals(i, i % 2 == 0 ? receiver.receive() : valueOf(receiver.tryReceive()));
        }
        assertEnded(receiver);
        assertEnded(receiver);
    }

    private static Integer valueOf(ReceiveResult<Integer> result) {
        return result instanceof ReceiveResult.Received<Integer>(var value) ? value : null;
    }

    private static void assertEnded(Receiver<?> receiver) throws Exception {
        var thrown = assertThrows(DisconnectedException.class, receiver::receive);
        assertTrue(thrown.getMessage().contains("senders are closed"), thrown.getMessage());
        assertEquals(ReceiveResult.disconnected(), receiver.tryReceive());
        assertEquals(ReceiveResult.disconnected(), receiver.tryReceive(Times.LONG));
        assertEquals(ReceiveResult.disconnected(), receiver.tryReceive(Times.HUGE));
        for (var timeout : Times.PASSED) {
            assertEquals(ReceiveResult.disconnected(), receiver.tryReceive(timeout));
        }
        var batch = new ArrayList<Object>();
        assertEquals(0, receiver.receiveUpTo(10, batch));
        assertEquals(List.of(), batch);
        assertFalse(receiver.iterator().hasNext());
        assertEquals(0, receiver.stream().count());
        assertTrue(receiver.isEmpty());
    }

    @Test
    void anEmptyChannelEnds() throws Exception {
        var channel = flavor.<Integer>make();
        assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
        channel.sender().close();
        assertEnded(channel.receiver());
    }

    @Test
    void awaitedByAReceive() throws Exception {
        endsWhileWaiting(receiver -> assertThrows(DisconnectedException.class, receiver::receive));
    }

    @Test
    void awaitedByATimedReceive() throws Exception {
        endsWhileWaiting(receiver -> assertEquals(ReceiveResult.disconnected(), receiver.tryReceive(Times.LONG)));
    }

    @Test
    void awaitedByABatch() throws Exception {
        endsWhileWaiting(receiver -> assertEquals(0, receiver.receiveUpTo(3, new ArrayList<>())));
    }

    @Test
    void awaitedByALoop() throws Exception {
        endsWhileWaiting(receiver -> {
            for (var value : receiver) {
                throw new AssertionError("nothing was sent: " + value);
            }
        });
    }

    private interface Waiting {
        void on(Receiver<Integer> receiver) throws Exception;
    }

    private void endsWhileWaiting(Waiting waiting) throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(() -> {
            waiting.on(channel.receiver());
            return true;
        });
        call.waiting();
        channel.sender().close();
        assertTrue(call.get());
    }

    @Test
    void valuesAndEndRaceAndNoValueIsLost() throws Exception {
        var sent = IntStream.range(0, flavor == Maker.ONESHOT ? 1 : 100).boxed().toList();
        for (int round = 0; round < 10; round++) {
            var channel = flavor.<Integer>make();
            var receiving = on.start(() -> channel.receiver().stream().toList());
            var sending = on.start(() -> {
                try (var sender = channel.sender()) {
                    for (var value : sent) {
                        sender.send(value);
                    }
                }
                return null;
            });
            assertEquals(sent, receiving.get());
            sending.get();
        }
    }
}
