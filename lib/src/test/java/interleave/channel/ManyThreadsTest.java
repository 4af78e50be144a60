package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Several threads on each side: each value arrives once, and each receiver gets those of one sender in their order. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#forMany")
record ManyThreadsTest(Subject subject, ThreadKind on) {

    private static final int THREADS = 3;
    private static final int VALUES = 300;

    @Test
    void eachValueArrivesOnceAndThoseOfOneSenderInTheirOrder() throws Exception {
        var conduit = subject.make();
        var sending = new ArrayList<Call<Void>>();
        var receiving = new ArrayList<Call<List<Integer>>>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread * VALUES;
            sending.add(on.start(() -> {
                for (int i = first; i < first + VALUES; i++) {
                    conduit.send(i);
                }
                return null;
            }));
            receiving.add(on.start(() -> {
                var received = new ArrayList<Integer>();
                while (received.size() < VALUES) {
                    received.add(conduit.receive());
                }
                return received;
            }));
        }
        var all = new ArrayList<Integer>();
        for (var call : receiving) {
            var received = call.get();
            for (int sender = 0; sender < THREADS; sender++) {
                int which = sender;
                var ofOne = received.stream().filter(i -> i / VALUES == which).toList();
                assertEquals(ofOne.stream().sorted().toList(), ofOne);
            }
            all.addAll(received);
        }
        for (var call : sending) {
            call.get();
        }
        assertEquals(
                IntStream.range(0, THREADS * VALUES).boxed().toList(),
                all.stream().sorted().toList());
    }

    @Test
    void everyWaitingReceiverIsServed() throws Exception {
        var conduit = subject.make();
        var waiting = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 10; i++) {
            waiting.add(on.start(conduit::receive).waiting());
        }
        for (int i = 0; i < 10; i++) {
            conduit.send(i);
        }
        var received = new ArrayList<Integer>();
        for (var call : waiting) {
            received.add(call.get());
        }
        assertEquals(
                IntStream.range(0, 10).boxed().toList(),
                received.stream().sorted().toList());
    }
}
