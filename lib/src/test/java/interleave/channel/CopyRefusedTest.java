package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels for one thread on each side have one handle on each side. */
class CopyRefusedTest {

    @ParameterizedTest
    @EnumSource(names = {"SINGLE_1", "SINGLE_3", "SINGLE_16", "ONESHOT"})
    void sayingWhichChannelAllowsIt(Maker flavor) {
        var channel = flavor.make();
        var ofSender = assertThrows(UnsupportedOperationException.class, channel.sender()::copy);
        var ofReceiver = assertThrows(UnsupportedOperationException.class, channel.receiver()::copy);
        assertTrue(ofSender.getMessage().contains("use Channel.bounded"), ofSender.getMessage());
        assertTrue(ofReceiver.getMessage().contains("use Channel.bounded"), ofReceiver.getMessage());
        assertTrue(channel.sender().trySend(1).isSent(), "the refusal changes nothing");
        channel.sender().close();
        assertEquals(1, channel.receiver().stream().count());
    }
}
