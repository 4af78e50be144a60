package interleave.stress;

import interleave.channel.Channel;
import interleave.channel.ReceiveResult;
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
 * One thread writes data and closes its end of a channel, another is told so and reads the data. Is it there?
 *
 * <p>Closing the last handle of a side happens before anybody is told.
 */
public final class ChannelClose {

    private ChannelClose() {}

    /** The mark of the end lies in the index that senders claim by. */
    @Core
    @JCStressTest
    @Description("Data is written and the last sender of a bounded channel closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class Bounded {
        private final Channel<Integer> channel = Channel.bounded(1);
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void sender() {
            data = 1;
            channel.sender().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = channel.receiver().tryReceive() instanceof ReceiveResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The mark of the end lies in the index that senders claim by. */
    @Core
    @JCStressTest
    @Description("Data is written and the last sender of an unbounded channel closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class Unbounded {
        private final Channel<Integer> channel = Channel.unbounded();
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void sender() {
            data = 1;
            channel.sender().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = channel.receiver().tryReceive() instanceof ReceiveResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The mark of the end lies in the index that the sender moves. */
    @JCStressTest
    @Description("Data is written and the sender of a channel for one sender and one receiver closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class Single {
        private final Channel<Integer> channel = Channel.single(1);
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void sender() {
            data = 1;
            channel.sender().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = channel.receiver().tryReceive() instanceof ReceiveResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The one reference says that nothing will come. */
    @JCStressTest
    @Description("Data is written and the sender of a oneshot closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class Oneshot {
        private final Channel<Integer> channel = Channel.oneshot();
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void sender() {
            data = 1;
            channel.sender().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = channel.receiver().tryReceive() instanceof ReceiveResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The mark of the end is guarded by a lock. */
    @Core
    @JCStressTest
    @Description("Data is written and the last sender of a rendezvous closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class Rendezvous {
        private final Channel<Integer> channel = Channel.rendezvous();
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void sender() {
            data = 1;
            channel.sender().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = channel.receiver().tryReceive() instanceof ReceiveResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The same mark turns senders away. */
    @JCStressTest
    @Description("Data is written and the last receiver of a bounded channel closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class BoundedReceiver {
        private final Channel<Integer> channel = Channel.bounded(1);
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void receiver() {
            data = 1;
            channel.receiver().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void sender(II_Result result) {
            result.r1 = channel.sender().trySend(7) instanceof SendResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The receiver sets its mark in the index that the sender moves at the same time. */
    @JCStressTest
    @Description("Data is written and the receiver of a channel for one sender and one receiver closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class SingleReceiver {
        private final Channel<Integer> channel = Channel.single(1);
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void receiver() {
            data = 1;
            channel.receiver().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void sender(II_Result result) {
            result.r1 = channel.sender().trySend(7) instanceof SendResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The message is turned away. */
    @JCStressTest
    @Description("Data is written and the receiver of a oneshot closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class OneshotReceiver {
        private final Channel<Integer> channel = Channel.oneshot();
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void receiver() {
            data = 1;
            channel.receiver().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void sender(II_Result result) {
            result.r1 = channel.sender().trySend(7) instanceof SendResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }

    /** The mark of the end is guarded by a lock. */
    @JCStressTest
    @Description("Data is written and the last receiver of a rendezvous closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "The channel was open.")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "The end was told, and the data was there.")
    @Outcome(
            id = "0, 1",
            expect = Expect.ACCEPTABLE,
            desc = "The data came before the end was told: nobody relied on it.")
    @Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "The end was told and the data was not there.")
    @State
    public static class RendezvousReceiver {
        private final Channel<Integer> channel = Channel.rendezvous();
        private int data;

        /** Writes the data, then closes its end. */
        @Actor
        public void receiver() {
            data = 1;
            channel.receiver().close();
        }

        /** Asks whether that end is closed, then reads the data. */
        @Actor
        public void sender(II_Result result) {
            result.r1 = channel.sender().trySend(7) instanceof SendResult.Disconnected<Integer> ? 1 : 0;
            result.r2 = data;
        }
    }
}
