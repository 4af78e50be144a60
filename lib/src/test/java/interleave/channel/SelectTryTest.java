package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A select over any flavor whose branches can be done at once, or not at all. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record SelectTryTest(Maker flavor, ThreadKind on) {

    private static final Receiver<Integer> NEVER = Channel.never();

    @Test
    void receivesWhatIsThere() throws Exception {
        var channel = flavor.<Integer>make();
        var sending = on.start(() -> {
            channel.sender().send(7);
            return true;
        });
        if (flavor.capacity() == 0) {
            sending.waiting();
        } else {
            sending.get();
        }
        assertEquals(
                "got 7",
                Select.<String>fair()
                        .receive(NEVER, i -> "never")
                        .receive(channel.receiver(), i -> "got " + i)
                        .orElse(() -> "nothing")
                        .await());
        assertTrue(sending.get());
        assertEquals(0, channel.receiver().size());
    }

    @Test
    void sendsWhereThereIsRoom() throws Exception {
        var channel = flavor.<Integer>make();
        var receiving = on.start(channel.receiver()::receive).waiting();
        assertEquals(
                "sent",
                Select.<String>fair()
                        .receive(NEVER, i -> "never")
                        .send(channel.sender(), 7, () -> "sent")
                        .orElse(() -> "full")
                        .await());
        assertEquals(7, receiving.get());
    }

    @Test
    void takesTheDefaultWhereNothingCanBeDoneAndLeavesNothingBehind() throws Exception {
        var empty = flavor.<Integer>make();
        var select = Select.<String>fair().receive(empty.receiver(), i -> "got").orElse(() -> "default");
        var full = flavor.full();
        if (flavor.canBeFull()) {
            select.send(full.sender(), -1, () -> "sent");
        }
        for (int i = 0; i < 3; i++) {
            assertEquals("default", select.await());
        }
        assertEquals(flavor.capacity() > 0, empty.sender().trySend(1).isSent());
        assertEquals(flavor.room(), full.receiver().size());
    }

    @Test
    void aTimeLimitThatHasPassedIsLikeADefault() throws Exception {
        var channel = flavor.<Integer>make();
        for (var limit : Times.PASSED) {
            assertEquals(
                    "late",
                    Select.<String>fair()
                            .receive(channel.receiver(), i -> "got")
                            .onTimeout(limit, () -> "late")
                            .await());
        }
        if (flavor.capacity() > 0) {
            assertEquals(
                    "sent",
                    Select.<String>fair()
                            .send(channel.sender(), 1, () -> "sent")
                            .onTimeout(Times.PASSED.getFirst(), () -> "late")
                            .await(),
                    "what can be done is done");
        }
    }

    @Test
    void whatABranchThrowsOrReturnsIsWhatTheSelectThrowsOrReturns() throws Exception {
        assumeTrue(flavor.capacity() > 0, "without a buffer each value is waited for");
        var channel = flavor.<Integer>make();
        assertNull(Select.fair().send(channel.sender(), 1, () -> null).await());
        var select = Select.fair().receive(channel.receiver(), i -> {
            throw new ArithmeticException("of value " + i);
        });
        assertEquals(
                "of value 1",
                assertThrows(ArithmeticException.class, select::await).getMessage());
        assertEquals(0, channel.receiver().size(), "the value was taken, the branch was done");
    }

    @Test
    void anInterruptedThreadDoesNoBranch() throws Exception {
        assumeTrue(flavor.capacity() > 0, "without a buffer each value is waited for");
        var channel = flavor.full();
        assertEquals(
                List.of(false, flavor.room()),
                on.start(() -> {
                            Thread.currentThread().interrupt();
                            var select = Select.<Integer>fair()
                                    .receive(channel.receiver(), i -> i)
                                    .orElse(() -> -1);
                            assertThrows(InterruptedException.class, select::await);
                            return List.of(
                                    Thread.currentThread().isInterrupted(),
                                    channel.receiver().size());
                        })
                        .get());
    }
}
