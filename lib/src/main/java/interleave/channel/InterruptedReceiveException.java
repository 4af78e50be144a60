package interleave.channel;

import java.io.Serial;

/**
 * A thread was interrupted while it waited for the next value of a loop or a stream, where {@code InterruptedException}
 * cannot be thrown. Its interrupt flag is set again. To end the loop quietly instead would look like the end of the values.
 */
public final class InterruptedReceiveException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    InterruptedReceiveException(InterruptedException cause) {
        super("interrupted while waiting for the next value; the interrupt flag is set", cause);
    }
}
