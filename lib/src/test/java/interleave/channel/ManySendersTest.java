package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Several senders that wait at once. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#forManyThatCanBeFull")
record ManySendersTest(Subject subject, ThreadKind on) {

    @Test
    void everyWaitingSenderIsServed() throws Exception {
        var conduit = subject.full();
        var waiting = new ArrayList<Call<Void>>();
        for (int i = 0; i < 10; i++) {
            int value = subject.capacity() + i;
            waiting.add(on.<Void>start(() -> {
                        conduit.send(value);
                        return null;
                    })
                    .waiting());
        }
        var received = new ArrayList<Integer>();
        for (int i = 0; i < subject.capacity() + 10; i++) {
            received.add(conduit.receive());
        }
        for (var call : waiting) {
            call.get();
        }
        assertEquals(
                IntStream.range(0, subject.capacity() + 10).boxed().toList(),
                received.stream().sorted().toList());
        assertEquals(0, conduit.size());
    }

    @Test
    void oneReceiveLetsOneOfThemGoOn() throws Exception {
        var conduit = subject.full();
        var sent = new LinkedBlockingQueue<Integer>();
        var both = new ArrayList<Call<Boolean>>();
        for (int value : List.of(100, 101)) {
            both.add(on.start(() -> {
                        conduit.send(value);
                        return sent.add(value);
                    })
                    .waiting());
        }
        conduit.receive();
        sent.take();
        both.removeIf(call -> call.end().isDone());
        assertEquals(subject.capacity(), conduit.size());
        assertFalse(both.isEmpty(), "the other still waits");
        assertFalse(conduit.trySend(-1));
        for (int i = 0; i < subject.capacity() + 1; i++) {
            conduit.receive();
        }
        for (var call : both) {
            assertTrue(call.get());
        }
    }
}
