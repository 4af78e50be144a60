package interleave.testing;

import interleave.trial.child.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * On what threads a stress run does everything: platform threads, or virtual ones on so many carriers, which is a flag of the
 * JVM.
 *
 * @param threads {@code platform} or {@code virtual}
 * @param carriers how many, 0 for platform threads
 */
public record Carriers(String threads, int carriers) {

    public static final List<Carriers> ALL = List.of(
            new Carriers("platform", 0),
            new Carriers("virtual", 1),
            new Carriers("virtual", 2),
            new Carriers("virtual", 4),
            new Carriers("virtual", 10));

    /** Returns the threads by the name that {@link #jvm} hands on. */
    public static Thread.Builder threads(String name) {
        return name.equals("virtual") ? Thread.ofVirtual() : Thread.ofPlatform();
    }

    /** Returns a JVM whose first argument is the kind of threads. */
    public ChildJvm jvm(Class<?> main, String... arguments) {
        var jvm = ChildJvm.of(main)
                .heap(256)
                .redirectErrorStream()
                .arguments(
                        Stream.concat(Stream.of(threads), Stream.of(arguments)).toArray(String[]::new));
        if (carriers > 0) {
            jvm.flags(
                    "-Djdk.virtualThreadScheduler.parallelism=" + carriers,
                    "-Djdk.virtualThreadScheduler.maxPoolSize=" + carriers);
        }
        return jvm;
    }

    /** Runs it, hands on each line of what is printed, and returns the exit code. */
    public static int run(ChildJvm jvm, Consumer<String> lines) throws IOException, InterruptedException {
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
