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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A send where there is no room: it waits for room, or until its time is up, or until an interrupt. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#thatCanBeFull")
record WaitingSendTest(Subject subject, ThreadKind on) {

    private static final int MORE = 1_000;

    @Test
    void waitsUntilThereIsRoom() throws Exception {
        var conduit = subject.full();
        var call = on.start(sending(conduit, MORE)).waiting();
        var received = new ArrayList<>(List.of(conduit.receive()));
        assertTrue(call.get());
        received.addAll(leftIn(conduit));
        assertEquals(filledAnd(MORE), received);
    }

    @Test
    void isServedByATryToReceive() throws Exception {
        var conduit = subject.full();
        var call = on.start(sending(conduit, MORE)).waiting();
        var received = new ArrayList<>(conduit.tryReceive().stream().toList());
        assertTrue(call.get());
        received.addAll(leftIn(conduit));
        assertEquals(filledAnd(MORE), received);
    }

    @Test
    void sendsIfThereIsRoomInTime() throws Exception {
        for (var timeout : List.of(Times.LONG, Times.HUGE)) {
            var conduit = subject.full();
            var call = on.start(() -> conduit.trySend(MORE, timeout)).waiting();
            var received = new ArrayList<>(List.of(conduit.receive()));
            assertTrue(call.get());
            received.addAll(leftIn(conduit));
            assertEquals(filledAnd(MORE), received);
        }
    }

    @Test
    void sendsNothingAfterItsTimeIsUp() throws Exception {
        var conduit = subject.full();
        assertFalse(on.start(() -> conduit.trySend(MORE, Times.SHORT)).get());
        assertEquals(filled(), leftIn(conduit));
    }

    @Test
    void anInterruptEndsItAndItSendsNothing() throws Exception {
        var conduit = subject.full();
        assertEndsByInterrupt(sending(conduit, MORE));
        assertEndsByInterrupt(() -> conduit.trySend(MORE, Times.LONG));
        assertEquals(filled(), leftIn(conduit));
    }

    @Test
    void anInterruptBeforeItEndsItToo() throws Exception {
        var conduit = subject.full();
        assertFalse(on.start(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, () -> conduit.send(MORE));
                    boolean flag = Thread.currentThread().isInterrupted();
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, () -> conduit.trySend(MORE, Times.LONG));
                    return flag || Thread.currentThread().isInterrupted();
                })
                .get());
        assertEquals(filled(), leftIn(conduit));
    }

    private void assertEndsByInterrupt(Callable<Boolean> operation) throws Exception {
        var call = on.start(() -> {
            assertThrows(InterruptedException.class, operation::call);
            return Thread.currentThread().isInterrupted();
        });
        assertFalse(call.interrupted().get(), "the flag is cleared when the exception is thrown");
    }

    private static Callable<Boolean> sending(Conduit conduit, int value) {
        return () -> {
            conduit.send(value);
            return true;
        };
    }

    private List<Integer> filled() {
        return IntStream.range(0, subject.capacity()).boxed().toList();
    }

    private List<Integer> filledAnd(int value) {
        var all = new ArrayList<>(filled());
        all.add(value);
        return all;
    }

    private static List<Integer> leftIn(Conduit conduit) {
        var left = new ArrayList<Integer>();
        for (var got = conduit.tryReceive(); got.isPresent(); got = conduit.tryReceive()) {
            left.add(got.get());
        }
        return left;
    }
}
