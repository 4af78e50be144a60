package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A handle that somebody may wait for is reported once if it is forgotten; no other ever is. */
@Timeout(60)
class LeakTest {

    private ForgottenHandles forgotten;

    @BeforeEach
    void listen() {
        forgotten = new ForgottenHandles(LeakTest.class, LeakTracking.ALL);
    }

    @AfterEach
    void listenNoMore() {
        forgotten.close();
    }

    private static Receiver<String> forgetsTheSender() {
        return Channel.<String>bounded(4).receiver();
    }

    @Test
    void aSenderIsReportedForWhichAThreadWaits() throws Exception {
        var receiver = forgetsTheSender();
        var end = new AtomicReference<Throwable>();
        var waiting = Thread.ofVirtual().start(() -> {
            try {
                receiver.receive();
            } catch (InterruptedException | RuntimeException e) {
                end.set(e);
            }
        });
        var leak = forgotten.next();
        assertEquals(Leak.End.SENDER, leak.end());
        assertEquals("bounded", leak.channel());
        assertEquals("forgetsTheSender", leak.created().getFirst().getMethodName());
        assertTrue(
                leak.created().stream()
                        .anyMatch(call -> call.getMethodName().equals("aSenderIsReportedForWhichAThreadWaits")),
                leak::toString);
        assertEquals(List.of(), forgotten.all(), "reported again, or more than was forgotten");
        receiver.close();
        waiting.join();
        assertTrue(end.get() instanceof IllegalStateException, "it waited until then: " + end.get());
    }

    @Test
    void theTextSaysWhatFollowsAndWhatToDo() throws Exception {
        try (var receiver = forgetsTheSender()) {
            var text = forgotten.next().toString();
            for (var part : List.of(
                    "A sender of a channel (bounded) was forgotten",
                    "its receivers will wait for ever",
                    "try-with-resources",
                    "\n    " + LeakTest.class.getName() + ".forgetsTheSender(LeakTest.java:")) {
                assertTrue(text.contains(part), text);
            }
            assertTrue(receiver.isEmpty());
        }
    }

    private static Sender<String> forgetsReceivers(int copies) {
        var channel = Channel.<String>unbounded();
        for (int i = 0; i < copies; i++) {
            channel.receiver().copy();
        }
        return channel.sender();
    }

    @Test
    void eachCopyIsReported() throws Exception {
        try (var sender = forgetsReceivers(3)) {
            for (int i = 0; i < 4; i++) {
                assertEquals(Leak.End.RECEIVER, forgotten.next().end());
            }
            assertEquals(List.of(), forgotten.all());
            assertTrue(sender.isEmpty());
        }
    }

    private static Channel<Receiver<?>> carriesItsOwnReceiver() {
        var channel = Channel.<Receiver<?>>unbounded();
        channel.sender().trySend(channel.receiver().copy());
        return channel;
    }

    private static WeakReference<Object> forgetsAChannelWithItsOwnReceiverInside() {
        return new WeakReference<>(carriesItsOwnReceiver().sender().channel());
    }

    @Test
    void aChannelThatCarriesItsOwnHandleIsNotKeptAlive() throws Exception {
        var channel = forgetsAChannelWithItsOwnReceiverInside();
        forgotten.all();
        assertNull(channel.get(), "the watch keeps the channel, which keeps the handle");
    }

