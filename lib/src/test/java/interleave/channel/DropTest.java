package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.Times;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel keeps no value longer than it must: the collector gets it while the handles are still held. */
@ParameterizedClass(name = "{0}")
@EnumSource
record DropTest(Maker flavor) {

    /** In a frame of its own, so that nothing but the channel holds the values afterwards. */
    private List<WeakReference<Object>> fill(Sender<Object> sender) {
        var sent = new ArrayList<WeakReference<Object>>();
        for (int i = 0; i < flavor.room(); i++) {
            var value = new Object();
            sent.add(new WeakReference<>(value));
            assertTrue(sender.trySend(value).isSent());
        }
        return sent;
    }

    /** A full collection finds all that nobody can reach; more are for a collector that was at it already. */
    private static void assertCollected(List<WeakReference<Object>> values, Channel<Object> holder) {
        try {
            for (int turn = 0; turn < 4 && values.stream().anyMatch(value -> value.get() != null); turn++) {
                System.gc();
            }
            for (int i = 0; i < values.size(); i++) {
                assertNull(values.get(i).get(), "the channel still holds value " + i + " of " + values.size());
            }
        } finally {
            Reference.reachabilityFence(holder);
        }
    }

    @Test
    void keepsNothingThatWasReceived() {
        var channel = flavor.make();
        var sent = fill(channel.sender());
        while (channel.receiver().tryReceive().isReceived()) {}
        assertCollected(sent, channel);
    }

    @Test
    void keepsNothingAfterTheLastReceiverIsClosed() {
        var channel = flavor.make();
        var sent = fill(channel.sender());
        channel.receiver().close();
        assertCollected(sent, channel);
    }

    @Test
    void keepsNothingOfASendThatGaveUp() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.make();
        fill(channel.sender());
        assertCollected(List.of(giveUp(channel.sender())), channel);
    }

    private static WeakReference<Object> giveUp(Sender<Object> sender) throws InterruptedException {
        var value = new Object();
        sender.trySend(value, Times.SHORT);
        return new WeakReference<>(value);
    }
}
