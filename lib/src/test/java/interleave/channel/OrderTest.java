package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** One thread on each side: each value arrives once, in the order of sending. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#all")
record OrderTest(Subject subject, ThreadKind on) {

    /** Many laps of a ring, several segments of an unbounded channel. */
    private static final int VALUES = 500;

    @Test
    void valuesArriveOnceAndInTheOrderOfSending() throws Exception {
        var conduit = subject.make();
        var sending = on.start(() -> {
            for (int i = 0; i < VALUES; i++) {
                conduit.send(i);
            }
            return null;
        });
        var receiving = on.start(() -> {
            var received = new ArrayList<Integer>();
            while (received.size() < VALUES) {
                received.add(conduit.receive());
            }
            return received;
        });
        assertEquals(IntStream.range(0, VALUES).boxed().toList(), receiving.get());
        sending.get();
        assertEquals(0, conduit.size());
    }

    @Test
    void tryOperationsKeepTheOrderToo() throws Exception {
        var conduit = subject.make();
        var sending = on.start(() -> {
            for (int i = 0; i < VALUES; i++) {
                if (!conduit.trySend(i)) {
                    assertTrue(conduit.trySend(i, Times.LONG));
                }
            }
            return null;
        });
        var receiving = on.start(() -> {
            var received = new ArrayList<Integer>();
            while (received.size() < VALUES) {
                // The timed form lets a sender without a buffer find somebody.
                conduit.tryReceive(Times.LONG).ifPresent(received::add);
                conduit.tryReceive().ifPresent(received::add);
            }
            return received;
        });
        assertEquals(IntStream.range(0, VALUES).boxed().toList(), receiving.get());
        sending.get();
    }

    @Test
    void whatIsThereIsReceivedInOrderWithoutWaiting() {
        var conduit = subject.canBeFull() ? subject.full() : subject.make();
        int sent = conduit.size();
        while (sent < 100 && conduit.trySend(sent)) {
            sent++;
        }
        var received = new ArrayList<Integer>();
        for (var got = conduit.tryReceive(); got.isPresent(); got = conduit.tryReceive()) {
            received.add(got.get());
        }
        assertEquals(IntStream.range(0, sent).boxed().toList(), received);
        assertEquals(Collections.nCopies(2, List.of()), List.of(leftOf(conduit), leftOf(conduit)));
    }

    private static List<Integer> leftOf(Conduit conduit) {
        return conduit.tryReceive().stream().toList();
    }
}
