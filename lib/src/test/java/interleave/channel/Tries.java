package interleave.channel;

import interleave.channel.ReceiveResult.Received;
import interleave.testing.ModelCheck;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * The operations of a channel that do not wait, for the model checker to mix: whatever the mix and the schedule, each must
 * have done at one moment what it does alone. {@link Sequential} says what that is.
 *
 * <p>{@code size()} is one of them until the last receiver is closed; after that the values go one by one.
 */
final class Tries {

    private Tries() {}

    /**
     * One way to mix operations.
     *
     * @param threads how many threads do them; each does three
     */
    record Mix(Class<?> operations, Class<?> meaning, int threads) implements ModelCheck {

        @Override
        public String check(Effort effort) {
            new ModelCheckingOptions()
                    .iterations(effort.mixes())
                    .invocationsPerIteration(effort.schedulesOfMix())
                    .threads(threads)
                    .actorsPerThread(3)
                    .actorsBefore(1)
                    .actorsAfter(2)
                    .minimizeFailedScenario(false)
                    .sequentialSpecification(meaning)
                    .check(operations);
            return effort.mixes() + " x " + effort.schedulesOfMix() + " schedules";
        }

        @Override
        public String toString() {
            return operations.getSimpleName();
        }
    }

    static final List<Mix> MIXES = List.of(
            new Mix(BoundedOne.class, One.class, 3),
            new Mix(BoundedTwo.class, Two.class, 3),
            new Mix(BoundedThree.class, Three.class, 3),
            new Mix(Unbounded.class, Any.class, 3),
            new Mix(SingleOne.class, One.class, 2),
            new Mix(SingleThree.class, Three.class, 2),
            new Mix(Oneshot.class, Once.class, 2),
            new Mix(BoundedTwoClosed.class, Two.class, 3),
            new Mix(UnboundedClosed.class, Any.class, 3),
            new Mix(RendezvousClosed.class, None.class, 3),
            new Mix(SingleClosed.class, OneOfOne.class, 2),
            new Mix(OneshotClosed.class, Once.class, 2),
            new Mix(HandOver.class, HandOverMeaning.class, 3));

    /** All threads send, receive and ask, through one sender and one receiver. */
    @Param(name = "value", gen = IntGen.class, conf = "1:99")
    public abstract static class Shared {

        private final Sender<Integer> sender;
        private final Receiver<Integer> receiver;

        Shared(Channel<Integer> channel) {
            sender = channel.sender();
            receiver = channel.receiver();
        }

        @Operation
        public Object trySend(@Param(name = "value") int value) {
            return sender.trySend(value);
        }

        @Operation
        public Object tryReceive() {
            return receiver.tryReceive();
        }

        @Operation
        public int size() {
            return receiver.size();
        }
    }

    public static final class BoundedOne extends Shared {
        public BoundedOne() {
            super(Channel.bounded(1));
        }
    }

    public static final class BoundedTwo extends Shared {
        public BoundedTwo() {
            super(Channel.bounded(2));
        }
    }

    /** A ring with a place more than it may use. */
    public static final class BoundedThree extends Shared {
        public BoundedThree() {
            super(Channel.bounded(3));
        }
    }

    public static final class Unbounded extends Shared {
        public Unbounded() {
            super(Channel.unbounded());
        }
    }

    /** Each thread has a handle of its own, which it copies and closes: two may send, two may receive. */
    @Param(name = "value", gen = IntGen.class, conf = "1:99")
    public abstract static class Closed {

        private Sender<Integer> sender;
        private Sender<Integer> otherSender;
        private Receiver<Integer> receiver;
        private Receiver<Integer> otherReceiver;

        Closed(Channel<Integer> channel) {
            sender = channel.sender();
            otherSender = sender.copy();
            receiver = channel.receiver();
            otherReceiver = receiver.copy();
        }

        @Operation(nonParallelGroup = "sender")
        public Object trySend(@Param(name = "value") int value) {
            return sender.trySend(value);
        }

        @Operation(nonParallelGroup = "sender")
        public void closeSender() {
            sender.close();
        }

        @Operation(nonParallelGroup = "other sender")
        public Object otherTrySend(@Param(name = "value") int value) {
            return otherSender.trySend(value);
        }

        @Operation(nonParallelGroup = "other sender")
        public void closeOtherSender() {
            otherSender.close();
        }

        /** Two handles for a moment, then one again. */
        @Operation(nonParallelGroup = "other sender")
        public void renewOtherSender() {
            var copy = otherSender.copy();
            otherSender.close();
            otherSender = copy;
        }

