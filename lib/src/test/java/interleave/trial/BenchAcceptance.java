package interleave.trial;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.Compilation;
import interleave.trial.jmh.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/**
 * Measures the instrument itself, which needs an idle machine and some minutes and so is no unit test:
 *
 * <pre>
 * ./mvnw -q -pl lib test-compile exec:exec -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath interleave.trial.BenchAcceptance same 5"
 * </pre>
 *
 * <p>{@code same n} runs one benchmark n times from {@link Bench} and from JMH's command line, in turn, and prints the
 * intervals and wall times of both. {@code copies n} compares two copies of the same code n times, {@code slower n}
 * code with a copy that does 1.3 times the work; both count the calls.
 */
final class BenchAcceptance {

    private static final Plan SHORTENED =
            new Plan(Budget.NORMAL, 1, 7, 3, 5, Duration.ofMillis(50), Duration.ofSeconds(20));

    private static final String COPIES = """
            package acceptance;
            import org.openjdk.jmh.annotations.*;
            import org.openjdk.jmh.infra.Blackhole;
            import java.util.concurrent.TimeUnit;
            @State(Scope.Benchmark) @BenchmarkMode(Mode.AverageTime) @OutputTimeUnit(TimeUnit.NANOSECONDS)
            public class Copies {
                @Benchmark public void original() { Blackhole.consumeCPU(1000); }
                @Benchmark public void copy() { Blackhole.consumeCPU(1000); }
                @Benchmark public void slower() { Blackhole.consumeCPU(1300); }
            }
            """;

    private BenchAcceptance() {}

    public static void main(String[] arguments) throws Exception {
        int times = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "same" -> same(times);
            case "copies" -> compare("copy", times);
            case "slower" -> compare("slower", times);
            default -> throw new IllegalArgumentException("same, copies or slower, not " + arguments[0]);
        }
    }

    private static void same(int times) throws Exception {
        var plan = Plan.of(Budget.NORMAL);
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            var row = Bench.of("ThreadBenchmark")
                    .only("virtualThread")
                    .plan(plan)
                    .run()
                    .rows()
                    .getFirst();
            double here = (System.nanoTime() - start) / 1e9;
            start = System.nanoTime();
            var shell = commandLine(plan);
            double there = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "Bench %.2f to %.2f %s in %.2f s%s; command line %s in %.2f s; ratio of times %.3f%n",
                    row.low(),
                    row.high(),
                    row.unit(),
                    here,
                    row.disturbedBy().map(" (disturbed: %s)"::formatted).orElse(""),
                    shell,
                    there,
                    here / there);
        }
    }

    private static String commandLine(Plan plan) throws IOException, InterruptedException {
        var report = Files.createTempFile("acceptance", ".csv");
        var time = plan.iteration().toMillis() + "ms";
        try (var jmh = ChildJvm.of("org.openjdk.jmh.Main")
                .flags("--sun-misc-unsafe-memory-access=allow")
                .arguments("ThreadBenchmark.virtualThread$", "-rf", "csv", "-rff", report.toString())
                .arguments("-f", String.valueOf(plan.forks()), "-wi", String.valueOf(plan.warmups()))
                .arguments("-i", String.valueOf(plan.iterations()), "-w", time, "-r", time)
                .arguments("-jvmArgs", "-Xmx1g --sun-misc-unsafe-memory-access=allow")
                .redirectErrorStream()
                .start()) {
            jmh.process().getInputStream().transferTo(OutputStream.nullOutputStream());
            if (jmh.process().waitFor() != 0) {
                throw new IllegalStateException("JMH's command line failed");
            }
            // Benchmark, mode, threads, samples, score, error, unit.
            var fields = List.of(Files.readAllLines(report).getLast().split(",", -1));
            double score = Double.parseDouble(fields.get(4));
            double error = Double.parseDouble(fields.get(5));
            return String.format(
                    Locale.ROOT,
                    "%.2f to %.2f %s",
                    score - error,
                    score + error,
                    fields.get(6).replace("\"", ""));
        } finally {
            Files.delete(report);
        }
    }

    private static void compare(String candidate, int times) throws Exception {
        var bench = Bench.ofSource(Compilation.of(COPIES, 0, List.of(new BenchmarkProcessor())), 0)
                .only("original", candidate)
                .plan(SHORTENED);
        for (int i = 0; i < times; i++) {
            var comparison = bench.compare();
            System.out.println(comparison.sentence(comparison.candidates().getFirst())
                    + (comparison.disturbedBy().isEmpty() ? "" : " (disturbed: " + comparison.disturbedBy() + ")"));
        }
    }
}
