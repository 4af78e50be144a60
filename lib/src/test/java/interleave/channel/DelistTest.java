package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import interleave.testing.ThreadKind;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who gives up is taken out of the channel's list: nothing else would show it, for others pass over who cannot win, but a
 * channel at which threads give up again and again would keep them all.
 */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Maker#all")
record DelistTest(Maker flavor, ThreadKind on) {

    private static final Duration SHORT = Duration.ofMillis(2);
    private static final int MOST_COLLECTIONS = 100;
    private static final ReferenceQueue<Thread> GONE = new ReferenceQueue<>();

    /** Returns the thread of an operation that was interrupted while it waited; nothing else holds the thread. */
    private WeakReference<Thread> interrupted(Callable<?> operation) throws Exception {
        var call = on.start(operation).interrupted();
        call.thrown(InterruptedException.class);
        call.thread().join();
        return new WeakReference<>(call.thread(), GONE);
    }

    /** Returns the thread of an operation whose time was up. */
    private <T> WeakReference<Thread> late(T expected, Callable<T> operation) throws Exception {
        var call = on.start(operation);
        assertEquals(expected, call.get());
        call.thread().join();
        return new WeakReference<>(call.thread(), GONE);
    }

    /** Collects garbage until the thread is gone. Its carrier may hold it for a moment after its end. */
    private static void assertForgotten(WeakReference<Thread> thread, Object channel) throws InterruptedException {
        try {
            for (int turn = 0; turn < MOST_COLLECTIONS && thread.get() != null; turn++) {
                System.gc();
                GONE.remove(50);
            }
            assertNull(thread.get(), "the channel still holds the thread that gave up");
        } finally {
            Reference.reachabilityFence(channel);
        }
    }

    @Test
    void aReceiveThatWasInterrupted() throws Exception {
        var channel = flavor.make();
        assertForgotten(interrupted(channel.receiver()::receive), channel);
    }

    @Test
    void aReceiveWhoseTimeWasUp() throws Exception {
        var channel = flavor.make();
        assertForgotten(late(ReceiveResult.empty(), () -> channel.receiver().tryReceive(SHORT)), channel);
    }

    @Test
    void aSendThatWasInterrupted() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        assertForgotten(
                interrupted(() -> {
                    channel.sender().send(-1);
                    return null;
                }),
                channel);
    }

    @Test
    void aSendWhoseTimeWasUp() throws Exception {
        assumeTrue(flavor.canBeFull(), "its senders never wait");
        var channel = flavor.full();
        assertForgotten(late(false, () -> channel.sender().trySend(-1, SHORT).isSent()), channel);
    }

    @Test
    void aSelectThatWasInterrupted() throws Exception {
        var empty = flavor.make();
        assertForgotten(
                interrupted(() ->
                        Select.fair().receive(empty.receiver(), value -> value).await()),
                empty);
        if (flavor.canBeFull()) {
            var full = flavor.full();
            assertForgotten(
                    interrupted(() -> Select.fair()
                            .send(full.sender(), -1, () -> null)
                            .receive(empty.receiver(), value -> value)
                            .await()),
                    full);
            assertFalse(full.sender().trySend(-1).isSent());
        }
    }

    @Test
    void aSelectThatDidAnotherBranch() throws Exception {
        var empty = flavor.make();
        assertForgotten(
                late(
                        "late",
                        () -> Select.<Object>fair()
                                .receive(empty.receiver(), value -> value)
                                .receive(Channel.after(SHORT), _ -> "late")
                                .await()),
                empty);
    }
}