        @Operation(nonParallelGroup = "receiver")
        public Object tryReceive() {
            return receiver.tryReceive();
        }

        @Operation(nonParallelGroup = "receiver")
        public void closeReceiver() {
            receiver.close();
        }

        @Operation(nonParallelGroup = "other receiver")
        public Object otherTryReceive() {
            return otherReceiver.tryReceive();
        }

        @Operation(nonParallelGroup = "other receiver")
        public void closeOtherReceiver() {
            otherReceiver.close();
        }
    }

    public static final class BoundedTwoClosed extends Closed {
        public BoundedTwoClosed() {
            super(Channel.bounded(2));
        }
    }

    public static final class UnboundedClosed extends Closed {
        public UnboundedClosed() {
            super(Channel.unbounded());
        }
    }

    /** Where nobody waits nothing can be sent, but the end can be told; {@link HandOver} has the rest. */
    public static final class RendezvousClosed extends Closed {
        public RendezvousClosed() {
            super(Channel.rendezvous());
        }
    }

    /** One thread sends, another receives. */
    @Param(name = "value", gen = IntGen.class, conf = "1:99")
    public abstract static class OneEach {

        final Sender<Integer> sender;
        final Receiver<Integer> receiver;

        OneEach(Channel<Integer> channel) {
            sender = channel.sender();
            receiver = channel.receiver();
        }

        @Operation(nonParallelGroup = "sender")
        public Object trySend(@Param(name = "value") int value) {
            return sender.trySend(value);
        }

        @Operation(nonParallelGroup = "receiver")
        public Object tryReceive() {
            return receiver.tryReceive();
        }
    }

    /** What a channel holds can be asked by either side. */
    public abstract static class OneEachAsked extends OneEach {

        OneEachAsked(Channel<Integer> channel) {
            super(channel);
        }

        @Operation
        public int size() {
            return sender.size();
        }
    }

    public static final class SingleOne extends OneEachAsked {
        public SingleOne() {
            super(Channel.single(1));
        }
    }

    public static final class SingleThree extends OneEachAsked {
        public SingleThree() {
            super(Channel.single(3));
        }
    }

    public static final class Oneshot extends OneEachAsked {
        public Oneshot() {
            super(Channel.oneshot());
        }
    }

    /** Each thread closes its end too. */
    public abstract static class OneEachClosed extends OneEach {

        OneEachClosed(Channel<Integer> channel) {
            super(channel);
        }

        @Operation(nonParallelGroup = "sender")
        public void closeSender() {
            sender.close();
        }

        @Operation(nonParallelGroup = "receiver")
        public void closeReceiver() {
            receiver.close();
        }
    }

    public static final class SingleClosed extends OneEachClosed {
        public SingleClosed() {
            super(Channel.single(1));
        }
    }

    public static final class OneshotClosed extends OneEachClosed {
        public OneshotClosed() {
            super(Channel.oneshot());
        }
    }

    /** What the operations do one after the other. */
    public abstract static class Sequential {

        final int capacity;
        final Queue<Integer> values = new ArrayDeque<>();
        private boolean senderOpen = true;
        private boolean otherSenderOpen = true;
        private boolean receiverOpen = true;
        private boolean otherReceiverOpen = true;

        Sequential(int capacity) {
            this.capacity = capacity;
        }

        private static void mustBe(boolean open) {
            if (!open) {
                throw new IllegalStateException();
            }
        }

        public Object trySend(int value) {
            mustBe(senderOpen);
            return send(value);
        }

        public Object otherTrySend(int value) {
            mustBe(otherSenderOpen);
            return send(value);
        }

        Object send(int value) {
            if (!receiverOpen && !otherReceiverOpen) {
                return new SendResult.Disconnected<>(value);
            }
            return values.size() < capacity && values.add(value) ? SendResult.sent() : new SendResult.Full<>(value);
        }

        public Object tryReceive() {
            mustBe(receiverOpen);
            return receive();
        }

        public Object otherTryReceive() {
            mustBe(otherReceiverOpen);
            return receive();
        }

        Object receive() {
            if (!values.isEmpty()) {
                return new Received<>(values.remove());
            }
            return senderOpen || otherSenderOpen ? ReceiveResult.empty() : ReceiveResult.disconnected();
        }

        public int size() {
            return values.size();
        }

        public void closeSender() {
            senderOpen = false;
        }

        public void closeOtherSender() {
            otherSenderOpen = false;
        }

        public void renewOtherSender() {
            mustBe(otherSenderOpen);
        }

        public void closeReceiver() {
            receiverOpen = false;
        }

