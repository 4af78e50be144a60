package interleave.channel;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import interleave.channel.StressRound.Workload;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
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
 * the JVM with 3. A number that is lost or arrives twice ends it with 1, a name that fits nothing with 2.
 */
final class StressChild {

    /** A round takes milliseconds; with ten carriers on a busy core perhaps a second. */
    static final Duration LONGEST_ROUND = Duration.ofSeconds(60);

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
     * @param arguments the kind of the threads, platform or virtual; the seconds of each combination; what a combination has
     *     in its name, to run only that; how long a round may take
     */
    public static void main(String[] arguments) throws InterruptedException {
        Thread.Builder threads = arguments[0].equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
        long nanos = (long) (Double.parseDouble(arguments[1]) * TimeUnit.SECONDS.toNanos(1));
        var only = arguments[2];
        var longest = Duration.parse(arguments[3]);
        var names = new ArrayList<String>();
        int done = 0;
        var rounds = new Phaser(1);
        Thread.ofPlatform().daemon().name("watchdog").start(() -> watch(rounds, longest));
        for (var workload : Workload.values()) {
            for (var channel : CHANNELS.entrySet()) {
                var name = "%s, %s".formatted(workload.toString().toLowerCase(Locale.ROOT), channel.getKey());
                names.add(name);
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
                done++;
            }
        }
        if (done == 0) {
            System.out.printf(
                    "FAILED: no combination has \"%s\" in its name; there are: %s%n", only, String.join("; ", names));
        }
        System.exit(done == 0 ? 2 : 0);
    }

    private static void watch(Phaser rounds, Duration longest) {
        for (int round = 0; ; round++) {
            try {
                rounds.awaitAdvanceInterruptibly(round, longest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException hangs) {
                System.out.println("FAILED: a round did not end within " + longest.toMillis() + " ms\n" + dump());
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
