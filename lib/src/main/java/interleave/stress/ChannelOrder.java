package interleave.stress;

import interleave.channel.Channel;
import interleave.channel.ReceiveResult;
import interleave.trial.litmus.Core;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Who sends first is received first, and an answer like "empty" is true of one moment of the call. Do the threads agree
 * on the order?
 */
public final class ChannelOrder {

    private ChannelOrder() {}

    /** Places are claimed and emptied in one order. */
    @JCStressTest
    @Description("Two values are sent through a bounded channel.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "The first was there.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came, in order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The second came first, or one came twice.")
    @State
    public static class Bounded {
        private final Channel<Integer> channel = Channel.bounded(2);

        /** Sends 1, then 2. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().trySend(2);
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** Places are claimed and emptied in one order. */
    @JCStressTest
    @Description("Two values are sent through an unbounded channel.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "The first was there.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came, in order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The second came first, or one came twice.")
    @State
    public static class Unbounded {
        private final Channel<Integer> channel = Channel.unbounded();

        /** Sends 1, then 2. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().trySend(2);
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** The receiver goes the way of the sender. */
    @JCStressTest
    @Description("Two values are sent through a channel for one sender and one receiver.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "The first was there.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came, in order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The second came first, or one came twice.")
    @State
    public static class Single {
        private final Channel<Integer> channel = Channel.single(2);

        /** Sends 1, then 2. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().trySend(2);
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** Each waits for the other in turn: a wake-up that is lost is a test that does not end. */
    @JCStressTest
    @Description("Two values are sent through one place; both threads wait.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came, in order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The second came first, or one came twice.")
    @State
    public static class OnePlace {
        private final Channel<Integer> channel = Channel.bounded(1);

        /** Sends 1, then 2. */
        @Actor
        public void sender() {
            Uninterrupted.run(() -> channel.sender().send(1));
            Uninterrupted.run(() -> channel.sender().send(2));
        }

        /** Receives two. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = Uninterrupted.get(channel.receiver()::receive);
            result.r2 = Uninterrupted.get(channel.receiver()::receive);
        }
    }

    /** Each waits for the other in turn: a wake-up that is lost is a test that does not end. */
    @JCStressTest
    @Description("Two values are handed over at a rendezvous; both threads wait.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "Both came, in order.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The second came first, or one came twice.")
    @State
    public static class NoPlace {
        private final Channel<Integer> channel = Channel.rendezvous();

        /** Sends 1, then 2. */
        @Actor
        public void sender() {
            Uninterrupted.run(() -> channel.sender().send(1));
            Uninterrupted.run(() -> channel.sender().send(2));
        }

        /** Receives two. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = Uninterrupted.get(channel.receiver()::receive);
            result.r2 = Uninterrupted.get(channel.receiver()::receive);
        }
    }

    /** An answer is true of one moment of the call: so one of the two sends came first, and is found. */
    @Core
    @JCStressTest
    @Description("Two threads send to each other through bounded channels, then look.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both found what the other had sent.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One came first and found nothing.")
    @Outcome(
            id = "0, 0",
            expect = Expect.FORBIDDEN,
            desc = "Both had sent before they looked, and neither found anything.")
    @State
    public static class BothLookBounded {
        private final Channel<Integer> left = Channel.bounded(1);
        private final Channel<Integer> right = Channel.bounded(1);

        /** Sends to the right, then looks left. */
        @Actor
        public void one(II_Result result) {
            right.sender().trySend(1);
            result.r1 = told(left.receiver().tryReceive());
        }

        /** Sends to the left, then looks right. */
        @Actor
        public void other(II_Result result) {
            left.sender().trySend(1);
            result.r2 = told(right.receiver().tryReceive());
        }
    }

    /** An answer is true of one moment of the call: so one of the two sends came first, and is found. */
    @Core
    @JCStressTest
    @Description("Two threads send to each other through unbounded channels, then look.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "Both found what the other had sent.")
    @Outcome(
            id = {"0, 1", "1, 0"},
            expect = Expect.ACCEPTABLE,
            desc = "One came first and found nothing.")
    @Outcome(
            id = "0, 0",
            expect = Expect.FORBIDDEN,
            desc = "Both had sent before they looked, and neither found anything.")
    @State
    public static class BothLookUnbounded {
        private final Channel<Integer> left = Channel.unbounded();
        private final Channel<Integer> right = Channel.unbounded();

        /** Sends to the right, then looks left. */
        @Actor
        public void one(II_Result result) {
            right.sender().trySend(1);
            result.r1 = told(left.receiver().tryReceive());
        }

        /** Sends to the left, then looks right. */
        @Actor
        public void other(II_Result result) {
            left.sender().trySend(1);
            result.r2 = told(right.receiver().tryReceive());
        }
    }

    /** Another sender may have claimed the place before and not filled it yet: then "empty" would be wrong. */
    @JCStressTest
    @Description("Two threads send and then take, through a bounded channel.")
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Each took one of the two.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "Empty, they said, although a value that was sent had not been taken; or one came twice.")
    @State
    public static class OwnSendBounded {
        private final Channel<Integer> channel = Channel.bounded(2);

        /** Sends 1, then takes what is there. */
        @Actor
        public void one(II_Result result) {
            channel.sender().trySend(1);
            result.r1 = told(channel.receiver().tryReceive());
        }

        /** Sends 2, then takes what is there. */
        @Actor
        public void other(II_Result result) {
            channel.sender().trySend(2);
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** Another sender may have claimed the place before and not filled it yet: then "empty" would be wrong. */
    @JCStressTest
    @Description("Two threads send and then take, through an unbounded channel.")
    @Outcome(
            id = {"1, 2", "2, 1"},
            expect = Expect.ACCEPTABLE,
            desc = "Each took one of the two.")
    @Outcome(
            expect = Expect.FORBIDDEN,
            desc = "Empty, they said, although a value that was sent had not been taken; or one came twice.")
    @State
    public static class OwnSendUnbounded {
        private final Channel<Integer> channel = Channel.unbounded();

        /** Sends 1, then takes what is there. */
        @Actor
        public void one(II_Result result) {
            channel.sender().trySend(1);
            result.r1 = told(channel.receiver().tryReceive());
        }

        /** Sends 2, then takes what is there. */
        @Actor
        public void other(II_Result result) {
            channel.sender().trySend(2);
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    private static int told(ReceiveResult<Integer> received) {
        return received instanceof ReceiveResult.Received<Integer>(var value) ? value : 0;
    }
}
