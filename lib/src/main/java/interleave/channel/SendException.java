package interleave.channel;

import java.io.Serial;

/**
 * A value could not be sent since all receivers are closed. Nobody has it: {@link #value()} hands it back.
 *
 * <p>It is of type {@code Object}, since an exception cannot have a type parameter; {@link Sender#trySend} hands it back
 * with its type.
 */
public final class SendException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient Object value;

    SendException(Object value) {
        super(
                "the channel is disconnected: all its receivers are closed, so nobody would take the value; value() has it");
        this.value = value;
    }

    /** Returns the value that was not sent; {@code null} only after the exception itself was serialized. */
    public Object value() {
        return value;
    }
}
