package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only the oneshot does: it ends by its own message. */
class OneshotTest {

    private final Channel<String> channel = Channel.oneshot();

    @Test
    void endsWhenItsMessageIsTakenThoughItsSenderIsOpen() throws Exception {
        channel.sender().send("answer");
        assertEquals(1, channel.receiver().size());
        assertEquals("answer", channel.receiver().receive());
        assertEquals(0, channel.receiver().size());
        assertEquals(ReceiveResult.disconnected(), channel.receiver().tryReceive());
        assertThrows(DisconnectedException.class, channel.receiver()::receive);
    }

    @Test
    void aLoopTakesTheMessageAndEnds() throws Exception {
        channel.sender().send("answer");
        assertEquals(List.of("answer"), channel.receiver().stream().toList());
    }

    @Test
    void aBatchHasOneMessage() throws Exception {
        channel.sender().send("answer");
        var batch = new ArrayList<String>();
        assertEquals(1, channel.receiver().receiveUpTo(5, batch));
        assertEquals(0, channel.receiver().receiveUpTo(5, batch));
        assertEquals(List.of("answer"), batch);
    }

    @Test
    void aSecondMessageIsAnErrorBeforeAndAfterTheFirstIsTaken() throws Exception {
        channel.sender().send("first");
        assertRefusesMore();
        assertEquals("first", channel.receiver().receive());
        assertRefusesMore();
    }

    @Test
    void aSecondMessageIsAnErrorAfterTheReceiverIsClosed() throws Exception {
        channel.sender().send("first");
        channel.receiver().close();
        assertRefusesMore();
    }

    private void assertRefusesMore() {
        var sender = channel.sender();
        for (Executable use : List.<Executable>of(
                () -> sender.send("second"),
                () -> sender.trySend("second"),
                () -> sender.trySend("second", Times.LONG),
                () -> Select.fair().send(sender, "second", () -> 1).await())) {
            var thrown = assertThrows(IllegalStateException.class, use);
            assertTrue(
                    thrown.getMessage().contains("one message")
                            && thrown.getMessage().contains("Channel.bounded(1)"),
                    thrown.getMessage());
        }
    }

    /** Message, end of the sender and end of the receiver come together: the message arrives or is handed back. */
    @ParameterizedTest
    @EnumSource
    void theMessageArrivesOrIsHandedBack(ThreadKind on) throws Exception {
        for (int round = 0; round < 300; round++) {
            var oneshot = Channel.<Integer>oneshot();
            var sending = on.start(() -> {
                try (var sender = oneshot.sender()) {
                    return sender.trySend(7);
                }
            });
            var receiving = on.start(() -> {
                try (var receiver = oneshot.receiver()) {
                    return receiver.tryReceive();
                }
            });
            var sent = sending.get();
            var received = receiving.get();
            if (sent instanceof SendResult.Disconnected) {
                assertEquals(ReceiveResult.empty(), received, "handed back, so not received");
            } else {
                assertEquals(SendResult.sent(), sent);
            }
        }
    }
}
