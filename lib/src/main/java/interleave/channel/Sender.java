package interleave.channel;

import interleave.event.Deadline;
import java.time.Duration;
import java.util.Objects;

/**
 * The sending end of a channel.
 *
 * <p>Each owner closes the one that it has; {@link #copy()} makes more. When the last is closed the channel is
 * disconnected: receivers take what is left, then their loops end. Forget to close one, and they wait for ever.
 *
 * <p>All methods may be called by any number of threads, platform or virtual; of a {@link Channel#single} channel by one at
 * a time. Sending a value happens before receiving it. A closed sender throws {@code IllegalStateException}.
 */
public final class Sender<T> extends Handle<T> {

    Sender(Flavor<T> flavor) {
        super(flavor);
    }

    /**
     * Sends a value, waiting while there is no room, or on a rendezvous channel until a receiver takes it.
     *
     * @throws SendException if all receivers are closed, before it or while it waits; it hands the value back
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; the value is not sent
     * @throws IllegalStateException if this sender is closed, or a oneshot has had its message
     */
    public void send(T value) throws InterruptedException {
        if (open().send(checked(value), Deadline.never()) == Offer.DISCONNECTED) {
            open(); // closed by another thread while it waited: that is not the receivers' doing
            throw new SendException(value);
        }
    }

    /**
     * Sends a value if that can be done at once. It never waits for a receiver; it may wait for a thread that is just
     * filling or emptying the place it needs.
     *
     * @throws IllegalStateException if this sender is closed, or a oneshot has had its message
     */
    public SendResult<T> trySend(T value) {
        return result(open().offer(checked(value)), value);
    }

    /**
     * Sends a value, waiting no longer than so long while there is no room.
     *
     * @return {@link SendResult.Full} if there was no room all that time
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; the value is not sent
     * @throws IllegalStateException if this sender is closed, or a oneshot has had its message
     */
    public SendResult<T> trySend(T value, Duration timeout) throws InterruptedException {
        return result(open().send(checked(value), Deadline.after(timeout)), value);
    }

    private static <T> T checked(T value) {
        return Objects.requireNonNull(
                value, "send(null): a channel carries no null; send an Optional, or close the sender to say the end");
    }

    private SendResult<T> result(Offer offer, T value) {
        return switch (offer) {
            case SENT -> SendResult.sent();
            case FULL -> new SendResult.Full<>(value);
            case DISCONNECTED -> {
                open();
                yield new SendResult.Disconnected<>(value);
            }
        };
    }

    /**
     * Makes another sender of this channel, for another owner to close.
     *
     * @throws IllegalStateException if this sender is closed
     * @throws UnsupportedOperationException if the channel is for one sender only
     */
    public Sender<T> copy() {
        allowCopy();
        if (!channel().addSender()) {
            open();
            throw new IllegalStateException("this sender was closed while it was copied");
        }
        return new Sender<>(channel());
    }

    @Override
    Leak.End end() {
        return Leak.End.SENDER;
    }

    @Override
    void leave(Flavor<T> channel) {
        channel.closeSender();
    }
}
