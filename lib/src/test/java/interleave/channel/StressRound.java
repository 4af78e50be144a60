package interleave.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One round of a stress run: some threads send numbers, some receive them, and each number must arrive once.
 *
 * <p>Belongs to the thread that runs it, which starts the workers and joins them. The workers share the channels and the
 * tally. A worker ends when it has sent its numbers or when its channels have ended; a lost wake-up is a worker that does
 * not, and the watchdog of {@link StressChild} tells it.
 */
final class StressRound {

    /** What the workers do. */
    enum Workload {
        /** Plain sends and receives at one channel. */
        PLAIN,
        /** The same, with random time limits, and interrupts again and again: who is interrupted tries again. */
        DISTURBED,
        /** Senders select to which of four channels they send, receivers from which they receive. */
        SELECT,
        /** Every worker has numbers to send, and selects among sending and receiving at four channels. */
        EXCHANGE
    }

    private static final int WORKERS = 4;
    private static final int NUMBERS = 500;
    private static final int CHANNELS = 4;

    /** Long enough to park, short enough to pass often. */
    private static final int LONGEST_NANOS = 200_000;

    private final Workload workload;
    private final Thread.Builder threads;
    private final List<Channel<Integer>> channels;
    private final AtomicIntegerArray tally;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    StressRound(Workload workload, Supplier<Channel<Integer>> channel, Thread.Builder threads) {
        this.workload = workload;
        this.threads = threads;
        int needed = workload == Workload.SELECT || workload == Workload.EXCHANGE ? CHANNELS : 1;
        channels = IntStream.range(0, needed).mapToObj(i -> channel.get()).toList();
        tally = new AtomicIntegerArray(WORKERS * NUMBERS);
    }

