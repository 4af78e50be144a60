package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A value for which there is no room stays the sender's: it gets the very object back. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#thatCanBeFull")
record HandBackTest(Maker flavor, ThreadKind on) {

    private Channel<Object> full() {
        var channel = flavor.make();
        for (int i = 0; i < flavor.room(); i++) {
            channel.sender().trySend(i);
        }
        return channel;
    }

    @Test
    void whenTheChannelIsFull() throws Exception {
        var sender = full().sender();
        var value = new Object();
        assertSame(value, handedBack(sender.trySend(value)));
        assertSame(value, handedBack(sender.trySend(value, Times.SHORT)));
    }

    private static Object handedBack(SendResult<Object> result) {
        return switch (result) {
            case SendResult.Full<Object>(var value) -> value;
            default -> result;
        };
    }

    @Test
    void whenTheLastReceiverIsClosedWhileItWaits() throws Exception {
        var channel = full();
        var value = new Object();
        var call = on.start(() -> {
                    channel.sender().send(value);
                    return null;
                })
                .waiting();
        channel.receiver().close();
        assertSame(value, call.thrown(SendException.class).value());
    }

    @Test
    void whenTheLastReceiverIsClosedWhileItWaitsForSoLong() throws Exception {
        var channel = full();
        var value = new Object();
        var call = on.start(() -> channel.sender().trySend(value, Times.LONG)).waiting();
        channel.receiver().close();
        assertEquals(new SendResult.Disconnected<>(value), call.get());
    }
}
