package interleave.claim;

import interleave.channel.Channel;
import interleave.claim.MessageCost.Sides;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The program of K23: one thread gives messages to another, by one kind of channel or queue; or two threads add to one
 * count, by a lock or an atomic. It prints the nanoseconds and the bytes of one message, or of one addition.
 */
final class ChannelCostRuns {

    /** The message, always the same: what is allocated is the channel's own. */
    private static final String MESSAGE = "message";

    private static final int CAPACITY = 128;

    private ChannelCostRuns() {}

    /** By what the threads work together. */
    enum Way {
        BOUNDED("bounded channel"),
        UNBOUNDED("unbounded channel"),
        RENDEZVOUS("rendezvous channel"),
        SINGLE("single channel"),
        ARRAY_QUEUE("ArrayBlockingQueue"),
        LINKED_QUEUE("LinkedBlockingQueue"),
        SYNCHRONOUS_QUEUE("SynchronousQueue"),
        LOCK("count under a lock"),
        ATOMIC("atomic count");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        Sides sides() {
            return switch (this) {
                case BOUNDED -> through(Channel.bounded(CAPACITY));
                case UNBOUNDED -> through(Channel.unbounded());
                case RENDEZVOUS -> through(Channel.rendezvous());
                case SINGLE -> through(Channel.single(CAPACITY));
                case ARRAY_QUEUE -> through(new ArrayBlockingQueue<>(CAPACITY));
                case LINKED_QUEUE -> through(new LinkedBlockingQueue<>());
                case SYNCHRONOUS_QUEUE -> through(new SynchronousQueue<>());
                case LOCK -> new LockedCount();
                case ATOMIC -> new AtomicCount();
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Prints what one way costs.
     *
     * @param arguments the way, and how many milliseconds a run has
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var way = Way.valueOf(arguments[0]);
        var run = Duration.ofMillis(Long.parseLong(arguments[1]));
        System.out.println(MessageCost.measure(way.sides(), run).line());
    }

    /** The channel is neither closed nor left: all runs use the one. */
    private static Sides through(Channel<String> channel) {
        var sender = channel.sender();
        var receiver = channel.receiver();
        return new Sides() {
            @Override
            public void give(int messages) throws InterruptedException {
                for (int i = 0; i < messages; i++) {
                    sender.send(MESSAGE);
                }
            }

            @Override
            public void take(int messages) throws InterruptedException {
                for (int i = 0; i < messages; i++) {
                    checked(receiver.receive());
                }
            }
        };
    }

    private static Sides through(BlockingQueue<String> queue) {
        return new Sides() {
            @Override
            public void give(int messages) throws InterruptedException {
                for (int i = 0; i < messages; i++) {
                    queue.put(MESSAGE);
                }
            }

            @Override
            public void take(int messages) throws InterruptedException {
                for (int i = 0; i < messages; i++) {
                    checked(queue.take());
                }
            }
        };
    }

    private static void checked(String message) {
        if (!message.equals(MESSAGE)) {
            throw new IllegalStateException("got another message: " + message);
        }
    }

    private static void checked(long count, int added) {
        if (count < added) {
            throw new IllegalStateException("additions were lost: %d of %d".formatted(count, added));
        }
    }

    /** Both threads add; so a message is one addition of each. */
    private static final class LockedCount implements Sides {
        private final ReentrantLock lock = new ReentrantLock();
        private long count;

        @Override
        public void give(int messages) {
            for (int i = 0; i < messages; i++) {
                lock.lock();
                try {
                    count++;
                } finally {
                    lock.unlock();
                }
            }
            checkSum(messages);
        }

        private void checkSum(int messages) {
            lock.lock();
            try {
                checked(count, messages);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void take(int messages) {
            give(messages);
        }
    }

    /** Both threads add; so a message is one addition of each. */
    private static final class AtomicCount implements Sides {
        private final AtomicLong count = new AtomicLong();

        @Override
        public void give(int messages) {
            for (int i = 0; i < messages; i++) {
                count.incrementAndGet();
            }
            checked(count.get(), messages);
        }

        @Override
        public void take(int messages) {
            give(messages);
        }
    }
}
