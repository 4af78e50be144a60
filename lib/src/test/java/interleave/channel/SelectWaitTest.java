package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A select over any flavor that has to wait: for a value, room, the end, a time, or an interrupt. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record SelectWaitTest(Maker flavor, ThreadKind on) {

    private static final Receiver<Integer> NEVER = Channel.never();

    @Test
    void receivesWhatComes() throws Exception {
        var channel = flavor.<Integer>make();
        var other = flavor.<Integer>make();
        var call = on.start(Select.<Integer>fair()
                        .receive(other.receiver(), i -> -i)
                        .receive(channel.receiver(), i -> i)
                        .onTimeout(Times.HUGE, () -> 0)::await)
                .waiting();
        channel.sender().send(7);
        assertEquals(7, call.get());
        assertNobodyReceives(other);
    }

    /** What is sent now is there for others; without a buffer nobody takes it. */
    private void assertNobodyReceives(Channel<Integer> channel) throws Exception {
        assertEquals(flavor.capacity() > 0, channel.sender().trySend(1).isSent());
        assertEquals(Math.min(1, flavor.capacity()), channel.receiver().size());
    }

    @Test
    void sendsWhenThereIsRoom() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        var other = flavor.full();
        var call = on.start(Select.<Integer>fair()
                        .send(other.sender(), -1, () -> -1)
                        .send(channel.sender(), flavor.room(), () -> 7)::await)
                .waiting();
        for (int i = 0; i <= flavor.room(); i++) {
            assertEquals(i, channel.receiver().receive());
        }
        assertEquals(7, call.get());
        assertNothingMoreIn(other);
    }

    /** In the full channel is what was there: the value of a branch that was not done was never sent. */
    private void assertNothingMoreIn(Channel<Integer> full) {
        for (int i = 0; i < flavor.room(); i++) {
            assertEquals(new ReceiveResult.Received<>(i), full.receiver().tryReceive());
        }
        assertEquals(
                flavor == Maker.ONESHOT ? ReceiveResult.disconnected() : ReceiveResult.empty(),
                full.receiver().tryReceive());
    }

    @Test
    void givesUpWhenTheTimeIsUpAndLeavesNothingBehind() throws Exception {
        var empty = flavor.<Integer>make();
        var full = flavor.full();
        var select = Select.<String>fair().receive(empty.receiver(), i -> "got").onTimeout(Times.SHORT, () -> "late");
        if (flavor.canBeFull()) {
            select.send(full.sender(), -1, () -> "sent");
        }
        assertEquals("late", on.start(select::await).get());
        assertNobodyReceives(empty);
        assertNothingMoreIn(full);
    }

    @Test
    void anInterruptEndsItAndDoesNoBranch() throws Exception {
        var empty = flavor.<Integer>make();
        var full = flavor.full();
        var select = Select.<String>fair().receive(empty.receiver(), i -> "got");
        if (flavor.canBeFull()) {
            select.send(full.sender(), -1, () -> "sent");
        }
        var call = on.start(() -> {
            assertThrows(InterruptedException.class, select::await);
            return Thread.currentThread().isInterrupted();
        });
        assertFalse(call.interrupted().get(), "the flag is cleared when the exception is thrown");
        assertNobodyReceives(empty);
        assertNothingMoreIn(full);
    }

    @Test
    void hearsOfTheEndOfTheSenders() throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(Select.fair().receive(NEVER, i -> "never").receive(channel.receiver(), i -> "got")::await)
                .waiting();
        channel.sender().close();
        call.thrown(DisconnectedException.class);
    }

    @Test
    void doesWhatItsBranchSaysAtTheEndOfTheSenders() throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(
                        Select.fair().receive(NEVER, i -> "never").receive(channel.receiver(), i -> "got", () -> "end")
                                ::await)
                .waiting();
        channel.sender().close();
        assertEquals("end", call.get());
    }

    @Test
    void handsTheValueBackAtTheEndOfTheReceivers() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.make();
        for (int i = 0; i < flavor.room(); i++) {
            channel.sender().send(i);
        }
        var value = new Object();
        var call = on.start(
                        Select.fair().receive(NEVER, i -> "never").send(channel.sender(), value, () -> "sent")::await)
                .waiting();
        channel.receiver().close();
        assertSame(value, call.thrown(SendException.class).value());
    }

    @Test
    void isReadyWhereTheEndHasCome() throws Exception {
        var channel = flavor.<Integer>make();
        channel.sender().close();
        assertEquals(
                "end",
                Select.<String>ordered()
                        .receive(channel.receiver(), i -> "got", () -> "end")
                        .orElse(() -> "default")
                        .await());
        assertThrows(
                DisconnectedException.class,
                Select.<String>fair().receive(channel.receiver(), i -> "got").orElse(() -> "default")::await);
        var other = flavor.<Integer>make();
        other.receiver().close();
        var thrown = assertThrows(
                SendException.class,
                Select.<String>fair().send(other.sender(), 7, () -> "sent").orElse(() -> "default")::await);
        assertEquals(7, thrown.value());
    }

    @Test
    void refusesAClosedHandle() throws Exception {
        var channel = flavor.<Integer>make();
        channel.sender().close();
        channel.receiver().close();
        for (var select : List.of(
                Select.fair().receive(NEVER, i -> 1).receive(channel.receiver(), i -> 1),
                Select.fair().receive(NEVER, i -> 1).send(channel.sender(), 1, () -> 1),
                Select.ordered().receive(NEVER, i -> 1).receive(channel.receiver(), i -> 1, () -> 1))) {
            var thrown = assertThrows(IllegalStateException.class, select::await);
            assertEquals(true, thrown.getMessage().contains("is closed"), thrown.getMessage());
        }
    }

    @Test
    void endsWhenItsOwnReceiverIsClosed() throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(Select.fair().receive(channel.receiver(), i -> "got", () -> "end")::await)
                .waiting();
        channel.receiver().close();
        assertEquals("end", call.get());
    }

    @Test
    void servesOneOfTwoBranchesOfTheSameChannel() throws Exception {
        assumeTrue(flavor != Maker.ONESHOT, "it has one message");
        var channel = flavor.<Integer>make();
        var select = Select.<Integer>fair()
                .receive(channel.receiver(), i -> i)
                .receive(channel.receiver(), i -> i)
                .receive(channel.receiver(), i -> i);
        for (int i = 0; i < 20; i++) {
            var call = on.start(select::await).waiting();
            channel.sender().send(i);
            assertEquals(i, call.get());
            assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
        }
    }

    @Test
    void mayBeUsedAgainAfterEveryKindOfEnd() throws Exception {
        assumeTrue(flavor != Maker.ONESHOT, "it has one message");
        var channel = flavor.<Integer>make();
        var select = Select.<Integer>ordered().receive(channel.receiver(), i -> i, () -> -1);
        var first = on.start(select::await).waiting();
        channel.sender().send(1);
        assertEquals(1, first.get());
        on.start(select::await).interrupted().thrown(InterruptedException.class);
        var second = on.start(select::await).waiting();
        channel.sender().send(2);
        assertEquals(2, second.get());
        select.onTimeout(Times.SHORT, () -> -2);
        assertEquals(-2, on.start(select::await).get());
        select.onTimeout(Times.LONG, () -> -2);
        var third = on.start(select::await).waiting();
        channel.sender().send(3);
        assertEquals(3, third.get());
        channel.sender().close();
        assertEquals(-1, select.await());
        assertEquals(-1, select.await());
    }
}
