package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Receiving several values at once: it waits for the first only. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record BatchTest(Maker flavor, ThreadKind on) {

    private List<Integer> upTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }

    @Test
    void takesWhatIsThere() throws Exception {
        assumeTrue(flavor.room() > 0, "without a buffer nothing is there");
        var channel = flavor.full();
        var batch = new ArrayList<Number>();
        assertEquals(flavor.room(), channel.receiver().receiveUpTo(Integer.MAX_VALUE, batch));
        assertEquals(upTo(flavor.room()), batch);
        assertEquals(0, channel.receiver().size());
    }

    @Test
    void takesNoMoreThanItIsAskedFor() throws Exception {
        assumeTrue(flavor.room() >= 3, "too few");
        var channel = flavor.full();
        var batch = new ArrayList<>(List.of(-1));
        assertEquals(2, channel.receiver().receiveUpTo(2, batch));
        assertEquals(List.of(-1, 0, 1), batch, "added to what is in the collection");
        assertEquals(1, channel.receiver().receiveUpTo(1, batch));
        assertEquals(flavor.room() - 3, channel.receiver().size());
    }

    @Test
    void waitsForTheFirstOnly() throws Exception {
        var channel = flavor.<Integer>make();
        var batch = new ArrayList<Integer>();
        var call = on.start(() -> channel.receiver().receiveUpTo(10, batch)).waiting();
        channel.sender().send(7);
        assertEquals(1, call.get());
        assertEquals(List.of(7), batch);
    }

    @Test
    void makesRoomForWaitingSenders() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        var sending = on.start(() -> {
                    channel.sender().send(flavor.capacity());
                    channel.sender().close();
                    return true;
                })
                .waiting();
        var batch = new ArrayList<Integer>();
        while (channel.receiver().receiveUpTo(10, batch) > 0) {}
        assertTrue(sending.get());
        assertEquals(upTo(flavor.capacity() + 1), batch);
    }

    @Test
    void countsWhatASetHadAlready() throws Exception {
        assumeTrue(flavor.room() > 0, "without a buffer nothing is there");
        var channel = flavor.full();
        var batch = new HashSet<>(List.of(0));
        assertEquals(flavor.room(), channel.receiver().receiveUpTo(1_000, batch));
        assertEquals(new HashSet<>(upTo(flavor.room())), batch);
    }

    @Test
    void losesOneValueIfTheCollectionRefusesIt() throws Exception {
        assumeTrue(flavor.room() >= 3, "too few");
        var channel = flavor.full();
        var batch = new ArrayBlockingQueue<Integer>(1);
        assertThrows(IllegalStateException.class, () -> channel.receiver().receiveUpTo(3, batch));
        assertEquals(List.of(0), List.copyOf(batch));
        assertEquals(2, channel.receiver().receive(), "value 1 was refused");
    }

    @Test
    void anInterruptEndsItAndItTakesNothing() throws Exception {
        var channel = flavor.<Integer>make();
        var batch = new ArrayList<Integer>();
        assertFalse(on.start(() -> {
                    assertThrows(
                            InterruptedException.class, () -> channel.receiver().receiveUpTo(3, batch));
                    return Thread.currentThread().isInterrupted();
                })
                .interrupted()
                .get());
        assertEquals(List.of(), batch);
        assertEquals(flavor.room() > 0, channel.sender().trySend(1).isSent(), "nobody waits any more");
    }

    @Test
    void refusesANumberBelowOneAndNoCollection() {
        var receiver = flavor.<Integer>make().receiver();
        for (int most : List.of(0, -1, Integer.MIN_VALUE)) {
            var thrown =
                    assertThrows(IllegalArgumentException.class, () -> receiver.receiveUpTo(most, new ArrayList<>()));
            assertTrue(
                    thrown.getMessage().contains("" + most)
                            && thrown.getMessage().contains("at least one"),
                    thrown.getMessage());
        }
        assertThrows(NullPointerException.class, () -> receiver.receiveUpTo(1, null));
    }
}
