package interleave.bench.channel;

import interleave.channel.Channel;
import interleave.channel.Receiver;
import interleave.channel.Sender;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * Makes the pipes of an implementation. Each is a class of its own, even where two could share one by an interface of the
 * JDK: their calls are then as direct as ours.
 */
final class Pipes {

    /** The capacity of a channel that never makes a sender wait. */
    static final int UNBOUNDED = Integer.MAX_VALUE;

    private Pipes() {}

    /**
     * Returns what makes pipes of an implementation.
     *
     * @param implementation its name, as the benchmarks' parameters have it
     * @param capacity how many messages it holds; 0 for a rendezvous, {@link #UNBOUNDED} for no limit
     * @throws IllegalArgumentException if there is none of this name and capacity
     */
    static Supplier<Pipe> of(String implementation, int capacity) {
        var kind = capacity == 0 ? "rendezvous" : capacity == UNBOUNDED ? "unbounded" : "bounded";
        return switch (implementation + " " + kind) {
            case "interleave rendezvous" -> () -> OfChannel.of(Channel.rendezvous());
            case "interleave bounded" -> () -> OfChannel.of(Channel.bounded(capacity));
            case "interleave unbounded" -> () -> OfChannel.of(Channel.unbounded());
            case "interleave-single bounded" -> () -> OfChannel.of(Channel.single(capacity));
            case "SynchronousQueue rendezvous" -> () -> new OfSynchronous(new SynchronousQueue<>());
            case "SynchronousQueue-fair rendezvous" -> () -> new OfSynchronous(new SynchronousQueue<>(true));
            case "ArrayBlockingQueue bounded" -> () -> new OfArray(new ArrayBlockingQueue<>(capacity));
            case "LinkedBlockingQueue bounded" -> () -> new OfLinked(new LinkedBlockingQueue<>(capacity));
            case "LinkedBlockingQueue unbounded" -> () -> new OfLinked(new LinkedBlockingQueue<>());
            case "LinkedTransferQueue unbounded" -> () -> new OfTransfer(new LinkedTransferQueue<>());
            case "jox rendezvous" -> () -> new OfJox(com.softwaremill.jox.Channel.newRendezvousChannel());
            case "jox bounded" -> () -> new OfJox(com.softwaremill.jox.Channel.newBufferedChannel(capacity));
            case "jox unbounded" -> () -> new OfJox(com.softwaremill.jox.Channel.newUnlimitedChannel());
            case "JCTools-spinning bounded" -> {
                if (capacity < 2 || Integer.bitCount(capacity) != 1) {
                    throw new IllegalArgumentException(
                            "JCTools rounds a capacity up to a power of two from 2: choose one, not " + capacity);
                }
                yield () -> new Spinning(new MpmcAtomicArrayQueue<>(capacity));
            }
            default ->
                throw new IllegalArgumentException("%s has no %s channel: choose another implementation or capacity"
                        .formatted(implementation, kind));
        };
    }

    /** Returns the capacity that a parameter writes as a number or as {@code unbounded}. */
    static int capacity(String text) {
        return text.equals("unbounded") ? UNBOUNDED : Integer.parseInt(text);
    }

    private record OfChannel(Sender<Message> sender, Receiver<Message> receiver) implements Pipe {

        static OfChannel of(Channel<Message> channel) {
            return new OfChannel(channel.sender(), channel.receiver());
        }

        @Override
        public void put(Message message) throws InterruptedException {
            sender.send(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return receiver.receive();
        }

        @Override
        public void close() {
            sender.close();
            receiver.close();
        }
    }

    private record OfSynchronous(SynchronousQueue<Message> queue) implements Pipe {

        @Override
        public void put(Message message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private record OfArray(ArrayBlockingQueue<Message> queue) implements Pipe {

        @Override
        public void put(Message message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private record OfLinked(LinkedBlockingQueue<Message> queue) implements Pipe {

        @Override
        public void put(Message message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private record OfTransfer(LinkedTransferQueue<Message> queue) implements Pipe {

        @Override
        public void put(Message message) {
            queue.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    private record OfJox(com.softwaremill.jox.Channel<Message> channel) implements Pipe {

        @Override
        public void put(Message message) throws InterruptedException {
            channel.send(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return channel.receive();
        }
    }

    /**
     * Waits by trying again. A platform thread yields between, since whom it waits for may need its processor. A virtual
     * thread parks for a moment instead: one that yields goes to its carrier's own queue, which the carrier empties before
     * it looks for a thread that others have woken, so that two that yield to each other keep a third from ever starting.
     */
    private record Spinning(MpmcAtomicArrayQueue<Message> queue) implements Pipe {

        private static final int SPINS = 64;

        @Override
        public void put(Message message) throws InterruptedException {
            for (int tries = 1; !queue.offer(message); tries++) {
                pause(tries);
            }
        }

        @Override
        public Message take() throws InterruptedException {
            for (int tries = 1; ; tries++) {
                var message = queue.poll();
                if (message != null) {
                    return message;
                }
                pause(tries);
            }
        }

        @SuppressWarnings("ThreadPriorityCheck") // It makes room; nothing depends on who gets it.
        private static void pause(int tries) throws InterruptedException {
            if (tries % SPINS != 0) {
                Thread.onSpinWait();
            } else if (Thread.interrupted()) {
                throw new InterruptedException();
            } else if (Thread.currentThread().isVirtual()) {
                LockSupport.parkNanos(1);
            } else {
                Thread.yield();
            }
        }
    }
}
