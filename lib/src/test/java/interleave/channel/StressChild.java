package interleave.channel;

import interleave.channel.StressRound.Workload;
import interleave.testing.Carriers;
import interleave.testing.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The stress runs of one JVM: every workload at every capacity, on platform or on virtual threads, so many seconds each.
 *
 * <p>{@link Rounds} end the JVM with 3 if one takes too long. A number that is lost or arrives twice ends it with 1, a name that fits nothing with 2.
 */
final class StressChild {

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
        var threads = Carriers.threads(arguments[0]);
        long nanos = (long) (Double.parseDouble(arguments[1]) * TimeUnit.SECONDS.toNanos(1));
        var only = arguments[2];
        var names = new ArrayList<String>();
        int done = 0;
        var rounds = Rounds.begin(Duration.parse(arguments[3]));
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
                    rounds.end();
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
}
