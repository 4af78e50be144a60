package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** After the last receiver is closed every form of send hands the very value back, at once. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record EndOfReceiversTest(Maker flavor, ThreadKind on) {

    @Test
    void everyFormOfSendHandsTheValueBack() throws Exception {
        var channel = flavor.make();
        channel.receiver().close();
        assertHandsBack(channel.sender());
        assertHandsBack(channel.sender());
    }

    private static void assertHandsBack(Sender<Object> sender) throws Exception {
        var value = new Object();
        var thrown = assertThrows(SendException.class, () -> sender.send(value));
        assertSame(value, thrown.value());
        assertTrue(thrown.getMessage().contains("value()"), thrown.getMessage());
        assertSame(value, handedBack(sender.trySend(value)));
        assertSame(value, handedBack(sender.trySend(value, Times.LONG)));
        for (var timeout : Times.PASSED) {
            assertSame(value, handedBack(sender.trySend(value, timeout)));
        }
    }

    private static <T> T handedBack(SendResult<T> result) {
        return result instanceof SendResult.Disconnected<T>(var value) ? value : null;
    }
}
