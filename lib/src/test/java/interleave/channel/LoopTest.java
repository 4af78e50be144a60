package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** For-loops and streams over a receiver: every value as it comes, an end by disconnect, an error by interrupt. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#forStreams")
record LoopTest(Maker flavor, ThreadKind on) {

    private static final int VALUES = 200;

    private Channel<Integer> fed() {
        var channel = flavor.<Integer>make();
        on.start(() -> {
            try (var sender = channel.sender()) {
                for (int i = 0; i < VALUES; i++) {
                    sender.send(i);
                }
            }
            return null;
        });
        return channel;
    }

    private static final List<Integer> SENT = IntStream.range(0, VALUES).boxed().toList();

    @Test
    void aLoopTakesEveryValueAndEnds() {
        var received = new ArrayList<Integer>();
        for (var value : fed().receiver()) {
            received.add(value);
        }
        assertEquals(SENT, received);
    }

    @Test
    void aStreamTakesEveryValueAndEnds() {
        assertEquals(SENT, fed().receiver().stream().toList());
    }

    @Test
    void aStreamTakesNoMoreThanItNeeds() {
        var receiver = fed().receiver();
        assertEquals(List.of(0, 1, 2), receiver.stream().limit(3).toList());
        assertEquals(List.of(3, 4), receiver.stream().limit(2).toList());
        assertEquals(SENT.subList(5, VALUES), receiver.stream().toList());
    }

    @Test
    void aLoopThatIsLeftEarlyLosesNothing() {
        var receiver = fed().receiver();
        for (var value : receiver) {
            if (value == 4) {
                break;
            }
        }
        assertEquals(SENT.subList(5, VALUES), receiver.stream().toList());
    }

    @Test
    void askingAgainWhetherThereIsMoreTakesNothing() {
        var loop = fed().receiver().iterator();
        var received = new ArrayList<Integer>();
        while (loop.hasNext()) {
            assertTrue(loop.hasNext());
            received.add(loop.next());
        }
        assertEquals(SENT, received);
        assertFalse(loop.hasNext());
        var thrown = assertThrows(NoSuchElementException.class, loop::next);
        assertTrue(thrown.getMessage().contains("disconnected"), thrown.getMessage());
    }

    @Test
    void nextWaitsToo() throws Exception {
        var channel = flavor.<Integer>make();
        var call = on.start(channel.receiver().iterator()::next).waiting();
        channel.sender().send(7);
        assertEquals(7, call.get());
    }

    @Test
    void anInterruptEndsALoopByAnErrorAndRestoresTheFlag() throws Exception {
        var channel = flavor.<Integer>make();
        assertTrue(on.start(() -> {
                    var thrown = assertThrows(InterruptedReceiveException.class, () -> {
                        for (var value : channel.receiver()) {
                            throw new AssertionError("nothing was sent: " + value);
                        }
                    });
                    assertInstanceOf(InterruptedException.class, thrown.getCause());
                    assertTrue(thrown.getMessage().contains("interrupt flag is set"), thrown.getMessage());
                    return Thread.currentThread().isInterrupted();
                })
                .interrupted()
                .get());
    }

    @Test
    void anInterruptEndsAStreamByAnErrorAndRestoresTheFlag() throws Exception {
        var channel = flavor.<Integer>make();
        assertTrue(on.start(() -> {
                    assertThrows(
                            InterruptedReceiveException.class,
                            () -> channel.receiver().stream().toList());
                    return Thread.currentThread().isInterrupted();
                })
                .interrupted()
                .get());
    }

    /** An endless loop over a channel that is never empty must hear of it as well. */
    @Test
    void anInterruptEndsALoopThatNeverWaits() throws Exception {
        assumeTrue(flavor.capacity() > 0, "without a buffer each value is waited for");
        var channel = flavor.full();
        var call = on.start(() -> {
            Thread.currentThread().interrupt();
            var loop = channel.receiver().iterator();
            assertThrows(InterruptedReceiveException.class, loop::hasNext);
            assertTrue(Thread.interrupted());
            return loop.next();
        });
        assertEquals(0, call.get(), "the first value was not lost, and the loop can go on");
    }
}
