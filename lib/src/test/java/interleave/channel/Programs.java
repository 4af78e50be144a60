package interleave.channel;

import static interleave.trial.schedule.Schedules.ended;
import static interleave.trial.schedule.Schedules.thread;
import static interleave.trial.schedule.Schedules.together;

import interleave.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Small programs in which threads wait at channels, are woken, interrupted and told the end, for the model checker.
 *
 * <p>Each names every outcome that it may have, and those that are not rare must be seen: a program in which nobody meets
 * would show nothing. A lost wake-up is a run that does not end; so nothing is closed where one might be lost, since the
 * end wakes all. An outcome is what each thread got, in the order of the threads, and after a bar what came after them.
 */
final class Programs {

    private static Sender<Integer> a;

    private static Receiver<Integer> fromA;
    private static Sender<Integer> b;
    private static Receiver<Integer> fromB;

    private static final List<String> BUFFERED = List.of("bounded(1)", "bounded(2)", "unbounded");
    private static final List<String> SHARED = List.of("bounded(1)", "bounded(2)", "unbounded", "rendezvous");
    private static final List<String> ALL =
            List.of("bounded(1)", "bounded(2)", "unbounded", "rendezvous", "single(1)", "oneshot");

    private static final Map<String, Supplier<Channel<Integer>>> FLAVORS = Map.of(
            "bounded(1)",
            () -> Channel.bounded(1),
            "bounded(2)",
            () -> Channel.bounded(2),
            "unbounded",
            Channel::unbounded,
            "rendezvous",
            Channel::rendezvous,
            "single(1)",
            () -> Channel.single(1),
            "oneshot",
            Channel::oneshot);

    private final List<Program> programs = new ArrayList<>();

    private Programs() {}

    static List<Program> all() {
        var made = new Programs();
        made.single();
        made.waiting();
        made.interrupted();
        made.selecting();
        return made.programs;
    }

    private void add(String what, List<String> flavors, Set<String> outcomes, Callable<String> play) {
        add(what, flavors, outcomes, Set.of(), play);
    }

    private void add(String what, List<String> flavors, Set<String> outcomes, Set<String> rare, Callable<String> play) {
        for (var flavor : flavors) {
            programs.add(new Program(what + ", " + flavor, outcomes, rare, () -> {
                open(FLAVORS.get(flavor));
                return play.call();
            }));
        }
    }

    private static void open(Supplier<Channel<Integer>> flavor) {
        var first = flavor.get();
        a = first.sender();
        fromA = first.receiver();
        var second = flavor.get();
        b = second.sender();
        fromB = second.receiver();
    }

    private static String send(Sender<Integer> sender, int value) throws InterruptedException {
        try {
            sender.send(value);
            return "sent";
        } catch (SendException back) {
            return "back " + back.value();
        }
    }

    private static String trySend(Sender<Integer> sender, int value) {
        return switch (sender.trySend(value)) {
            case SendResult.Sent<Integer> _ -> "sent";
            case SendResult.Full<Integer> _ -> "full";
            case SendResult.Disconnected<Integer> _ -> "back";
        };
    }

    private static String receive(Receiver<Integer> receiver) throws InterruptedException {
        try {
            return receiver.receive().toString();
        } catch (DisconnectedException end) {
            return "end";
        }
    }

    private static String tryReceive(Receiver<Integer> receiver) {
        return switch (receiver.tryReceive()) {
            case ReceiveResult.Received<Integer>(var value) -> value.toString();
            case ReceiveResult.Empty<Integer> _ -> "empty";
            case ReceiveResult.Disconnected<Integer> _ -> "end";
        };
    }

    private static String close(AutoCloseable end) throws Exception {
        end.close();
        return "closed";
    }

    private static String interrupt(int action) {
        thread(action).interrupt();
        return "interrupts";
    }