    /** Runs the round, and returns how many numbers went through. */
    int run() throws InterruptedException {
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            int first = i * NUMBERS;
            var senders = channels.stream().map(each -> each.sender().copy()).toList();
            var receivers =
                    channels.stream().map(each -> each.receiver().copy()).toList();
            if (workload == Workload.EXCHANGE) {
                workers.add(worker(() -> exchange(senders, receivers, first)));
            } else {
                workers.add(worker(() -> send(senders, first)));
                workers.add(worker(() -> receive(receivers)));
            }
        }
        // Before they start: what the workers have is all there is, so their closing ends the channels.
        for (var channel : channels) {
            channel.sender().close();
            channel.receiver().close();
        }
        for (var worker : workers) {
            worker.start();
        }
        if (workload == Workload.DISTURBED) {
            disturb(workers);
        }
        for (var worker : workers) {
            worker.join();
        }
        check();
        return tally.length();
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private Thread worker(Work work) {
        return threads.unstarted(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        });
    }

    private static void disturb(List<Thread> workers) {
        var random = ThreadLocalRandom.current();
        while (workers.stream().anyMatch(Thread::isAlive)) {
            workers.get(random.nextInt(workers.size())).interrupt();
            LockSupport.parkNanos(LONGEST_NANOS);
        }
    }

    private void check() {
        if (failure.get() != null) {
            throw new IllegalStateException("a worker failed", failure.get());
        }
        for (int number = 0; number < tally.length(); number++) {
            if (tally.get(number) != 1) {
                throw new IllegalStateException("number %d arrived %d times".formatted(number, tally.get(number)));
            }
        }
    }

    private void take(int number) {
        tally.incrementAndGet(number);
    }

    private void send(List<Sender<Integer>> senders, int first) throws InterruptedException {
        for (int number = first; number < first + NUMBERS; number++) {
            switch (workload) {
                case PLAIN -> senders.getFirst().send(number);
                case DISTURBED -> sendInSpite(senders.getFirst(), number);
                default -> sendToAny(senders, number);
            }
        }
        senders.forEach(Sender::close);
    }

    private static Duration aMoment() {
        return Duration.ofNanos(ThreadLocalRandom.current().nextInt(LONGEST_NANOS));
    }

    /** Neither an interrupt nor a time limit has sent the number, so it is sent again. */
    private static void sendInSpite(Sender<Integer> sender, int number) {
        for (; ; ) {
            try {
                switch (ThreadLocalRandom.current().nextInt(3)) {
                    case 0 -> {
                        sender.send(number);
                        return;
                    }
                    case 1 -> {
                        if (sender.trySend(number, aMoment()) instanceof SendResult.Sent<Integer>) {
                            return;
                        }
                    }
                    default -> {
                        if (Select.<Boolean>fair()
                                .send(sender, number, () -> true)
                                .onTimeout(aMoment(), () -> false)
                                .await()) {
                            return;
                        }
                    }
                }
            } catch (InterruptedException again) {
                Thread.onSpinWait();
            }
        }
    }

    private static void sendToAny(List<Sender<Integer>> senders, int number) throws InterruptedException {
        var select = Select.<Boolean>fair();
        senders.forEach(sender -> select.send(sender, number, () -> true));
        select.await();
    }

    private void receive(List<Receiver<Integer>> receivers) throws InterruptedException {
        switch (workload) {
            case PLAIN -> {
                if (ThreadLocalRandom.current().nextBoolean()) {
                    receivers.getFirst().forEach(this::take);
                } else {
                    var batch = new ArrayList<Integer>();
                    while (receivers.getFirst().receiveUpTo(3, batch) > 0) {
                        batch.forEach(this::take);
                        batch.clear();
                    }
                }
            }
            case DISTURBED -> {
                while (receiveInSpite(receivers.getFirst())) {}
            }
            default -> receiveFromAny(receivers);
        }
        receivers.forEach(Receiver::close);
    }

    /** Returns whether there may be more. */
    private boolean receiveInSpite(Receiver<Integer> receiver) {
        try {
            switch (ThreadLocalRandom.current().nextInt(3)) {
                case 0 -> take(receiver.receive());
                case 1 -> {
                    switch (receiver.tryReceive(aMoment())) {
                        case ReceiveResult.Received<Integer>(var number) -> take(number);
                        case ReceiveResult.Empty<Integer> _ -> {}
                        case ReceiveResult.Disconnected<Integer> _ -> {
                            return false;
                        }
                    }
                }
                default -> {
                    return Select.<Boolean>fair()
                            .receive(
                                    receiver,
                                    number -> {
                                        take(number);
                                        return true;
                                    },
                                    () -> false)
                            .onTimeout(aMoment(), () -> true)
                            .await();
                }
            }
        } catch (InterruptedException again) {
            return true;
        } catch (DisconnectedException end) {
            return false;
        }
        return true;
    }

    /** A channel that has ended leaves the select: its branch would be done again and again. */
    private void receiveFromAny(List<Receiver<Integer>> receivers) throws InterruptedException {
        var open = new ArrayList<>(receivers);
        while (!open.isEmpty()) {
            var select = Select.<Receiver<Integer>>fair();
            addReceives(select, open);
            var ended = select.await();
            while (ended == null) {
                ended = select.await();
            }
            open.remove(ended);
        }
    }

    /** Each branch returns the receiver whose channel has ended, or {@code null}. */
    private void addReceives(Select<Receiver<Integer>> select, List<Receiver<Integer>> open) {
        for (var receiver : open) {
            select.receive(
                    receiver,
                    number -> {
                        take(number);
                        return null;
                    },
                    () -> receiver);
        }
    }

    private void exchange(List<Sender<Integer>> senders, List<Receiver<Integer>> receivers, int first)
            throws InterruptedException {
        int[] next = {first};
        while (next[0] < first + NUMBERS) {
            int number = next[0];
            // Nobody closes a sender before its numbers are sent, and this one's are not: no channel can end here.
            var select = Select.<Receiver<Integer>>fair();
            addReceives(select, receivers);
            for (var sender : senders) {
                select.send(sender, number, () -> {
                    next[0]++;
                    return null;
                });
            }
            while (next[0] == number) {
                select.await();
            }
        }
        senders.forEach(Sender::close);
        receiveFromAny(receivers);
        receivers.forEach(Receiver::close);
    }
}
