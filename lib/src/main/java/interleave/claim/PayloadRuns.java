package interleave.claim;

import interleave.channel.Channel;
import interleave.claim.MessageCost.Sides;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The program of K34: a producer writes a payload, and a consumer reads it. It reaches the consumer as a copy, or as the
 * array itself with whose return the producer writes the next, or both know the array and a lock guards it. It prints for
 * each size the nanoseconds and the bytes of one message.
 */
final class PayloadRuns {

    private static final int CAPACITY = 8;

    /** More than can be anywhere at once: in the channel, and one in the hand of each thread. */
    private static final int PLACES = 2 * CAPACITY;

    /** One byte in each line of a cache is written and read: less would leave most of a payload untouched. */
    private static final int LINE = 64;

    private PayloadRuns() {}

    /** How a payload gets to the consumer. */
    enum Way {
        COPIED("copied"),
        HANDED_OVER("handed over"),
        SHARED("shared under a lock");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        Sides sides(int size) throws InterruptedException {
            return switch (this) {
                case COPIED -> new Copied(size);
                case HANDED_OVER -> new HandedOver(size);
                case SHARED -> new Shared(size);
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Prints what one way costs, a line for each size.
     *
     * @param arguments the way, how many milliseconds a run has, and the sizes in bytes
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var way = Way.valueOf(arguments[0]);
        var run = Duration.ofMillis(Long.parseLong(arguments[1]));
        for (var size : Stream.of(arguments).skip(2).mapToInt(Integer::parseInt).toArray()) {
            System.out.println(MessageCost.measure(way.sides(size), run).line());
        }
    }

    private static void write(byte[] payload, int message) {
        for (int i = 0; i < payload.length; i += LINE) {
            payload[i] = (byte) message;
        }
    }

    /** Reads all of it, and refuses one that is torn: written for another message in some place. */
    private static void read(byte[] payload, int message) {
        int different = 0;
        for (int i = 0; i < payload.length; i += LINE) {
            different += payload[i] == (byte) message ? 0 : 1;
        }
        if (different > 0) {
            throw new IllegalStateException("a payload of message %d holds another".formatted(message));
        }
    }

    /** The producer keeps its array and sends a copy of it. */
    private static final class Copied implements Sides {
        private final Channel<byte[]> channel = Channel.bounded(CAPACITY);
        private final byte[] own;

        Copied(int size) {
            own = new byte[size];
        }

        @Override
        public void give(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                write(own, i);
                channel.sender().send(own.clone());
            }
        }

        @Override
        public void take(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                read(channel.receiver().receive(), i);
            }
        }
    }

    /** An array belongs to whoever has received it last, and goes back when it is read. */
    private static final class HandedOver implements Sides {
        private final Channel<byte[]> there = Channel.bounded(CAPACITY);
        private final Channel<byte[]> back = Channel.bounded(PLACES);

        HandedOver(int size) throws InterruptedException {
            for (int i = 0; i < PLACES; i++) {
                back.sender().send(new byte[size]);
            }
        }

        @Override
        public void give(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                var payload = back.receiver().receive();
                write(payload, i);
                there.sender().send(payload);
            }
        }

        @Override
        public void take(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                var payload = there.receiver().receive();
                read(payload, i);
                back.sender().send(payload);
            }
        }
    }

    /**
     * Both sides keep all arrays; the message says which one is written. Each is guarded by its lock, and not written again
     * before it is read: the channel holds fewer messages than there are arrays.
     */
    private static final class Shared implements Sides {
        private final Channel<Integer> written = Channel.bounded(CAPACITY);
        private final byte[][] payloads;
        private final ReentrantLock[] locks = new ReentrantLock[PLACES];

        Shared(int size) {
            payloads = new byte[PLACES][size];
            for (int i = 0; i < PLACES; i++) {
                locks[i] = new ReentrantLock();
            }
        }

        @Override
        public void give(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                int place = i % PLACES;
                locks[place].lock();
                try {
                    write(payloads[place], i);
                } finally {
                    locks[place].unlock();
                }
                written.sender().send(place);
            }
        }

        @Override
        public void take(int messages) throws InterruptedException {
            for (int i = 0; i < messages; i++) {
                int place = written.receiver().receive();
                locks[place].lock();
                try {
                    read(payloads[place], i);
                } finally {
                    locks[place].unlock();
                }
            }
        }
    }
}
