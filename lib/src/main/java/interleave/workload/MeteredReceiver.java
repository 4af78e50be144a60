package interleave.workload;

import interleave.channel.DisconnectedException;
import interleave.channel.ReceiveResult;
import interleave.channel.Receiver;
import java.time.Duration;
import java.util.Optional;

/**
 * A receiver that notes how its owner waited. Owned, used and closed by one thread; others read the notes when that has
 * been joined.
 */
final class MeteredReceiver<T> implements AutoCloseable {

    private final Receiver<T> receiver;
    private long waits;
    private long nanos;

    MeteredReceiver(Receiver<T> receiver) {
        this.receiver = receiver;
    }

    /**
     * Takes the next value, waiting until there is one; empty once all senders are closed and nothing is left. The clock is
     * read only if it has to wait.
     */
    Optional<T> next() throws InterruptedException {
        return switch (receiver.tryReceive()) {
            case ReceiveResult.Received<T>(var value) -> Optional.of(value);
            case ReceiveResult.Disconnected<T> _ -> Optional.empty();
            case ReceiveResult.Empty<T> _ -> await();
        };
    }

    private Optional<T> await() throws InterruptedException {
        long from = System.nanoTime();
        try {
            return Optional.of(receiver.receive());
        } catch (DisconnectedException end) {
            return Optional.empty();
        } finally {
            waits++;
            nanos += System.nanoTime() - from;
        }
    }

    /** Returns how it waited for values, and for the end. */
    Waits waits() {
        return new Waits(waits, Duration.ofNanos(nanos));
    }

    @Override
    public void close() {
        receiver.close();
    }
}
