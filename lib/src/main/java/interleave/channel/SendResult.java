package interleave.channel;

/** What became of a value that was offered to a channel without waiting for ever. */
public sealed interface SendResult<T> {

    /** The channel, or a waiting receiver, has it. */
    record Sent<T>() implements SendResult<T> {
        private static final Sent<?> INSTANCE = new Sent<>();
    }

    /**
     * There was no room for it until the time was up, or, on a rendezvous channel, no receiver.
     *
     * @param value the value, which still belongs to the caller
     */
    record Full<T>(T value) implements SendResult<T> {}

    /**
     * All receivers are closed: nobody will ever take it.
     *
     * @param value the value, which still belongs to the caller
     */
    record Disconnected<T>(T value) implements SendResult<T> {}

    /** Returns whether the channel has the value. */
    default boolean isSent() {
        return this instanceof Sent;
    }

    /** Returns what tells that a value was sent: there is only one, so that sending makes no garbage. */
    @SuppressWarnings("unchecked") // it holds no value of the type
    static <T> SendResult<T> sent() {
        return (SendResult<T>) Sent.INSTANCE;
    }
}
