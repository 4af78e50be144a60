package interleave.broken;

import interleave.channel.Channel;
import interleave.channel.Receiver;
import interleave.channel.Select;
import interleave.channel.Sender;

/**
 * Wrong: two threads send to each other, each all of its messages before it receives one. The channels hold fewer than
 * that, so each thread waits for room in a channel that only the other could empty: a deadlock without any lock.
 *
 * <p>With the argument {@code select} each thread sends or receives, whichever can be done now: a thread that waits for room
 * takes what comes meanwhile.
 */
public final class TwoFullChannels {

    private static final int CAPACITY = 2;
    private static final int MESSAGES = 5;

    private TwoFullChannels() {}

    /**
     * Starts both threads and waits for them.
     *
     * @param arguments nothing, or {@code select}
     * @throws InterruptedException if the main thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        var mode = arguments.length == 0 ? "send first" : arguments[0];
        Conversation conversation = switch (mode) {
            case "send first" -> TwoFullChannels::sendFirst;
            case "select" -> TwoFullChannels::sendOrReceive;
            default -> throw new IllegalArgumentException(mode + ": choose select, or nothing");
        };
        var toRight = Channel.<Integer>bounded(CAPACITY);
        var toLeft = Channel.<Integer>bounded(CAPACITY);
        var left = start("left", conversation, toRight.sender(), toLeft.receiver());
        var right = start("right", conversation, toLeft.sender(), toRight.receiver());
        left.join();
        right.join();
        System.out.println("main: both have ended");
    }

    /** How a thread sends its messages and receives those of the other. */
    private interface Conversation {
        void hold(Sender<Integer> sender, Receiver<Integer> receiver) throws InterruptedException;
    }

    private static Thread start(
            String name, Conversation conversation, Sender<Integer> sender, Receiver<Integer> receiver) {
        return Thread.ofPlatform().name(name).start(() -> {
            try (sender;
                    receiver) {
                conversation.hold(sender, receiver);
                say("has sent and received all");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void sendFirst(Sender<Integer> sender, Receiver<Integer> receiver) throws InterruptedException {
        for (int number = 1; number <= MESSAGES; number++) {
            say("sends " + number);
            // Wrong: from the third on the channel is full, and the other thread does the same.
            sender.send(number);
        }
        for (int number = 1; number <= MESSAGES; number++) {
            say("receives " + receiver.receive());
        }
    }

    private static void sendOrReceive(Sender<Integer> sender, Receiver<Integer> receiver) throws InterruptedException {
        int sent = 0;
        int received = 0;
        while (sent < MESSAGES || received < MESSAGES) {
            var ways = Select.<Boolean>fair();
            if (received < MESSAGES) {
                ways.receive(receiver, number -> said("receives " + number, false));
            }
            if (sent < MESSAGES) {
                int number = sent + 1;
                ways.send(sender, number, () -> said("sends " + number, true));
            }
            if (ways.await()) {
                sent++;
            } else {
                received++;
            }
        }
    }

    private static boolean said(String what, boolean sent) {
        say(what);
        return sent;
    }

    private static void say(String what) {
        System.out.println(Thread.currentThread().getName() + ": " + what);
    }
}
