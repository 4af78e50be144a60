package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends and receives of all flavors in one select, and many of them. */
@ParameterizedClass
@EnumSource
record SelectMixTest(ThreadKind on) {

    private static final List<Maker> FLAVORS = Arrays.stream(Maker.values())
            .filter(maker -> maker != Maker.ONESHOT)
            .toList();

    private static final List<Maker> FULL =
            Arrays.stream(Maker.values()).filter(Maker::canBeFull).toList();

    @Test
    void waitsForAllFlavorsAtOnce() throws Exception {
        var incoming = FLAVORS.stream().map(Maker::<Integer>make).toList();
        var outgoing = FULL.stream().map(Maker::full).toList();
        var answer = Channel.<Integer>oneshot();
        var select = Select.<String>fair().receive(answer.receiver(), i -> "answer " + i);
        for (int i = 0; i < incoming.size(); i++) {
            var flavor = FLAVORS.get(i);
            select.receive(incoming.get(i).receiver(), value -> flavor + " gave " + value);
        }
        for (int i = 0; i < outgoing.size(); i++) {
            var flavor = FULL.get(i);
            select.send(outgoing.get(i).sender(), flavor.room(), () -> flavor + " took its value");
        }
        for (int i = 0; i < incoming.size(); i++) {
            var call = on.start(select::await).waiting();
            incoming.get(i).sender().send(i);
            assertEquals(FLAVORS.get(i) + " gave " + i, call.get());
        }
        for (int i = 0; i < outgoing.size(); i++) {
            var call = on.start(select::await).waiting();
            var received = outgoing.get(i).receiver().receive();
            assertEquals(0, received);
            assertEquals(FULL.get(i) + " took its value", call.get());
        }
        var call = on.start(select::await).waiting();
        answer.sender().send(42);
        assertEquals("answer 42", call.get());
        for (var channel : incoming) {
            assertEquals(0, channel.receiver().size());
        }
        for (int i = 0; i < outgoing.size(); i++) {
            assertEquals(FULL.get(i).room(), outgoing.get(i).receiver().size());
        }
    }

    @Test
    void hasManyBranches() throws Exception {
        var channels = new ArrayList<Channel<Integer>>();
        var select = Select.<String>fair();
        for (int i = 0; i < 100; i++) {
            int branch = i;
            var channel = FLAVORS.get(i % FLAVORS.size()).<Integer>make();
            channels.add(channel);
            select.receive(channel.receiver(), value -> branch + ": " + value);
        }
        for (int i : List.of(0, 1, 50, 98, 99)) {
            var call = on.start(select::await).waiting();
            channels.get(i).sender().send(7);
            assertEquals(i + ": 7", call.get());
        }
    }

    @Test
    void aTimerIsABranchLikeOthers() throws Exception {
        var channel = Channel.<Integer>rendezvous();
        assertEquals(
                "time",
                on.start(Select.<String>fair()
                                .receive(channel.receiver(), i -> "got " + i)
                                .receive(Channel.after(Times.SHORT), at -> "time")
                                .receive(Channel.never(), at -> "never")::await)
                        .get());
        var call = on.start(Select.<String>fair()
                        .receive(channel.receiver(), i -> "got " + i)
                        .receive(Channel.after(Times.HUGE), at -> "time")
                        .receive(Channel.tick(Times.LONG), at -> "tick")
                        .receive(Channel.at(Instant.MAX), at -> "at")::await)
                .waiting();
        channel.sender().send(7);
        assertEquals("got 7", call.get());
    }

    @Test
    void onlyATimeLimitIsEnough() throws Exception {
        assertEquals(
                "late",
                on.start(Select.<String>fair().onTimeout(Times.SHORT, () -> "late")::await)
                        .get());
        assertEquals("default", Select.<String>ordered().orElse(() -> "default").await());
    }

    @Test
    void theDefaultGoesBeforeTheTimeLimit() throws Exception {
        assertEquals(
                "default",
                Select.<String>fair()
                        .receive(Channel.never(), i -> "never")
                        .onTimeout(Times.LONG, () -> "late")
                        .orElse(() -> "default")
                        .await());
    }
}
