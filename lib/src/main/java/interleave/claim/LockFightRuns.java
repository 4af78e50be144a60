package interleave.claim;

import interleave.channel.Channel;
import interleave.trial.Threads;
import interleave.workload.Together;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;

/**
 * The program of K27: two producers and two consumers at one queue. A flight recording tells for what their threads were
 * parked: for a lock that another thread held, or for a message or room. It prints how often for each.
 */
final class LockFightRuns {

    private static final int CAPACITY = 128;
    private static final int PAIRS = 2;
    static final String NAME = "pair";

    private LockFightRuns() {}

    /** What lies between the threads. */
    enum Way {
        BOUNDED("bounded channel"),
        UNBOUNDED("unbounded channel"),
        ARRAY_QUEUE("ArrayBlockingQueue"),
        LINKED_QUEUE("LinkedBlockingQueue"),
        /** All that is done under it is done under the lock, and waiting is asking again: if nothing is seen here, nothing can be. */
        CONTROL("ArrayDeque under a lock");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        private Hands hands() {
            return switch (this) {
                case BOUNDED -> new ChannelHands(Channel.bounded(CAPACITY));
                case UNBOUNDED -> new ChannelHands(Channel.unbounded());
                case ARRAY_QUEUE -> new QueueHands(new ArrayBlockingQueue<>(CAPACITY));
                case LINKED_QUEUE -> new QueueHands(new LinkedBlockingQueue<>());
                case CONTROL -> new LockedHands();
            };
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What one JVM saw of one way.
     *
     * @param messages how many went through
     * @param fights how often a thread was parked, or blocked, for a lock
     * @param waits how often a thread was parked for a message or for room
     */
    record Seen(long messages, long fights, long waits) {

        static Seen parse(String line) {
            var numbers =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new Seen(numbers[0], numbers[1], numbers[2]);
        }

        private String line() {
            return messages + " " + fights + " " + waits;
        }
    }

    /**
     * Runs one way, once without counting.
     *
     * @param arguments the way, and how many messages each producer sends
     */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        var way = Way.valueOf(arguments[0]);
        int messages = Integer.parseInt(arguments[1]);
        pass(way, messages);
        System.out.println(
                watch((long) PAIRS * messages, () -> pass(way, messages)).line());
    }

    /** What is watched: it starts threads whose names begin with {@value #NAME}, and joins them. */
    @FunctionalInterface
    interface Pass {
        void run() throws InterruptedException, ExecutionException;
    }

    /** Runs a pass of so many messages under a recording of all parks. */
    static Seen watch(long messages, Pass pass) throws InterruptedException, ExecutionException {
        var fights = new LongAdder();
        var waits = new LongAdder();
        try (var recording = new RecordingStream()) {
            for (var event : new String[] {"jdk.ThreadPark", "jdk.JavaMonitorEnter"}) {
                recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
                recording.onEvent(event, each -> {
                    if (isOfTheThreads(each)) {
                        (isFight(each) ? fights : waits).increment();
                    }
                });
            }
            recording.startAsync();
            pass.run();
            recording.stop(); // and every event is heard
        }
        return new Seen(messages, fights.sum(), waits.sum());
    }

    private static boolean isOfTheThreads(RecordedEvent event) {
        var thread = event.getThread();
        return thread != null
                && thread.getJavaName() != null
                && thread.getJavaName().startsWith(NAME);
    }

    /** A thread in a lock of the JDK is parked for the lock's queue; one that awaits a condition for the condition. */
    private static boolean isFight(RecordedEvent event) {
        if (event.getEventType().getName().equals("jdk.JavaMonitorEnter")) {
            return true;
        }
        var parkedFor = event.getClass("parkedClass");
        return parkedFor != null && parkedFor.getName().startsWith(ReentrantLock.class.getName());
    }

    /** Lets each producer give, and each consumer take, so many messages. */
    static void pass(Way way, int messages) throws InterruptedException, ExecutionException {
        var hands = way.hands();
        Together.run(NAME, new Threads(2 * PAIRS), thread -> {
            try {
                for (int i = 0; i < messages; i++) {
                    if (thread < PAIRS) {
                        hands.give(i);
                    } else {
                        hands.take();
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted while it was measured", e);
            }
        });
    }

    /** One queue, as its users see it. */
    private interface Hands {
        void give(Integer message) throws InterruptedException;

        Integer take() throws InterruptedException;
    }

    private record ChannelHands(Channel<Integer> channel) implements Hands {

        @Override
        public void give(Integer message) throws InterruptedException {
            channel.sender().send(message);
        }

        @Override
        public Integer take() throws InterruptedException {
            return channel.receiver().receive();
        }
    }

    private record QueueHands(BlockingQueue<Integer> queue) implements Hands {

        @Override
        public void give(Integer message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        public Integer take() throws InterruptedException {
            return queue.take();
        }
    }

    /** Guarded by its lock; who finds no room or no message lets the lock go and asks again. */
    private static final class LockedHands implements Hands {
        private final ReentrantLock lock = new ReentrantLock();
        private final Queue<Integer> queue = new ArrayDeque<>();

        @Override
        public void give(Integer message) {
            while (!offered(message)) {
                Thread.onSpinWait();
            }
        }

        private boolean offered(Integer message) {
            lock.lock();
            try {
                return queue.size() < CAPACITY && queue.add(message);
            } finally {
                lock.unlock();
            }
        }

        @Override
        public Integer take() {
            for (; ; ) {
                lock.lock();
                try {
                    var message = queue.poll();
                    if (message != null) {
                        return message;
                    }
                } finally {
                    lock.unlock();
                }
                Thread.onSpinWait();
            }
        }
    }
}