    /** One thread on each side. */
    private void single() {
        add(
                "two are sent and received in order",
                List.of("bounded(1)", "bounded(2)", "unbounded", "rendezvous", "single(1)"),
                Set.of("sent sent, 1 2"),
                () -> together(() -> send(a, 1) + " " + send(a, 2), () -> receive(fromA) + " " + receive(fromA)));
        add(
                "the end comes after the value",
                ALL,
                Set.of("sent closed, 1 end"),
                () -> together(() -> send(a, 1) + " " + close(a), () -> receive(fromA) + " " + receive(fromA)));
        add(
                "a waiting sender gets its value back",
                List.of("bounded(1)", "single(1)"),
                Set.of("back 2, closed"),
                () -> {
                    a.trySend(1);
                    return together(() -> send(a, 2), () -> close(fromA));
                });
        add(
                "a waiting sender gets its value back",
                List.of("rendezvous"),
                Set.of("back 1, closed"),
                () -> together(() -> send(a, 1), () -> close(fromA)));
        add(
                "a sender and a closing receiver",
                List.of("unbounded", "oneshot"),
                Set.of("sent, closed", "back 1, closed"),
                () -> together(() -> send(a, 1), () -> close(fromA)));
        add(
                "the end stays the end",
                List.of("bounded(1)", "bounded(2)", "unbounded", "single(1)"),
                Set.of("sent, closed | back", "back, closed | back"),
                () -> together(() -> trySend(a, 1), () -> close(fromA)) + " | " + trySend(a, 2));
    }

    /** Two threads on a side. */
    private void waiting() {
        add(
                "two receivers, two values",
                SHARED,
                Set.of("1, 2, sent sent", "2, 1, sent sent"),
                () -> together(() -> receive(fromA), () -> receive(fromA), () -> send(a, 1) + " " + send(a, 2)));
        add(
                "two receivers, two senders",
                SHARED,
                Set.of("1, 2, sent, sent", "2, 1, sent, sent"),
                () -> together(() -> receive(fromA), () -> receive(fromA), () -> send(a, 1), () -> send(a, 2)));
        add(
                "two waiting senders, two places",
                List.of("bounded(1)"),
                Set.of("sent, sent, 0 1 2", "sent, sent, 0 2 1"),
                () -> {
                    a.trySend(0);
                    return together(
                            () -> send(a, 1),
                            () -> send(a, 2),
                            () -> receive(fromA) + " " + receive(fromA) + " " + receive(fromA));
                });
        add("a woken sender wakes the next", List.of("bounded(2)"), Set.of("sent, sent, 8 9"), () -> {
            a.trySend(8);
            a.trySend(9);
            return together(() -> send(a, 1), () -> send(a, 2), () -> receive(fromA) + " " + receive(fromA));
        });
        add(
                "two receivers, the end",
                SHARED,
                Set.of("end, end, closed"),
                () -> together(() -> receive(fromA), () -> receive(fromA), () -> close(a)));
        add(
                "two receivers, one value and the end",
                SHARED,
                Set.of("1, end, sent closed", "end, 1, sent closed"),
                () -> together(() -> receive(fromA), () -> receive(fromA), () -> send(a, 1) + " " + close(a)));
        add(
                "a try finds the receiver or does not",
                List.of("rendezvous"),
                Set.of("1, sent closed", "end, full closed"),
                () -> together(() -> receive(fromA), () -> trySend(a, 1) + " " + close(a)));
        add(
                "a try finds the sender or does not",
                List.of("rendezvous"),
                Set.of("sent, 1 closed", "back 1, empty closed"),
                () -> together(() -> send(a, 1), () -> tryReceive(fromA) + " " + close(fromA)));
    }

    /** A thread that waits is interrupted while it may be served. */
    private void interrupted() {
        add(
                "an interrupted receiver takes the value or leaves it",
                BUFFERED,
                Set.of("1, interrupts, sent | empty", "InterruptedException, interrupts, sent | 1"),
                () -> together(() -> receive(fromA), () -> interrupt(0), () -> trySend(a, 1)) + " | "
                        + tryReceive(fromA));
        add(
                "an interrupted receiver takes the value or leaves it",
                List.of("rendezvous"),
                Set.of("1, interrupts, sent | empty", "InterruptedException, interrupts, full | empty"),
                () -> together(() -> receive(fromA), () -> interrupt(0), () -> trySend(a, 1)) + " | "
                        + tryReceive(fromA));
        add(
                "an interrupted sender sends the value or keeps it",
                List.of("bounded(1)", "single(1)"),
                Set.of("sent, interrupts, 0 | 1", "InterruptedException, interrupts, 0 | empty"),
                () -> {
                    a.trySend(0);
                    return together(() -> send(a, 1), () -> interrupt(0), () -> tryReceive(fromA)) + " | "
                            + tryReceive(fromA);
                });
        add(
                "an interrupted sender sends the value or keeps it",
                List.of("rendezvous"),
                Set.of("sent, interrupts, 1 | empty", "InterruptedException, interrupts, empty | empty"),
                () -> together(() -> send(a, 1), () -> interrupt(0), () -> tryReceive(fromA)) + " | "
                        + tryReceive(fromA));
        add(
                "an interrupted receiver passes the wake-up on",
                SHARED,
                Set.of("1, 2, interrupts, sent sent", "InterruptedException, 1, interrupts, sent"),
                () -> together(
                        () -> receive(fromA),
                        () -> receive(fromA),
                        () -> interrupt(0),
                        () -> send(a, 1) + (ended(0).equals("1") ? " " + send(a, 2) : "")));
        add(
                "an interrupted sender passes the wake-up on",
                List.of("bounded(1)"),
                Set.of("sent, sent, interrupts, 0 1", "InterruptedException, sent, interrupts, 0"),
                Set.of("sent, sent, interrupts, 0 2"),
                () -> {
                    a.trySend(0);
                    return together(
                            () -> send(a, 1),
                            () -> send(a, 2),
                            () -> interrupt(0),
                            () -> receive(fromA) + (ended(0).equals("sent") ? " " + receive(fromA) : ""));
                });
    }

