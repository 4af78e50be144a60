package interleave.channel;

/** What a receiver got that did not want to wait for ever. */
public sealed interface ReceiveResult<T> {

    /**
     * A value.
     *
     * @param value it belongs to the caller now
     */
    record Received<T>(T value) implements ReceiveResult<T> {}

    /** There was nothing to take until the time was up; more may come. */
    record Empty<T>() implements ReceiveResult<T> {
        private static final Empty<?> INSTANCE = new Empty<>();
    }

    /** There is nothing to take and nothing will come: all senders are closed. */
    record Disconnected<T>() implements ReceiveResult<T> {
        private static final Disconnected<?> INSTANCE = new Disconnected<>();
    }

    /** Returns whether there is a value. */
    default boolean isReceived() {
        return this instanceof Received;
    }

    /** Returns what tells that there is nothing yet. */
    @SuppressWarnings("unchecked") // it holds no value of the type
    static <T> ReceiveResult<T> empty() {
        return (ReceiveResult<T>) Empty.INSTANCE;
    }

    /** Returns what tells that nothing will come. */
    @SuppressWarnings("unchecked") // it holds no value of the type
    static <T> ReceiveResult<T> disconnected() {
        return (ReceiveResult<T>) Disconnected.INSTANCE;
    }
}
