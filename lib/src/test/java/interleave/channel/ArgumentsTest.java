package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Times;
import java.time.Duration;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad arguments are refused by a message that says what was wrong and what to do. */
class ArgumentsTest {

    private static void assertSays(Class<? extends Throwable> type, Executable use, String... words) {
        var thrown = assertThrows(type, use);
        for (var word : words) {
            assertTrue(thrown.getMessage().contains(word), () -> thrown.getMessage() + " should say: " + word);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE, Integer.MAX_VALUE, (1 << 28) + 1})
    void aCapacityThatNoRingHas(int capacity) {
        for (var maker : List.<IntFunction<Channel<Integer>>>of(Channel::bounded, Channel::single)) {
            assertSays(
                    IllegalArgumentException.class,
                    () -> maker.apply(capacity),
                    "(" + capacity + ")",
                    "from 1 to",
                    "rendezvous()",
                    "unbounded()");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullAsAValue(Maker flavor) {
        var sender = flavor.make().sender();
        for (Executable use : List.<Executable>of(
                () -> sender.send(null), () -> sender.trySend(null), () -> sender.trySend(null, Times.LONG))) {
            assertSays(NullPointerException.class, use, "send(null)", "Optional", "close");
        }
        assertEquals(0, sender.size());
    }

    @ParameterizedTest
    @EnumSource
    void nullAsADuration(Maker flavor) {
        var channel = flavor.make();
        assertSays(NullPointerException.class, () -> channel.sender().trySend(1, null), "null", "Duration.ofSeconds");
        assertSays(NullPointerException.class, () -> channel.receiver().tryReceive(null), "null", "Duration.ofSeconds");
        assertEquals(0, channel.sender().size(), "and nothing is sent");
    }

    @Test
    void nullAsATime() {
        assertSays(NullPointerException.class, () -> Channel.after(null), "after(null)", "Duration");
        assertSays(NullPointerException.class, () -> Channel.tick(null), "tick(null)", "Duration");
        assertSays(NullPointerException.class, () -> Channel.at(null), "at(null)", "Instant");
    }

    @Test
    void aPeriodThatIsNotPositive() {
        for (var period : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            assertSays(IllegalArgumentException.class, () -> Channel.tick(period), period.toString(), "longer than");
        }
    }

    @Test
    void aChannelWithoutAnEnd() {
        var channel = Channel.<Integer>rendezvous();
        assertSays(
                NullPointerException.class, () -> new Channel<>(null, channel.receiver()), "sender", "Channel.bounded");
        assertSays(
                NullPointerException.class, () -> new Channel<>(channel.sender(), null), "receiver", "Channel.bounded");
    }

    @Test
    void nothingInASelect() {
        var channel = Channel.<Integer>bounded(1);
        var select = Select.<Integer>fair();
        var sender = channel.sender();
        var receiver = channel.receiver();
        assertSays(NullPointerException.class, () -> select.receive(null, i -> 1), "never()");
        assertSays(NullPointerException.class, () -> select.receive(receiver, null), "what to do");
        assertSays(NullPointerException.class, () -> select.receive(receiver, i -> 1, null), "at the end");
        assertSays(NullPointerException.class, () -> select.send(null, 1, () -> 1), "pass a sender");
        assertSays(NullPointerException.class, () -> select.send(sender, null, () -> 1), "no null");
        assertSays(NullPointerException.class, () -> select.send(sender, 1, null), "what to do");
        assertSays(NullPointerException.class, () -> select.orElse(null), "what to do");
        assertSays(NullPointerException.class, () -> select.onTimeout(null, () -> 1), "duration");
        assertSays(NullPointerException.class, () -> select.onTimeout(Times.LONG, null), "what to do");
        assertSays(IllegalStateException.class, Select.fair()::await, "no branch", "add receive, send or onTimeout");
    }
}
