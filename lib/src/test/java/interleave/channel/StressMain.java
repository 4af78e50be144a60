package interleave.channel;

import interleave.trial.child.ChildJvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The stress runs: on platform threads, and on virtual threads with 1, 2, 4 and 10 carriers, each in a JVM of its own since
 * the number of carriers is a flag.
 *
 * <pre>
 * java -cp lib/target/test-classes:lib/target/classes:(dependencies) interleave.channel.StressMain SECONDS [KIND [ONLY]]
 * </pre>
 *
 * The exit code is 0 if every number arrived once and every round ended, else that of {@link StressChild}.
 */
final class StressMain {

    /** The names of {@link Kind}s. */
    static final List<Kind> KINDS = List.of(
            new Kind("platform", 0),
            new Kind("virtual", 1),
            new Kind("virtual", 2),
            new Kind("virtual", 4),
            new Kind("virtual", 10));

    /** On what threads a JVM runs everything. */
    record Kind(String threads, int carriers) {

        /** Runs all, or what has this in its name, so many seconds each, and returns the exit code. */
        int run(String seconds, String only, Consumer<String> lines) throws IOException, InterruptedException {
            return run(jvm(seconds, only, StressChild.LONGEST_ROUND), lines);
        }

        /** Returns the JVM that runs all, or what has this in its name. */
        ChildJvm jvm(String seconds, String only, Duration longestRound) {
            var jvm = ChildJvm.of(StressChild.class)
                    .heap(256)
                    .redirectErrorStream()
                    .arguments(threads, seconds, only, longestRound.toString());
            if (carriers > 0) {
                jvm.flags(
                        "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                        "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
            }
            return jvm;
        }

        static int run(ChildJvm jvm, Consumer<String> lines) throws IOException, InterruptedException {
            try (var child = jvm.start()) {
                child.process().inputReader().lines().forEach(lines);
                return child.process().waitFor();
            }
        }

        @Override
        public String toString() {
            return carriers == 0 ? threads : threads + " on " + carriers;
        }
    }

    private StressMain() {}

    /**
     * Runs.
     *
     * @param arguments the seconds of each combination, which may have a point; a part of a kind's name; a part of a
     *     combination's name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 3) {
            System.err.println("Usage: StressMain SECONDS [KIND [ONLY]], for instance StressMain 120 \"virtual on 2\"");
            System.exit(2);
        }
        var kind = arguments.length > 1 ? arguments[1] : "";
        var only = arguments.length > 2 ? arguments[2] : "";
        var kinds = KINDS.stream()
                .filter(each -> each.toString().matches(".*" + Pattern.quote(kind) + "\\b.*"))
                .toList();
        if (kinds.isEmpty()) {
            System.err.println("There is no \"%s\": choose of %s".formatted(kind, KINDS));
            System.exit(2);
        }
        int worst = 0;
        for (var each : kinds) {
            worst = Math.max(worst, each.run(arguments[0], only, line -> System.out.println(each + ": " + line)));
        }
        System.exit(worst);
    }
}
