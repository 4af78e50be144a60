package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A thread that comes interrupted: operations that may wait refuse it, also where they need not wait, so that an endless
 * loop hears of it; operations that never wait do not care.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#buffered")
record DoorTest(Maker flavor, ThreadKind on) {

    private void assertRefusesTheInterrupted(Callable<?> operation) throws Exception {
        assertFalse(on.start(() -> {
                    Thread.currentThread().interrupt();
                    var thrown = assertThrows(InterruptedException.class, operation::call);
                    assertTrue(thrown.getMessage().startsWith("interrupted before the"), thrown.getMessage());
                    return Thread.currentThread().isInterrupted();
                })
                .get());
    }

    @Test
    void nothingIsSentThoughThereIsRoom() throws Exception {
        var channel = flavor.<Integer>make();
        assertRefusesTheInterrupted(() -> {
            channel.sender().send(1);
            return null;
        });
        assertRefusesTheInterrupted(() -> channel.sender().trySend(1, Times.LONG));
        for (var timeout : Times.PASSED) {
            assertRefusesTheInterrupted(() -> channel.sender().trySend(1, timeout));
        }
        assertEquals(0, channel.receiver().size());
    }

    @Test
    void nothingIsTakenThoughThereAreValues() throws Exception {
        var channel = flavor.full();
        assertRefusesTheInterrupted(channel.receiver()::receive);
        assertRefusesTheInterrupted(() -> channel.receiver().tryReceive(Times.LONG));
        assertRefusesTheInterrupted(() -> channel.receiver().receiveUpTo(1, new ArrayList<>()));
        for (var timeout : Times.PASSED) {
            assertRefusesTheInterrupted(() -> channel.receiver().tryReceive(timeout));
        }
        assertEquals(flavor.room(), channel.receiver().size());
    }

    @Test
    void triesDoNotCareAndKeepTheFlag() throws Exception {
        var channel = flavor.<Integer>make();
        assertEquals(
                List.of(ReceiveResult.empty(), SendResult.sent(), new ReceiveResult.Received<>(1), true),
                on.start(() -> {
                            Thread.currentThread().interrupt();
                            return List.of(
                                    channel.receiver().tryReceive(),
                                    channel.sender().trySend(1),
                                    channel.receiver().tryReceive(),
                                    Thread.currentThread().isInterrupted());
                        })
                        .get());
    }
}
