package interleave.stress;

import interleave.channel.Channel;
import interleave.channel.ReceiveResult;
import interleave.channel.Receiver;
import interleave.channel.Select;
import interleave.channel.SendResult;
import interleave.trial.litmus.Core;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Two threads want the same: a value, a place, each other. Does exactly one of them get it?
 */
public final class ChannelRace {

    private ChannelRace() {}

    /** Receivers compete for the place. */
    @Core
    @JCStressTest
    @Description("Two threads ask a bounded channel for its one value.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them got it.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody got it.")
    @State
    public static class OneValueBounded {
        private final Channel<Integer> channel = Channel.bounded(1);

        /** Sends the one value before the threads start. */
        public OneValueBounded() {
            channel.sender().trySend(1);
        }

        /** Asks for the value. */
        @Actor
        public void one(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
        }

        /** Asks for the value. */
        @Actor
        public void other(II_Result result) {
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** Receivers compete for the place. */
    @JCStressTest
    @Description("Two threads ask an unbounded channel for its one value.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them got it.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody got it.")
    @State
    public static class OneValueUnbounded {
        private final Channel<Integer> channel = Channel.unbounded();

        /** Sends the one value before the threads start. */
        public OneValueUnbounded() {
            channel.sender().trySend(1);
        }

        /** Asks for the value. */
        @Actor
        public void one(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
        }

        /** Asks for the value. */
        @Actor
        public void other(II_Result result) {
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** A select competes as a plain receive does. */
    @Core
    @JCStressTest
    @Description("A select and a plain receive ask a bounded channel for its one value.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them got it.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both got it.")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody got it.")
    @State
    public static class OneValueSelect {
        private final Channel<Integer> channel = Channel.bounded(1);

        private final Receiver<Integer> never = Channel.never();

        /** Sends the one value before the threads start. */
        public OneValueSelect() {
            channel.sender().trySend(1);
        }

        /** Asks for the value. */
        @Actor
        public void one(II_Result result) {
            result.r1 = Uninterrupted.get(Select.<Integer>fair()
                    .receive(never, value -> value)
                    .receive(channel.receiver(), value -> value)
                    .orElse(() -> 0)::await);
        }

        /** Asks for the value. */
        @Actor
        public void other(II_Result result) {
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** Two places stand behind a capacity of one. */
    @JCStressTest
    @Description("Two threads send into the one place of a channel.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them got the place.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both sent into one place.")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody got the place.")
    @State
    public static class OnePlace {
        private final Channel<Integer> channel = Channel.bounded(1);

        /** Wants the place. */
        @Actor
        public void one(II_Result result) {
            result.r1 = sent(channel.sender().trySend(1));
        }

        /** Wants the place. */
        @Actor
        public void other(II_Result result) {
            result.r2 = sent(channel.sender().trySend(2));
        }
    }

    /** Four places stand behind a capacity of three. */
    @JCStressTest
    @Description("Two threads send into the last place of a channel.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One of them got the place.")
    @Outcome(id = "1, 1", expect = Expect.FORBIDDEN, desc = "Both sent into one place.")
    @Outcome(id = "0, 0", expect = Expect.FORBIDDEN, desc = "Nobody got the place.")
    @State
    public static class LastPlace {
        private final Channel<Integer> channel = Channel.bounded(3);

        /** Leaves one place free. */
        public LastPlace() {
            channel.sender().trySend(7);
            channel.sender().trySend(8);
        }

        /** Wants the place. */
        @Actor
        public void one(II_Result result) {
            result.r1 = sent(channel.sender().trySend(1));
        }

        /** Wants the place. */
        @Actor
        public void other(II_Result result) {
            result.r2 = sent(channel.sender().trySend(2));
        }
    }

    /** Either may be the first to wait, and both may be at it at once. */
    @Core
    @JCStressTest
    @Description("Two selects that send and receive meet at two rendezvous.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The first sent and the second received.")
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The second sent and the first received.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "They exchanged twice, or not at all.")
    @State
    public static class SelectsMeet {
        private final Channel<Integer> left = Channel.rendezvous();
        private final Channel<Integer> right = Channel.rendezvous();

        /** Sends 1 to the left or receives from the right. */
        @Actor
        public void one(II_Result result) {
            result.r1 = Uninterrupted.get(
                    Select.<Integer>fair().send(left.sender(), 1, () -> 0).receive(right.receiver(), value -> value)
                            ::await);
        }

        /** Sends 2 to the right or receives from the left. */
        @Actor
        public void other(II_Result result) {
            result.r2 = Uninterrupted.get(
                    Select.<Integer>fair().send(right.sender(), 2, () -> 0).receive(left.receiver(), value -> value)
                            ::await);
        }
    }

    /** A select that sends and receives at one channel is not its own partner. */
    @JCStressTest
    @Description("Two selects that send and receive meet at one rendezvous.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The first sent and the second received.")
    @Outcome(id = "2, 0", expect = Expect.ACCEPTABLE, desc = "The second sent and the first received.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "They exchanged twice, or not at all.")
    @State
    public static class SelectsMeetThemselves {
        private final Channel<Integer> channel = Channel.rendezvous();

        /** Sends 1 or receives. */
        @Actor
        public void one(II_Result result) {
            result.r1 = Uninterrupted.get(Select.<Integer>fair()
                    .send(channel.sender(), 1, () -> 0)
                    .receive(channel.receiver(), value -> value)::await);
        }

        /** Sends 2 or receives. */
        @Actor
        public void other(II_Result result) {
            result.r2 = Uninterrupted.get(Select.<Integer>fair()
                    .send(channel.sender(), 2, () -> 0)
                    .receive(channel.receiver(), value -> value)::await);
        }
    }

    private static int told(ReceiveResult<Integer> received) {
        return received instanceof ReceiveResult.Received<Integer>(var value) ? value : 0;
    }

    private static int sent(SendResult<Integer> result) {
        return result instanceof SendResult.Sent<Integer> ? 1 : 0;
    }
}
