package interleave.channel;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import interleave.channel.StressRound.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The stress runs of one JVM: every workload at every capacity, on platform or on virtual threads, so many seconds each.
 *
 * <p>A watchdog thread knows when a round takes too long; then it prints what all threads do, virtual ones too, and ends
 * the JVM with 3. A number that is lost or arrives twice ends it with 1.
 */
final class StressChild {

    /** A round takes milliseconds; with ten carriers on a busy core perhaps a second. */
    private static final Duration LONGEST_ROUND = Duration.ofSeconds(60);

    private static final Map<String, Supplier<Channel<Integer>>> CHANNELS = new LinkedHashMap<>();

    static {
        CHANNELS.put("rendezvous", Channel::rendezvous);
        CHANNELS.put("bounded(1)", () -> Channel.bounded(1));
        CHANNELS.put("bounded(128)", () -> Channel.bounded(128));
        CHANNELS.put("unbounded", Channel::unbounded);
    }

    private StressChild() {}

    /**
     * Runs.
     *
     * @param arguments the kind of the threads, platform or virtual; the seconds of each combination; a name of a workload
     *     or of a channel, to run only that
     */
    public static void main(String[] arguments) throws InterruptedException {
        Thread.Builder threads = arguments[0].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
        long nanos = (long) (Double.parseDouble(arguments[1]) * TimeUnit.SECONDS.toNanos(1));
        var only = arguments.length > 2 ? arguments[2] : "";
        var rounds = new Phaser(1);
        Thread.ofPlatform().daemon().name("watchdog").start(() -> watch(rounds));
        for (var workload : Workload.values()) {
            for (var channel : CHANNELS.entrySet()) {
                var name = "%s, %s".formatted(workload.toString().toLowerCase(Locale.ROOT), channel.getKey());
                if (!name.contains(only)) {
                    continue;
                }
                long messages = 0;
                int round = 0;
                for (long start = System.nanoTime(); round == 0 || System.nanoTime() - start < nanos; round++) {
                    try {
                        messages += new StressRound(workload, channel.getValue(), threads).run();
                    } catch (IllegalStateException wrong) {
                        System.out.println("FAILED " + name + ", round " + round + ": " + wrong.getMessage());
                        wrong.printStackTrace(System.out);
                        System.exit(1);
                    }
                    rounds.arrive();
                }
                System.out.printf("%s: %,d messages in %,d rounds, each once%n", name, messages, round);
            }
        }
        System.exit(0);
    }

    private static void watch(Phaser rounds) {
        for (int round = 0; ; round++) {
            try {
                rounds.awaitAdvanceInterruptibly(round, LONGEST_ROUND.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException hangs) {
                System.out.println("FAILED: a round did not end within " + LONGEST_ROUND.toSeconds() + " s\n" + dump());
                System.out.flush();
                Runtime.getRuntime().halt(3);
            } catch (InterruptedException nobodyDoes) {
                throw new AssertionError(nobodyDoes);
            }
        }
    }

    private static String dump() {
        try {
            var folder = Files.createTempDirectory("stress");
            var file = folder.resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.TEXT_PLAIN);
            var text = Files.readString(file);
            Files.delete(file);
            Files.delete(folder);
            return text;
        } catch (IOException e) {
            return "there is no thread dump: " + e;
        }
    }
}
