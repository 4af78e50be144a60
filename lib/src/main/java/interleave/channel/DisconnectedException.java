package interleave.channel;

import java.io.Serial;

/**
 * There is nothing to receive and nothing will come: all senders are closed, or this was the message of a oneshot and has
 * been taken. A loop over the receiver ends instead of throwing this.
 */
public final class DisconnectedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    DisconnectedException() {
        super("the channel is disconnected: all its senders are closed and every value is taken; to end without an"
                + " exception loop over the receiver, or ask tryReceive()");
    }
}
