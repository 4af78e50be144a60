package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Without a buffer: a send ends when a receiver has the value, and those who wait are served in their order. */
@ParameterizedClass
@EnumSource
record RendezvousTest(ThreadKind on) {

    @Test
    void aSendWaitsUntilTheValueIsTaken() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        var sending = on.start(() -> {
                    channel.sender().send(7);
                    return true;
                })
                .waiting();
        assertEquals(0, channel.receiver().size(), "it is in the sender's hand, not in the channel");
        assertFalse(sending.end().isDone());
        assertEquals(7, channel.receiver().receive());
        assertEquals(true, sending.get());
    }

    @Test
    void triesAloneNeverMeet() {
        var channel = Channel.<Integer>rendezvous();
        assertEquals(new SendResult.Full<>(7), channel.sender().trySend(7));
        assertEquals(ReceiveResult.empty(), channel.receiver().tryReceive());
    }

    @Test
    void waitingReceiversAreServedInTheirOrder() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        var waiting = new ArrayList<Call<Integer>>();
        for (int i = 0; i < 5; i++) {
            waiting.add(on.start(channel.receiver()::receive).waiting());
        }
        waiting.remove(2).interrupted().thrown(InterruptedException.class);
        for (int i = 0; i < 4; i++) {
            channel.sender().send(i);
            assertEquals(i, waiting.get(i).get());
        }
    }

    @Test
    void waitingSendersAreServedInTheirOrder() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        var waiting = new ArrayList<Call<Void>>();
        for (int i = 0; i < 5; i++) {
            int value = i;
            waiting.add(on.<Void>start(() -> {
                        channel.sender().send(value);
                        return null;
                    })
                    .waiting());
        }
        waiting.remove(2).interrupted().thrown(InterruptedException.class);
        for (int value : List.of(0, 1, 3, 4)) {
            assertEquals(value, channel.receiver().receive());
        }
        for (var call : waiting) {
            call.get();
        }
    }
}
