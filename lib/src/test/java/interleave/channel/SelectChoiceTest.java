package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of several branches that can be done is chosen. */
class SelectChoiceTest {

    private static final int ROUNDS = 10_000;

    /**
     * Each of four gets a quarter. The standard deviation of the number of one of them is 43; eight of them either way are
     * passed by chance once in 10<sup>14</sup> runs.
     */
    @Test
    void fairChoosesAllAlike() throws Exception {
        var chosen = new int[4];
        var one = Channel.<Integer>unbounded();
        var two = Channel.<Integer>bounded(1);
        var ended = Channel.<Integer>rendezvous();
        var out = Channel.<Integer>unbounded();
        one.sender().send(0);
        two.sender().send(1);
        ended.sender().close();
        var select = Select.<Integer>fair()
                .receive(one.receiver(), i -> 0)
                .receive(two.receiver(), i -> 1)
                .receive(ended.receiver(), i -> -1, () -> 2)
                .send(out.sender(), 3, () -> 3);
        for (int round = 0; round < ROUNDS; round++) {
            int branch = select.await();
            chosen[branch]++;
            switch (branch) {
                case 0 -> one.sender().send(0);
                case 1 -> two.sender().send(1);
                default -> {}
            }
        }
        for (int count : chosen) {
            assertTrue(Math.abs(count - ROUNDS / 4) < 8 * 43.4, () -> Arrays.toString(chosen));
        }
        assertEquals(chosen[3], out.receiver().size(), "each time sent once");
    }

    @Test
    void fairChoosesAllAlikeAmongSomeThatCannotBeDone() throws Exception {
        var chosen = new int[2];
        var channels = List.of(Channel.<Integer>unbounded(), Channel.<Integer>unbounded());
        var select = Select.<Integer>fair()
                .send(channels.get(0).sender(), 1, () -> 0)
                .receive(Channel.never(), i -> -1)
                .receive(Channel.never(), i -> -1)
                .send(channels.get(1).sender(), 1, () -> 1);
        for (int round = 0; round < ROUNDS; round++) {
            chosen[select.await()]++;
        }
        assertTrue(Math.abs(chosen[0] - ROUNDS / 2) < 8 * 50, () -> Arrays.toString(chosen));
    }

    /** A select that is used once has no later choice that could make up for its first. */
    @Test
    void fairChoosesAllAlikeTheFirstTime() throws Exception {
        var chosen = new int[2];
        var channels = List.of(Channel.<Integer>unbounded(), Channel.<Integer>unbounded());
        for (int round = 0; round < ROUNDS; round++) {
            chosen[
                    Select.<Integer>fair()
                            .send(channels.get(0).sender(), 1, () -> 0)
                            .send(channels.get(1).sender(), 1, () -> 1)
                            .await()]++;
        }
        assertTrue(Math.abs(chosen[0] - ROUNDS / 2) < 8 * 50, () -> Arrays.toString(chosen));
    }

    @Test
    void orderedChoosesTheFirstThatCanBeDone() throws Exception {
        var first = Channel.<Integer>bounded(16);
        var second = Channel.<Integer>unbounded();
        var third = Channel.<Integer>bounded(16);
        for (int i = 0; i < 5; i++) {
            first.sender().send(i);
            third.sender().send(i);
        }
        var select = Select.<Integer>ordered()
                .receive(first.receiver(), i -> 1)
                .receive(second.receiver(), i -> 2)
                .receive(third.receiver(), i -> 3)
                .orElse(() -> 4);
        for (int expected : List.of(1, 1, 1, 1, 1, 3, 3)) {
            assertEquals(expected, select.await());
        }
        second.sender().send(0);
        assertEquals(2, select.await());
        first.sender().send(0);
        second.sender().send(0);
        assertEquals(1, select.await());
    }

    @Test
    void orderedPrefersAnEndThatIsNamedFirst() throws Exception {
        var ended = Channel.<Integer>bounded(1);
        var ready = Channel.<Integer>unbounded();
        ended.sender().close();
        ready.sender().send(7);
        var select = Select.<Integer>ordered().receive(ended.receiver(), i -> i).receive(ready.receiver(), i -> i);
        for (int i = 0; i < 20; i++) {
            assertThrows(DisconnectedException.class, select::await);
        }
        assertEquals(1, ready.receiver().size());
    }

    @Test
    void orderedAsksALaterBranchOnlyIfItMust() throws Exception {
        var first = Channel.<Integer>bounded(16);
        var closed = Channel.<Integer>bounded(1).receiver();
        closed.close();
        var select =
                Select.<String>ordered().send(first.sender(), 1, () -> "sent").receive(closed, i -> "got");
        for (int i = 0; i < 16; i++) {
            assertEquals("sent", select.await());
        }
        assertThrows(IllegalStateException.class, select::await);
    }

    @Test
    void sendAndReceiveOnOneBufferedChannelTakeTurns() throws Exception {
        var channel = Channel.<Integer>bounded(1);
        var select = Select.<String>fair()
                .send(channel.sender(), 7, () -> "sent")
                .receive(channel.receiver(), i -> "got " + i);
        for (int i = 0; i < 20; i++) {
            assertEquals("sent", select.await());
            assertEquals("got 7", select.await());
        }
    }
}
