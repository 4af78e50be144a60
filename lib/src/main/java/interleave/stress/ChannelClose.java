package interleave.stress;

import interleave.channel.Channel;
import interleave.channel.ReceiveResult;
import interleave.channel.SendResult;
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
 * <p>Closing the last handle of a side happens before anybody is told. And a value that was sent comes before the end.
 */
public final class ChannelClose {

    private ChannelClose() {}

    /** The mark of the end lies in the index that senders claim by. */
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

    /** A value that was sent before the end is received before it. */
    @JCStressTest
    @Description("A value is sent through a bounded channel, then its last sender closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The value came.")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The value came, and the end not yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The value came, then the end.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The end was told before the last value, or the value came twice.")
    @State
    public static class BoundedLastValue {
        private final Channel<Integer> channel = Channel.bounded(1);

        /** Sends the last value and closes. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().close();
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** A value that was sent before the end is received before it. */
    @JCStressTest
    @Description("A value is sent through an unbounded channel, then its last sender closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The value came.")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The value came, and the end not yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The value came, then the end.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The end was told before the last value, or the value came twice.")
    @State
    public static class UnboundedLastValue {
        private final Channel<Integer> channel = Channel.unbounded();

        /** Sends the last value and closes. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().close();
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** A value that was sent before the end is received before it. */
    @JCStressTest
    @Description("A value is sent through a channel for one sender and one receiver, then the sender closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The value came.")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The value came, and the end not yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The value came, then the end.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The end was told before the last value, or the value came twice.")
    @State
    public static class SingleLastValue {
        private final Channel<Integer> channel = Channel.single(1);

        /** Sends the last value and closes. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().close();
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    /** A value that was sent before the end is received before it. */
    @JCStressTest
    @Description("A value is sent through a oneshot, then its sender closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The value came.")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The value came, and the end not yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The value came, then the end.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The end was told before the last value, or the value came twice.")
    @State
    public static class OneshotLastValue {
        private final Channel<Integer> channel = Channel.oneshot();

        /** Sends the last value and closes. */
        @Actor
        public void sender() {
            channel.sender().trySend(1);
            channel.sender().close();
        }

        /** Asks twice. */
        @Actor
        public void receiver(II_Result result) {
            result.r1 = told(channel.receiver().tryReceive());
            result.r2 = told(channel.receiver().tryReceive());
        }
    }

    private static int told(ReceiveResult<Integer> received) {
        return switch (received) {
            case ReceiveResult.Empty<Integer> _ -> 0;
            case ReceiveResult.Received<Integer>(var value) -> value;
            case ReceiveResult.Disconnected<Integer> _ -> 2;
        };
    }
}