        public void closeOtherReceiver() {
            otherReceiverOpen = false;
        }

        final void oneEach() {
            otherSenderOpen = false;
            otherReceiverOpen = false;
        }
    }

    public static final class None extends Sequential {
        public None() {
            super(0);
        }
    }

    public static final class One extends Sequential {
        public One() {
            super(1);
        }
    }

    /** With one handle on each side. */
    public static final class OneOfOne extends Sequential {
        public OneOfOne() {
            super(1);
            oneEach();
        }
    }

    public static final class Two extends Sequential {
        public Two() {
            super(2);
        }
    }

    public static final class Three extends Sequential {
        public Three() {
            super(3);
        }
    }

    public static final class Any extends Sequential {
        public Any() {
            super(Integer.MAX_VALUE);
        }
    }

    /** One message ever: after it the receiver is told the end, and another send is a mistake. */
    public static final class Once extends Sequential {

        private boolean sent;

        public Once() {
            super(1);
            oneEach();
        }

        @Override
        Object send(int value) {
            if (sent) {
                throw new IllegalStateException();
            }
            var result = super.send(value);
            sent = result.equals(SendResult.sent());
            return result;
        }

        @Override
        Object receive() {
            var result = super.receive();
            return sent && result.equals(ReceiveResult.empty()) ? ReceiveResult.disconnected() : result;
        }
    }

    /**
     * A rendezvous taken apart, so that its tries find somebody: one thread begins to wait and later looks what it got or
     * gives up, as {@code send} and {@code receive} do with a pause between.
     */
    @Param(name = "value", gen = IntGen.class, conf = "1:99")
    public static final class HandOver {

        private final RendezvousChannel<Integer> channel = new RendezvousChannel<>();
        private Waiter sender;
        private Waiter receiver;

        @Operation
        public Object trySend(@Param(name = "value") int value) {
            return channel.offer(value);
        }

        @Operation
        public Object tryReceive() {
            return channel.poll();
        }

        /** Returns whether it waits now; it need not if a receiver waits. */
        @Operation(nonParallelGroup = "sender")
        public boolean waitToSend(@Param(name = "value") int value) {
            if (sender != null) {
                return false;
            }
            var waiter = new Waiter(new Selection(), value);
            sender = channel.enlistSender(waiter) ? waiter : null;
            return sender != null;
        }

        @Operation(nonParallelGroup = "sender")
        public Object endSend() {
            var waiter = sender;
            sender = null;
            if (waiter == null) {
                return "nothing";
            }
            if (!waiter.selection.cancel()) {
                return channel.finishSend(waiter);
            }
            channel.delistSender(waiter);
            return Offer.FULL;
        }

        /** Returns whether it waits now; it need not if a sender waits. */
        @Operation(nonParallelGroup = "receiver")
        public boolean waitToReceive() {
            if (receiver != null) {
                return false;
            }
            var waiter = new Waiter(new Selection(), null);
            receiver = channel.enlistReceiver(waiter) ? waiter : null;
            return receiver != null;
        }

        @Operation(nonParallelGroup = "receiver")
        public Object endReceive() {
            var waiter = receiver;
            receiver = null;
            if (waiter == null) {
                return "nothing";
            }
            if (!waiter.selection.cancel()) {
                return channel.finishReceive(waiter);
            }
            channel.delistReceiver(waiter);
            return Nothing.EMPTY;
        }
    }

    /** One hand on each side: open and empty, holding out a value, or served. */
    public static final class HandOverMeaning {

        private Integer offered;
        private boolean sends;
        private Integer received;
        private boolean receives;

        public Object trySend(int value) {
            if (!receives || received != null) {
                return Offer.FULL;
            }
            received = value;
            return Offer.SENT;
        }

        public Object tryReceive() {
            if (offered == null) {
                return Nothing.EMPTY;
            }
            var value = offered;
            offered = null;
            return value;
        }

        public boolean waitToSend(int value) {
            if (sends || (receives && received == null)) {
                return false;
            }
            sends = true;
            offered = value;
            return true;
        }

        public Object endSend() {
            if (!sends) {
                return "nothing";
            }
            sends = false;
            var taken = offered == null;
            offered = null;
            return taken ? Offer.SENT : Offer.FULL;
        }

        public boolean waitToReceive() {
            if (receives || offered != null) {
                return false;
            }
            receives = true;
            return true;
        }

        public Object endReceive() {
            if (!receives) {
                return "nothing";
            }
            receives = false;
            var value = received;
            received = null;
            return value == null ? Nothing.EMPTY : value;
        }
    }
}
