package interleave.channel;

import interleave.event.Deadline;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One operation of a {@link Select}, and what to do when it is done.
 *
 * <p>Belongs to the select. An operation is tried, or enlisted and then finished or delisted; trying and finishing return
 * what was got, or {@link Nothing#EMPTY} if it could not be done now.
 */
abstract sealed class Branch<R> {

    /** The operation while it is enlisted. */
    Waiter waiter;

    /** When it may be done without anybody's doing. */
    abstract Deadline due();

    /** Fails if its handle is closed; what follows an attempt does not ask again. */
    abstract Object attempt();

    /** Enlists the operation for a selection; {@code false}, and the selection is cancelled, if it may be possible now. */
    abstract boolean enlist(Selection selection);

    abstract void delist();

    /** For the branch whose waiter has won. */
    abstract Object finish();

    /** Does what is to be done with what was got. */
    abstract R handle(Object got);

    /** A value to send. */
    static final class Sending<T, R> extends Branch<R> {

        private final Sender<T> sender;
        private final T value;
        private final Supplier<? extends R> then;

        Sending(Sender<T> sender, T value, Supplier<? extends R> then) {
            this.sender = sender;
            this.value = value;
            this.then = then;
        }

        @Override
        Deadline due() {
            return Deadline.never();
        }

        private static Object got(Offer offer) {
            return switch (offer) {
                case SENT -> offer;
                case FULL -> Nothing.EMPTY;
                case DISCONNECTED -> Nothing.DISCONNECTED;
            };
        }

        @Override
        Object attempt() {
            return got(sender.open().offer(value));
        }

        @Override
        boolean enlist(Selection selection) {
            waiter = new Waiter(selection, value);
            return sender.channel().enlistSender(waiter);
        }

        @Override
        void delist() {
            sender.channel().delistSender(waiter);
        }

        @Override
        Object finish() {
            return got(sender.channel().finishSend(waiter));
        }

        @Override
        R handle(Object got) {
            if (got == Nothing.DISCONNECTED) {
                throw new SendException(value);
            }
            return then.get();
        }
    }

    /** A value to receive. */
    static final class Receiving<T, R> extends Branch<R> {

        private final Receiver<T> receiver;
        private final Function<? super T, ? extends R> then;
        private final Supplier<? extends R> atEnd;

        Receiving(Receiver<T> receiver, Function<? super T, ? extends R> then, Supplier<? extends R> atEnd) {
            this.receiver = receiver;
            this.then = then;
            this.atEnd = atEnd;
        }

        @Override
        Deadline due() {
            return receiver.channel().due();
        }

        @Override
        Object attempt() {
            return receiver.open().poll();
        }

        @Override
        boolean enlist(Selection selection) {
            waiter = new Waiter(selection, null);
            return receiver.channel().enlistReceiver(waiter);
        }

        @Override
        void delist() {
            receiver.channel().delistReceiver(waiter);
        }

        @Override
        Object finish() {
            return receiver.channel().finishReceive(waiter);
        }

        @Override
        @SuppressWarnings("unchecked") // senders of this channel take nothing else
        R handle(Object got) {
            return got == Nothing.DISCONNECTED ? atEnd.get() : then.apply((T) got);
        }
    }
}
