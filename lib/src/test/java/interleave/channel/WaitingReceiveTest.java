package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A receive where there is nothing: it waits for a value, or until its time is up, or until an interrupt. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#all")
record WaitingReceiveTest(Subject subject, ThreadKind on) {

    @Test
    void waitsUntilAValueIsSent() throws Exception {
        var conduit = subject.make();
        for (int i = 0; i < 3; i++) {
            var call = on.start(conduit::receive).waiting();
            conduit.send(i);
            assertEquals(i, call.get());
        }
    }

    @Test
    void isServedByATryToSend() throws Exception {
        var conduit = subject.make();
        var call = on.start(conduit::receive).waiting();
        assertEquals(true, conduit.trySend(7));
        assertEquals(7, call.get());
        assertEquals(0, conduit.size());
    }

    @Test
    void getsWhatComesInTime() throws Exception {
        for (var timeout : List.of(Times.LONG, Times.HUGE)) {
            var conduit = subject.make();
            var call = on.start(() -> conduit.tryReceive(timeout)).waiting();
            conduit.send(7);
            assertEquals(Optional.of(7), call.get());
        }
    }

    @Test
    void aTryFindsNothing() throws Exception {
        var conduit = subject.make();
        assertEquals(Optional.empty(), conduit.tryReceive());
        for (var timeout : Times.PASSED) {
            assertEquals(Optional.empty(), conduit.tryReceive(timeout));
        }
        assertEquals(0, conduit.size());
    }

    @Test
    void takesNothingAfterItsTimeIsUp() throws Exception {
        var conduit = subject.make();
        var call = on.start(() -> conduit.tryReceive(Times.SHORT));
        assertEquals(Optional.empty(), call.get());
        assertNobodyReceives(conduit);
    }

    @Test
    void anInterruptEndsItAndItTakesNothing() throws Exception {
        var conduit = subject.make();
        assertEndsByInterrupt(() -> conduit.receive());
        assertEndsByInterrupt(() -> conduit.tryReceive(Times.LONG));
        assertNobodyReceives(conduit);
    }

    @Test
    void anInterruptBeforeItEndsItToo() throws Exception {
        var conduit = subject.make();
        assertFalse(on.start(() -> {
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, conduit::receive);
                    boolean flag = Thread.currentThread().isInterrupted();
                    Thread.currentThread().interrupt();
                    assertThrows(InterruptedException.class, () -> conduit.tryReceive(Times.LONG));
                    return flag || Thread.currentThread().isInterrupted();
                })
                .get());
        assertNobodyReceives(conduit);
    }

    private interface Operation {
        Object run() throws InterruptedException;
    }

    private void assertEndsByInterrupt(Operation operation) throws Exception {
        var call = on.start(() -> {
            assertThrows(InterruptedException.class, operation::run);
            return Thread.currentThread().isInterrupted();
        });
        assertFalse(call.interrupted().get(), "the flag is cleared when the exception is thrown");
    }

    /** What is sent now is there for others; without a buffer nobody takes it. */
    private void assertNobodyReceives(Conduit conduit) {
        assertEquals(subject.capacity() > 0, conduit.trySend(7));
        assertEquals(subject.capacity() > 0 ? Optional.of(7) : Optional.empty(), conduit.tryReceive());
    }
}
