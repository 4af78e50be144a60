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
 * One thread sends a value and closes its end of a channel at once, another asks twice. Does the value come before the end?
 *
 * <p>A value that was sent is received before the end is told.
 */
public final class ChannelLastValue {

    private ChannelLastValue() {}

    private static int told(ReceiveResult<Integer> received) {
        return switch (received) {
            case ReceiveResult.Empty<Integer> _ -> 0;
            case ReceiveResult.Received<Integer>(var value) -> value;
            case ReceiveResult.Disconnected<Integer> _ -> 2;
        };
    }

    /** A value that was sent before the end is received before it. */
    @Core
    @JCStressTest
    @Description("A value is sent through a bounded channel, then its last sender closed.")
    @Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "Nothing was there yet.")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "The value came.")
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "The value came, and the end not yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The value came, then the end.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The end was told before the last value, or the value came twice.")
    @State
    public static class Bounded {
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
    public static class Unbounded {
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
    public static class Single {
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
    public static class Oneshot {
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
}
