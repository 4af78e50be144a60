package interleave.stress;

import interleave.channel.Channel;
import interleave.channel.ReceiveResult;
import interleave.channel.Select;
import interleave.trial.litmus.Core;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Description;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * One thread fills a message and sends it, another receives it and looks inside. Is the message whole?
 *
 * <p>Sending happens before receiving, on every flavor and by every operation. The message was made before: only what is
 * written into it just before the sending is at stake.
 */
public final class ChannelPublication {

    private ChannelPublication() {}

    /** A ring: the stamp of its place hands the message over. */
    @Core
    @JCStressTest
    @Description("A message is filled and sent through a bounded channel.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "No message was there yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Bounded {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.bounded(2);

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            channel.sender().trySend(spare);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            tried(channel.receiver().tryReceive(), result);
        }
    }

    /** A row of segments: the place itself hands the message over. */
    @Core
    @JCStressTest
    @Description("A message is filled and sent through an unbounded channel.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "No message was there yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Unbounded {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.unbounded();

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            channel.sender().trySend(spare);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            tried(channel.receiver().tryReceive(), result);
        }
    }

    /** A ring of one writer and one reader: the index hands the message over. */
    @Core
    @JCStressTest
    @Description("A message is filled and sent through a channel for one sender and one receiver.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "No message was there yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Single {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.single(2);

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            channel.sender().trySend(spare);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            tried(channel.receiver().tryReceive(), result);
        }
    }

    /** One reference is all there is. */
    @Core
    @JCStressTest
    @Description("A message is filled and sent through a oneshot.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "No message was there yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Oneshot {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.oneshot();

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            channel.sender().trySend(spare);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            tried(channel.receiver().tryReceive(), result);
        }
    }

    /** Nothing lies anywhere: each gives up soon, so that they meet on their way in and out, and without being parked. */
    @Core
    @JCStressTest
    @Description("A message is filled and handed over at a rendezvous, to which both threads come for a moment.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "They did not meet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Rendezvous {
        private static final Duration MOMENT = Duration.ofNanos(1_000);

        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.rendezvous();

        /** Fills a message and sends it, if somebody comes for it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            Uninterrupted.get(() -> channel.sender().trySend(spare, MOMENT));
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            tried(Uninterrupted.get(() -> channel.receiver().tryReceive(MOMENT)), result);
        }
    }

    /** Who comes second takes or gives, and the first may have to be woken. */
    @JCStressTest
    @Description("A message is filled and handed over at a rendezvous; both threads wait.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class RendezvousWaiting {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.rendezvous();

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            Uninterrupted.run(() -> channel.sender().send(spare));
        }

        /** Looks into the message. */
        @Actor
        public void receiver(II_Result result) {
            read(Uninterrupted.get(channel.receiver()::receive), result);
        }
    }

    /** Both threads may have to wait: the wake-up comes after the message. */
    @JCStressTest
    @Description("A message is filled and sent through a bounded channel; its receiver waits.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class Waiting {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.bounded(1);

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            Uninterrupted.run(() -> channel.sender().send(spare));
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            read(Uninterrupted.get(channel.receiver()::receive), result);
        }
    }

    /** A branch of a select is the operation that it names. */
    @Core
    @JCStressTest
    @Description("A message is filled and sent through a bounded channel; both threads select.")
    @Outcome(id = "-1, -1", expect = Expect.ACCEPTABLE, desc = "No message was there yet.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class ThroughSelect {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.bounded(2);

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            Uninterrupted.get(Select.<Boolean>fair()
                    .send(channel.sender(), spare, () -> true)
                    .orElse(() -> false)::await);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            read(
                    Uninterrupted.get(Select.<Message>fair()
                            .receive(channel.receiver(), message -> message)
                            .orElse(() -> NONE)::await),
                    result);
        }
    }

    /** Two selects wait for each other. */
    @JCStressTest
    @Description("A message is filled and handed over at a rendezvous; both threads select and wait.")
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "The message came, and it is whole.")
    @Outcome(expect = Expect.FORBIDDEN, desc = "The message came before what was written into it.")
    @State
    public static class RendezvousOfSelects {
        private final Message spare = new Message();
        private final Channel<Message> channel = Channel.rendezvous();

        /** Fills a message and sends it. */
        @Actor
        public void sender() {
            spare.x = 1;
            spare.y = 2;
            Uninterrupted.get(Select.<Boolean>fair().send(channel.sender(), spare, () -> true)::await);
        }

        /** Looks into the message, if one comes. */
        @Actor
        public void receiver(II_Result result) {
            read(
                    Uninterrupted.get(Select.<Message>fair().receive(channel.receiver(), message -> message)::await),
                    result);
        }
    }

    private static final Message NONE = new Message();

    static {
        NONE.x = -1;
        NONE.y = -1;
    }

    /** Two ordinary fields: nothing but the channel vouches for them. */
    private static final class Message {
        private int x;
        private int y;
    }

    private static void tried(ReceiveResult<Message> received, II_Result result) {
        read(received instanceof ReceiveResult.Received<Message>(var message) ? message : NONE, result);
    }

    private static void read(Message message, II_Result result) {
        result.r1 = message.x;
        result.r2 = message.y;
    }
}
