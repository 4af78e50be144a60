package interleave.claim;

import interleave.channel.Channel;
import interleave.channel.DisconnectedException;
import interleave.channel.SendException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The program of K22: a producer that makes a message in a quarter of the time that a consumer takes for one. It prints how
 * long the queue between them is, and how much of the heap is in use, again and again.
 */
final class BackPressureRuns {

    static final int CAPACITY = 128;
    static final int MESSAGE_BYTES = 2_048;

    /** How long the producer is busy with a message; a virtue of a fixed time is that the queue cannot outgrow the heap. */
    static final Duration PRODUCING = Duration.ofNanos(20_000);

    static final Duration CONSUMING = Duration.ofNanos(80_000);
    static final int SAMPLES = 12;

    private BackPressureRuns() {}

    /** What lies between the two. */
    enum Way {
        BOUNDED("bounded channel of " + CAPACITY),
        UNBOUNDED("unbounded channel");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        private Channel<byte[]> channel() {
            return this == BOUNDED ? Channel.bounded(CAPACITY) : Channel.unbounded();
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * What was seen at one moment.
     *
     * @param queue how many messages were between the two
     * @param heap how many megabytes of the heap were in use after a collection
     */
    record Sample(long queue, double heap) {

        static Sample parse(String line) {
            var numbers = line.split(" ", 2);
            return new Sample(Long.parseLong(numbers[0]), Double.parseDouble(numbers[1]));
        }

        private String line() {
            return String.format(Locale.ROOT, "%d %.3f", queue, heap);
        }
    }

    /**
     * Runs one way and prints a line for each sample.
     *
     * @param arguments the way, and how many milliseconds it runs
     */
    public static void main(String[] arguments) throws InterruptedException {
        run(Way.valueOf(arguments[0]), Duration.ofMillis(Long.parseLong(arguments[1])))
                .forEach(sample -> System.out.println(sample.line()));
    }

    static List<Sample> run(Way way, Duration length) throws InterruptedException {
        var channel = way.channel();
        var samples = new ArrayList<Sample>();
        var producer = Thread.ofPlatform().name("producer").start(() -> produce(channel));
        var consumer = Thread.ofPlatform().name("consumer").start(() -> consume(channel));
        try {
            long start = System.nanoTime();
            for (int i = 1; i <= SAMPLES; i++) {
                long due = start + length.toNanos() * i / SAMPLES;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
                samples.add(new Sample(channel.receiver().size(), heap()));
            }
        } finally {
            // What is in the queue by then is of no use to anybody.
            producer.interrupt();
            consumer.interrupt();
        }
        producer.join();
        consumer.join();
        return samples;
    }

    private static void produce(Channel<byte[]> channel) {
        try (var sender = channel.sender()) {
            for (; ; ) {
                busy(PRODUCING);
                sender.send(new byte[MESSAGE_BYTES]);
            }
        } catch (SendException | InterruptedException end) {
            // The experiment is over.
        }
    }

    private static void consume(Channel<byte[]> channel) {
        try (var receiver = channel.receiver()) {
            for (; ; ) {
                receiver.receive();
                busy(CONSUMING);
            }
        } catch (DisconnectedException | InterruptedException end) {
            // The experiment is over.
        }
    }

    private static void busy(Duration time) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < time.toNanos()) {
            Thread.onSpinWait();
        }
    }

    private static double heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
