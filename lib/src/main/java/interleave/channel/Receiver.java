package interleave.channel;

import interleave.event.Deadline;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The receiving end of a channel. A loop over it takes each value as it comes and ends when all senders are closed and
 * nothing is left.
 *
 * <p>Each owner closes the one that it has; {@link #copy()} makes more. Each value goes to one receiver. When the last is
 * closed, what is left in the channel is dropped and senders are told.
 *
 * <p>All methods may be called by any number of threads, platform or virtual; of a {@link Channel#single} channel by one at
 * a time. A closed receiver throws {@code IllegalStateException}, also from an operation that waits while another thread
 * closes it, if it was the last.
 */
public final class Receiver<T> extends Handle<T> implements Iterable<T> {

    Receiver(Flavor<T> flavor) {
        super(flavor);
    }

    /**
     * Takes the next value, waiting until there is one.
     *
     * @throws DisconnectedException if nothing is left and all senders are closed, before it or while it waits
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; nothing is taken
     */
    public T receive() throws InterruptedException {
        var got = next();
        if (got == Nothing.DISCONNECTED) {
            throw new DisconnectedException();
        }
        return value(got);
    }

    private Object next() throws InterruptedException {
        var got = open().receive(Deadline.never());
        if (got == Nothing.DISCONNECTED) {
            open(); // closed by another thread while it waited: that is not the senders' doing
        }
        return got;
    }

    /**
     * Takes the next value if there is one. It never waits for a sender; it may wait for a thread that is just filling the
     * place.
     */
    public ReceiveResult<T> tryReceive() {
        return result(open().poll());
    }

    /**
     * Takes the next value, waiting for it no longer than so long.
     *
     * @return {@link ReceiveResult.Empty} if none came in that time
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; nothing is taken
     */
    public ReceiveResult<T> tryReceive(Duration timeout) throws InterruptedException {
        return result(open().receive(Deadline.after(timeout)));
    }

    /**
     * Takes several values: waits for the first as {@link #receive} does, and takes with it what is there, up to so many.
     *
     * @param batch to which they are added, in their order; if it refuses one, that one is lost and what it throws is thrown
     * @return how many were added; zero only if nothing is left and all senders are closed
     * @throws InterruptedException if the thread is interrupted, before it or while it waits; nothing is taken
     * @throws IllegalArgumentException if so many are less than one
     */
    public int receiveUpTo(int most, Collection<? super T> batch) throws InterruptedException {
        if (most < 1) {
            throw new IllegalArgumentException("receiveUpTo(" + most + ", …): ask for at least one value");
        }
        Objects.requireNonNull(batch, "receiveUpTo(n, null): pass the collection that takes the values");
        var channel = open();
        var got = next();
        int taken = 0;
        while (got != Nothing.EMPTY && got != Nothing.DISCONNECTED) {
            batch.add(value(got));
            taken++;
            got = taken < most ? channel.poll() : Nothing.EMPTY;
        }
        return taken;
    }

    @SuppressWarnings("unchecked") // senders of this channel take nothing else
    private T value(Object got) {
        return (T) got;
    }

    private ReceiveResult<T> result(Object got) {
        if (got == Nothing.EMPTY) {
            return ReceiveResult.empty();
        }
        if (got == Nothing.DISCONNECTED) {
            open();
            return ReceiveResult.disconnected();
        }
        return new ReceiveResult.Received<>(value(got));
    }

    /**
     * Returns an iterator that takes each value as it comes: {@code hasNext} waits for one, and is false once nothing is left
     * and all senders are closed. Several loops share the values. One thread uses an iterator. A loop that is left early
     * loses no value: only {@code hasNext} takes one, and the body of a loop gets it.
     *
     * @throws InterruptedReceiveException by {@code hasNext} and {@code next}, if the thread is interrupted
     */
    @Override
    public Iterator<T> iterator() {
        open();
        return new Iterator<>() {
            private Object next = Nothing.EMPTY;

            @Override
            public boolean hasNext() {
                if (next == Nothing.EMPTY) {
                    try {
                        next = Receiver.this.next();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedReceiveException(e);
                    }
                }
                return next != Nothing.DISCONNECTED;
            }

            @Override
            public T next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("the channel is disconnected and every value is taken");
                }
                var value = value(next);
                next = Nothing.EMPTY;
                return value;
            }
        };
    }

    /**
     * Returns the values as they come, as a sequential stream that ends as a loop does.
     *
     * @throws InterruptedReceiveException by the stream's terminal operation, if the thread is interrupted
     */
    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(iterator(), Spliterator.NONNULL | Spliterator.ORDERED), false);
    }

    /**
     * Makes another receiver of this channel, for another owner to close. They share the values.
     *
     * @throws IllegalStateException if this receiver is closed
     * @throws UnsupportedOperationException if the channel is for one receiver only
     */
    public Receiver<T> copy() {
        allowCopy();
        if (!channel().addReceiver()) {
            open();
            throw new IllegalStateException("this receiver was closed while it was copied");
        }
        return new Receiver<>(channel());
    }

    @Override
    Leak.End end() {
        return Leak.End.RECEIVER;
    }

    @Override
    void leave(Flavor<T> channel) {
        channel.closeReceiver();
    }
}
