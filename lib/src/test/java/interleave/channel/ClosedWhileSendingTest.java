package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The last sender is closed by another thread while it waits for room: it does not wait for ever. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#thatCanBeFull")
record ClosedWhileSendingTest(Maker flavor, ThreadKind on) {

    @Test
    void aSendEndsWhenItsOwnSenderIsClosed() throws Exception {
        var channel = flavor.full();
        var call = on.start(() -> {
                    channel.sender().send(-1);
                    return null;
                })
                .waiting();
        channel.sender().close();
        var message = call.thrown(IllegalStateException.class).getMessage();
        assertTrue(message.startsWith("this sender is closed"), message);
        assertEquals(
                IntStream.range(0, flavor.room()).boxed().toList(),
                channel.receiver().stream().toList(),
                "what was sent before it is left, and nothing more");
    }
}
