package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing a handle: once, from any thread, also while it is used; and what it refuses after that. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record HandleTest(Maker flavor, ThreadKind on) {

    @Test
    void aClosedSenderSendsNothingMore() {
        var sender = flavor.<Integer>make().sender();
        sender.close();
        for (Executable use : List.<Executable>of(
                () -> sender.send(1),
                () -> sender.trySend(1),
                () -> sender.trySend(1, Times.LONG),
                () -> sender.trySend(1, Times.HUGE),
                sender::copy)) {
            assertRefused("sender", use);
        }
        assertEquals(0, sender.size(), "what is in the channel may still be asked");
        assertTrue(sender.isEmpty());
    }

    @Test
    void aClosedReceiverReceivesNothingMore() {
        var receiver = flavor.<Integer>make().receiver();
        receiver.close();
        for (Executable use : List.<Executable>of(
                receiver::receive,
                receiver::tryReceive,
                () -> receiver.tryReceive(Times.LONG),
                () -> receiver.receiveUpTo(1, new ArrayList<>()),
                receiver::iterator,
                receiver::stream,
                receiver::copy)) {
            assertRefused("receiver", use);
        }
        assertEquals(0, receiver.size(), "what is in the channel may still be asked");
        assertTrue(receiver.isEmpty());
    }

    private static void assertRefused(String handle, Executable use) {
        var thrown = assertThrows(IllegalStateException.class, use);
        assertTrue(thrown.getMessage().contains("this " + handle + " is closed"), thrown.getMessage());
    }

    @Test
    void aLoopEndsByAnErrorWhenItsReceiverIsClosedInIt() {
        var channel = flavor.<Integer>make();
        on.start(() -> {
            channel.sender().send(1);
            return null;
        });
        var loop = channel.receiver().iterator();
        assertEquals(1, loop.next());
        channel.receiver().close();
        assertThrows(IllegalStateException.class, loop::hasNext);
    }

    @Test
    void closingOnceMoreDoesNothing() throws Exception {
        var channel = flavor.<Integer>make();
        for (int i = 0; i < 3; i++) {
            channel.sender().close();
        }
        assertEquals(ReceiveResult.disconnected(), channel.receiver().tryReceive());
        for (int i = 0; i < 3; i++) {
            channel.receiver().close();
        }
    }

    @Test
    void manyThreadsMayCloseItAtOnce() throws Exception {
        var channel = flavor.<Integer>make();
        var ready = new CountDownLatch(1);
        var closing = new ArrayList<Call<Void>>();
        for (int i = 0; i < 4; i++) {
            var handle = i % 2 == 0 ? channel.sender() : channel.receiver();
            closing.add(on.start(() -> {
                ready.await();
                handle.close();
                return null;
            }));
        }
        ready.countDown();
        for (var call : closing) {
            call.get();
        }
        assertRefused("sender", () -> channel.sender().send(1));
        assertRefused("receiver", () -> channel.receiver().receive());
    }

    @Test
    void aReceiveEndsWhenItsOwnReceiverIsClosed() throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(() -> channel.receiver().receive()).waiting();
        channel.receiver().close();
        var message = call.thrown(IllegalStateException.class).getMessage();
        assertTrue(message.startsWith("this receiver is closed"), message);
    }

    @Test
    void tellsItsCapacity() {
        var channel = flavor.make();
        int capacity = flavor.capacity();
        var told = channel.sender().capacity();
        assertEquals(told, channel.receiver().capacity());
        assertEquals(capacity == Integer.MAX_VALUE, told.isEmpty());
        told.ifPresent(number -> assertEquals(capacity, number));
        channel.sender().close();
        assertEquals(told, channel.sender().capacity());
    }

    @Test
    void tellsHowManyValuesThereAre() throws Exception {
        var channel = flavor.full();
        for (int left = flavor.room(); left > 0; left--) {
            assertEquals(left, channel.sender().size());
            assertEquals(left, channel.receiver().size());
            assertEquals(false, channel.sender().isEmpty());
            assertEquals(false, channel.receiver().isEmpty());
            channel.receiver().receive();
        }
        assertEquals(0, channel.sender().size());
        assertTrue(channel.sender().isEmpty());
        assertTrue(channel.receiver().isEmpty());
    }
}