    /** Returns what keeps the channels reachable. */
    private static List<Handle<?>> isNotMissed() throws InterruptedException {
        var closed = Channel.<String>single(2);
        closed.sender().close();
        closed.receiver().close();
        // The loop over a receiver has ended: nobody needs to close it.
        var ended = Channel.<String>bounded(2);
        ended.sender().close();
        assertEquals(0, ended.receiver().stream().count());
        var deserted = Channel.<String>bounded(2);
        deserted.receiver().close();
        var answered = Channel.<String>oneshot();
        answered.sender().send("answer");
        var taken = Channel.<String>oneshot();
        taken.sender().send("answer");
        assertEquals("answer", taken.receiver().receive());
        Channel.<String>rendezvous();
        for (var timer : List.<Receiver<Instant>>of(
                Channel.after(Duration.ZERO), Channel.tick(Duration.ofDays(1)), Channel.never())) {
            timer.tryReceive();
        }
        LeakTracking.set(LeakTracking.OFF);
        Channel.<String>bounded(2);
        LeakTracking.set(LeakTracking.ALL);
        return List.of(closed.sender(), ended.sender(), deserted.receiver(), answered.receiver());
    }

    @Test
    void whatNobodyMissesIsNotReported() throws Exception {
        var kept = isNotMissed();
        assertEquals(List.of(), forgotten.all());
        assertEquals(4, kept.size());
    }

    private static Receiver<String> forgetsToAnswer() {
        return Channel.<String>oneshot().receiver();
    }

    @Test
    void aOneshotWithoutItsMessageIsReported() throws Exception {
        try (var receiver = forgetsToAnswer()) {
            assertEquals("oneshot", forgotten.next().channel());
            assertTrue(receiver.isEmpty());
        }
    }

    @Test
    void ofManyHandlesAboutOneIn128IsChosenAndNoOneshotOrTimer() {
        LeakTracking.set(LeakTracking.OFF);
        var handles = Channel.<String>bounded(1);
        LeakTracking.set(LeakTracking.SAMPLED);
        assertTrue(Math.abs(chosen(handles.sender(), 400 * 128) - 400) < 160, "eight standard deviations");
        assertEquals(0, chosen(Channel.oneshot().sender(), 100 * 128));
        assertEquals(0, chosen(Channel.never(), 100 * 128));
        LeakTracking.set(LeakTracking.OFF);
        assertEquals(0, chosen(handles.sender(), 100 * 128));
        assertNull(Leaks.track(handles.receiver()));
    }

    private static int chosen(Handle<?> handle, int tries) {
        int chosen = 0;
        for (int i = 0; i < tries; i++) {
            var tracked = Leaks.track(handle);
            if (tracked != null) {
                tracked.close();
                chosen++;
            }
        }
        return chosen;
    }

    private static void closesHere(Handle<?> handle) {
        handle.close();
    }

    @Test
    void useAfterCloseNamesWhereItWasClosedIfTracked() {
        var tracked = Channel.<String>bounded(1);
        LeakTracking.set(LeakTracking.OFF);
        var untracked = Channel.<String>bounded(1);
        for (var channel : List.of(tracked, untracked)) {
            closesHere(channel.sender());
            channel.sender().close();
            closesHere(channel.receiver());
        }
        assertTrue(message(() -> tracked.sender().trySend("late"))
                .startsWith("this sender is closed (by " + LeakTest.class.getName() + ".closesHere(LeakTest.java:"));
        assertTrue(message(tracked.receiver()::tryReceive)
                .startsWith("this receiver is closed (by " + LeakTest.class.getName() + ".closesHere(LeakTest.java:"));
        assertTrue(message(untracked.receiver()::tryReceive).startsWith("this receiver is closed; "));
    }

    private static String message(Runnable use) {
        try {
            use.run();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
        throw new AssertionError("a closed handle may be used");
    }

    @Test
    void aHandleThatIsJustBeingClosedIsNotReported() throws Exception {
        var stop = new AtomicBoolean();
        var closing = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                    while (!stop.get()) {
                        var channel = Channel.<String>single(1);
                        Stream.of(channel.sender(), channel.receiver()).forEach(Handle::close);
                    }
                }))
                .limit(2)
                .toList();
        for (int i = 0; i < 20; i++) {
            System.gc();
        }
        stop.set(true);
        for (var thread : closing) {
            thread.join();
        }
        assertEquals(List.of(), forgotten.all());
    }
}
