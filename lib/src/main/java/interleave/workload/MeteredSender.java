package interleave.workload;

import interleave.channel.SendResult;
import interleave.channel.Sender;
import java.time.Duration;

/**
 * A sender that notes how its owner waited. Owned, used and closed by one thread; others read the notes when that has
 * been joined.
 */
final class MeteredSender<T> implements AutoCloseable {

    private final Sender<T> sender;
    private long sent;
    private long waits;
    private long nanos;
    private int longest;

    MeteredSender(Sender<T> sender) {
        this.sender = sender;
    }

    /** Sends a value as {@link Sender#send} does. The clock is read only if it has to wait. */
    void send(T value) throws InterruptedException {
        if (!(sender.trySend(value) instanceof SendResult.Sent<T>)) {
            long from = System.nanoTime();
            try {
                sender.send(value);
            } finally {
                waits++;
                nanos += System.nanoTime() - from;
            }
        }
        sent++;
        longest = Math.max(longest, sender.size());
    }

    /** Returns how many values it has sent. */
    long sent() {
        return sent;
    }

    /** Returns how it waited for room. */
    Waits waits() {
        return new Waits(waits, Duration.ofNanos(nanos));
    }

    /** Returns how many values were in the channel at most, as far as this sender saw. */
    int longestQueue() {
        return longest;
    }

    @Override
    public void close() {
        sender.close();
    }
}
