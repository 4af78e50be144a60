package interleave.broken;

import interleave.channel.Channel;
import interleave.channel.Sender;

/**
 * Wrong: three producers each get a copy of the sender and close it; nobody closes the original. A sender that is open may
 * still send, so the receiver waits for ever, although nobody is left who would.
 *
 * <p>With the argument {@code closed} main closes the original once it is copied, and the loop ends.
 */
public final class ForgottenSender {

    private ForgottenSender() {}

    /**
     * Starts the producers and receives until all senders are closed.
     *
     * @param arguments nothing, or {@code closed}
     */
    public static void main(String[] arguments) {
        var mode = arguments.length == 0 ? "forgotten" : arguments[0];
        if (!mode.equals("forgotten") && !mode.equals("closed")) {
            throw new IllegalArgumentException(mode + ": choose closed, or nothing");
        }
        var channel = Channel.<String>unbounded();
        for (int i = 1; i <= 3; i++) {
            var id = i;
            var own = channel.sender().copy();
            Thread.ofPlatform().name("producer " + id).start(() -> produce(id, own));
        }
        if (mode.equals("closed")) {
            channel.sender().close();
            System.out.println("main: closes the original sender");
        }
        // Wrong without it: the loop below waits for a sender that nobody uses.
        for (var message : channel.receiver()) {
            System.out.println("main: receives " + message);
        }
        System.out.println("main: all senders are closed");
    }

    private static void produce(int id, Sender<String> own) {
        try (var sender = own) {
            sender.send("a message of producer " + id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