    private static String sendOrSend() throws InterruptedException {
        return Select.<String>ordered()
                .send(a, 1, () -> "sent 1")
                .send(b, 2, () -> "sent 2")
                .await();
    }

    /** Looks at the second first. */
    private static String receiveOrReceive() throws InterruptedException {
        return Select.<String>ordered()
                .receive(fromB, got -> "got " + got, () -> "end")
                .receive(fromA, got -> "got " + got, () -> "end")
                .await();
    }

    private static String sendOrReceive(Sender<Integer> to, int value, Receiver<Integer> from)
            throws InterruptedException {
        return Select.<String>ordered()
                .send(to, value, () -> "sent " + value)
                .receive(from, got -> "got " + got, () -> "end")
                .await();
    }

    /** Threads that wait for several operations at once. */
    private void selecting() {
        add(
                "two selects meet once",
                List.of("rendezvous"),
                Set.of("sent 1, got 1", "sent 2, got 2"),
                () -> together(Programs::sendOrSend, Programs::receiveOrReceive));
        add(
                "two selects, what is sent is got",
                List.of("bounded(1)", "unbounded"),
                Set.of("sent 1, got 1 | empty, empty"),
                () -> together(Programs::sendOrSend, Programs::receiveOrReceive) + " | " + tryReceive(fromA) + ", "
                        + tryReceive(fromB));
        add(
                "two selects that send and receive do not do both",
                List.of("rendezvous"),
                Set.of("sent 1, got 1", "got 2, sent 2"),
                () -> together(() -> sendOrReceive(a, 1, fromB), () -> sendOrReceive(b, 2, fromA)));
        add(
                "two selects that send and receive on one channel do not meet themselves",
                List.of("rendezvous"),
                Set.of("sent 1, got 1", "got 2, sent 2"),
                () -> together(() -> sendOrReceive(a, 1, fromA), () -> sendOrReceive(a, 2, fromA)));
        add(
                "a select and tries",
                List.of("rendezvous"),
                Set.of("got 1, sent closed, empty", "sent 7, full closed, 7", "end, full closed, empty"),
                () -> together(
                        () -> sendOrReceive(b, 7, fromA),
                        () -> trySend(a, 1) + " " + close(a),
                        () -> tryReceive(fromB)));
        add(
                "a select and tries",
                List.of("bounded(1)"),
                Set.of("got 1, sent closed, 0 | end, empty", "sent 7, sent closed, 0 | 1, 7"),
                () -> {
                    b.trySend(0);
                    return together(
                                    () -> sendOrReceive(b, 7, fromA),
                                    () -> trySend(a, 1) + " " + close(a),
                                    () -> tryReceive(fromB))
                            + " | " + tryReceive(fromA) + ", " + tryReceive(fromB);
                });
        add(
                "a select that was woken too late wakes the next",
                BUFFERED,
                Set.of("got 1, end, sent closed sent", "got 2, 1, sent closed sent", "end, 1, sent closed sent"),
                () -> together(
                        Programs::receiveOrReceive,
                        () -> receive(fromA),
                        () -> send(a, 1) + " " + close(a) + " " + send(b, 2)));
        add(
                "an interrupted select passes the wake-up on",
                SHARED,
                Set.of("got 1, 2, interrupts, sent sent", "InterruptedException, 1, interrupts, sent"),
                () -> together(
                        Programs::receiveOrReceive,
                        () -> receive(fromA),
                        () -> interrupt(0),
                        () -> send(a, 1) + (ended(0).equals("got 1") ? " " + send(a, 2) : "")));
        add(
                "a select hears the end",
                ALL,
                Set.of("end, closed"),
                () -> together(Programs::receiveOrReceive, () -> close(a)));
    }
}
