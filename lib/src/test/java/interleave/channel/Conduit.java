package interleave.channel;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What channels and the JDK's queues have in common: the contract that both are held to. */
interface Conduit {

    void send(Integer value) throws InterruptedException;

    boolean trySend(Integer value);

    boolean trySend(Integer value, Duration timeout) throws InterruptedException;

    Integer receive() throws InterruptedException;

    Optional<Integer> tryReceive();

    Optional<Integer> tryReceive(Duration timeout) throws InterruptedException;

    int size();

    static Conduit of(Channel<Integer> channel) {
        return new OfChannel(channel.sender(), channel.receiver());
    }

    static Conduit of(BlockingQueue<Integer> queue) {
        return new OfQueue(queue);
    }

    /** A channel, whose handles stay open. */
    record OfChannel(Sender<Integer> sender, Receiver<Integer> receiver) implements Conduit {

        @Override
        public void send(Integer value) throws InterruptedException {
            sender.send(value);
        }

        private static boolean isSent(SendResult<Integer> result) {
            return switch (result) {
                case SendResult.Sent<Integer> _ -> true;
                case SendResult.Full<Integer> _ -> false;
                case SendResult.Disconnected<Integer> end -> throw new AssertionError("not asked to end: " + end);
            };
        }

        @Override
        public boolean trySend(Integer value) {
            return isSent(sender.trySend(value));
        }

        @Override
        public boolean trySend(Integer value, Duration timeout) throws InterruptedException {
            return isSent(sender.trySend(value, timeout));
        }

        @Override
        public Integer receive() throws InterruptedException {
            return receiver.receive();
        }

        private static Optional<Integer> received(ReceiveResult<Integer> result) {
            return switch (result) {
                case ReceiveResult.Received<Integer>(var value) -> Optional.of(value);
                case ReceiveResult.Empty<Integer> _ -> Optional.empty();
                case ReceiveResult.Disconnected<Integer> end -> throw new AssertionError("not asked to end: " + end);
            };
        }

        @Override
        public Optional<Integer> tryReceive() {
            return received(receiver.tryReceive());
        }

        @Override
        public Optional<Integer> tryReceive(Duration timeout) throws InterruptedException {
            return received(receiver.tryReceive(timeout));
        }

        @Override
        public int size() {
            return receiver.size();
        }
    }

    /** A queue of the JDK. */
    record OfQueue(BlockingQueue<Integer> queue) implements Conduit {

        private static long nanos(Duration timeout) {
            return TimeUnit.NANOSECONDS.convert(timeout);
        }

        @Override
        public void send(Integer value) throws InterruptedException {
            queue.put(value);
        }

        @Override
        public boolean trySend(Integer value) {
            return queue.offer(value);
        }

        @Override
        public boolean trySend(Integer value, Duration timeout) throws InterruptedException {
            return queue.offer(value, nanos(timeout), TimeUnit.NANOSECONDS);
        }

        @Override
        public Integer receive() throws InterruptedException {
            return queue.take();
        }

        @Override
        public Optional<Integer> tryReceive() {
            return Optional.ofNullable(queue.poll());
        }

        @Override
        public Optional<Integer> tryReceive(Duration timeout) throws InterruptedException {
            return Optional.ofNullable(queue.poll(nanos(timeout), TimeUnit.NANOSECONDS));
        }

        @Override
        public int size() {
            return queue.size();
        }
    }
}
