package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads give up by interrupt or time-out in the very moment in which they are served. Either counts, never both: no
 * value is lost or doubled, and a wake-up that met one who gave up reaches the next.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#forMany")
record GiveUpTest(Maker flavor, ThreadKind on) {

    private static final int ROUNDS = 40;

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // lets the thread run for which it waits
    void aReceiverIsInterruptedWhenItsValueComes() throws Exception {
        var channel = flavor.<Integer>make();
        for (int round = 0; round < ROUNDS; round++) {
            var isInterrupted = new AtomicBoolean();
            var first = on.start(() -> {
                        try {
                            var received = List.of(channel.receiver().receive());
                            while (!isInterrupted.get()) {
                                Thread.yield();
                            }
                            assertTrue(Thread.interrupted(), "it was served, so the interrupt is for what comes next");
                            return received;
                        } catch (InterruptedException e) {
                            return List.<Integer>of();
                        }
                    })
                    .waiting();
            var second = on.start(channel.receiver()::receive).waiting();
            var interrupting = on.start(() -> {
                first.thread().interrupt();
                isInterrupted.set(true);
                return null;
            });
            channel.sender().send(2 * round);
            interrupting.get();
            var received = new ArrayList<>(first.get());
            if (received.isEmpty()) {
                received.add(second.get());
                assertEquals(List.of(2 * round), received);
            } else {
                channel.sender().send(2 * round + 1);
                received.add(second.get());
                assertEquals(List.of(2 * round, 2 * round + 1), received);
            }
        }
    }

    @Test
    void aSenderIsInterruptedWhenThereIsRoom() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        for (int round = 0; round < ROUNDS; round++) {
            var channel = flavor.full();
            var first = on.start(() -> {
                        try {
                            channel.sender().send(1_001);
                            return List.of(1_001);
                        } catch (InterruptedException e) {
                            return List.<Integer>of();
                        }
                    })
                    .waiting();
            var second = on.start(() -> {
                        channel.sender().send(1_002);
                        return 1_002;
                    })
                    .waiting();
            var interrupting = on.start(() -> {
                first.thread().interrupt();
                return null;
            });
            var received = new ArrayList<>(List.of(channel.receiver().receive()));
            interrupting.get();
            var sent = new ArrayList<>(IntStream.range(0, flavor.room()).boxed().toList());
            sent.addAll(first.get());
            sent.add(1_002);
            while (received.size() < sent.size()) {
                received.add(channel.receiver().receive());
            }
            second.get();
            assertEquals(sent, received.stream().sorted().toList());
            assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
        }
    }

    @Test
    void timesAreUpWhenValuesComeAndGo() throws Exception {
        var channel = flavor.<Integer>make();
        int values = 100;
        var sending = new ArrayList<Call<Void>>();
        var receiving = new ArrayList<Call<List<Integer>>>();
        for (int thread = 0; thread < 2; thread++) {
            int first = thread * values;
            var sender = channel.sender().copy();
            sending.add(on.start(() -> {
                try (sender) {
                    for (int i = first; i < first + values; i++) {
                        while (!sender.trySend(i, Duration.ofNanos(20_000)).isSent()) {}
                    }
                }
                return null;
            }));
            receiving.add(on.start(() -> {
                var received = new ArrayList<Integer>();
                while (true) {
                    switch (channel.receiver().tryReceive(Duration.ofNanos(20_000))) {
                        case ReceiveResult.Received<Integer>(var value) -> received.add(value);
                        case ReceiveResult.Empty<Integer> _ -> {}
                        case ReceiveResult.Disconnected<Integer> _ -> {
                            return received;
                        }
                    }
                }
            }));
        }
        channel.sender().close();
        var all = new ArrayList<Integer>();
        for (var call : receiving) {
            all.addAll(call.get());
        }
        for (var call : sending) {
            call.get();
        }
        assertEquals(
                IntStream.range(0, 2 * values).boxed().toList(),
                all.stream().sorted().toList());
        assertTrue(channel.receiver().isEmpty());
    }
}
