package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import interleave.trial.child.Compilation;
import interleave.trial.child.CompilationException;
import interleave.trial.jmh.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/** Runs real forks, as short as they can be. The figures mean nothing here; where they come from does. */
class BenchTest {

    /** A hung fork is stopped early, and no test waits for one that is only slow. */
    private static final Plan SHORT = plan(Duration.ofSeconds(30));

    /** What lines 1 and 2 hold the learner has not written. */
    private static final String SOURCE = """
            package cell.one;
            import java.util.*; import java.util.concurrent.*; import java.lang.management.*; import org.openjdk.jmh.annotations.*;
            @State(Scope.Benchmark)
            public class Increments {
                @Param({"1", "10"}) int step;
                int plain;
                @Benchmark public int plain() { return plain += step; }
                @Benchmark @BenchmarkMode(Mode.Throughput) @OutputTimeUnit(TimeUnit.MILLISECONDS)
                public int rate() { return plain += step; }
                @Benchmark public void spends() { org.openjdk.jmh.infra.Blackhole.consumeCPU(2000); }
                @Benchmark @OutputTimeUnit(TimeUnit.SECONDS)
                public void spendsInSeconds() { org.openjdk.jmh.infra.Blackhole.consumeCPU(2000); }
                @Benchmark public void prints() {
                    if (plain++ == 0) {
                        System.out.println("Grüße, 線程 \\u0001 \\"x\\"\\t");
                        System.err.print("no line end");
                    }
                }
                @Benchmark public void flags() {
                    if (plain++ == 0) {
                        System.out.println(ManagementFactory.getRuntimeMXBean().getInputArguments());
                    }
                }
                @Benchmark public void throwing() { List.of(1).get(plain + 7); }
                @Benchmark public void unserialisable() {
                    throw new IllegalStateException("odd\\nlines") { final Object any = new Object(); };
                }
                @Benchmark public void exits() { System.exit(3); }
                @Benchmark public void halts() { Runtime.getRuntime().halt(plain); }
                @Benchmark public void dies() { System.out.println("last words"); Runtime.getRuntime().halt(5); }
                @Benchmark public byte[] exhausts() { return new byte[Integer.MAX_VALUE - 8]; }
                @Benchmark public void loops() {
                    while (plain >= 0) {
                        plain &= 1;
                    }
                }
                @Benchmark public void forgets() {
                    if (plain++ == 0) {
                        Executors.newFixedThreadPool(1, work -> new Thread(work, "forgotten") {{ setDaemon(false); }})
                                .submit(() -> { });
                    }
                }
            }
            """;

    private static final String TEMPORARY =
            "-Djava.io.tmpdir=%s/interleave-scratch-".formatted(System.getProperty("java.io.tmpdir"));

    private static Compilation compiled;

    @BeforeAll
    static void compile() throws CompilationException {
        compiled = Compilation.of(SOURCE, 2, List.of(new BenchmarkProcessor()));
    }

    @AfterEach
    void noProcessAndNoFileIsLeft() throws IOException {
        assertEquals(0, ProcessHandle.current().children().count(), "children left behind");
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertEquals(
                    List.of(),
                    left.filter(file -> file.getFileName()
                                    .toString()
                                    .startsWith("interleave-bench-"
                                            + ProcessHandle.current().pid() + "-"))
                            .toList());
        }
    }

    private static Plan plan(Duration silence) {
        return new Plan(Budget.NORMAL, 1, 3, 1, 3, Duration.ofMillis(10), silence);
    }

    private static Bench bench(String... methods) {
        return Bench.ofSource(compiled, 2).only(methods).parameter("step", "1").plan(SHORT);
    }

    private static BenchException failure(Bench bench) {
        return assertThrows(BenchException.class, bench::run);
    }

    @Test
    void rowsHoldWhatJmhMeasured(@TempDir Path folder) throws Exception {
        var steps = recorded();
        BenchResult result;
        try {
            result = Bench.ofSource(compiled, 2)
                    .only("plain", "rate")
                    .threads(2)
                    .plan(SHORT)
                    .run();
        } finally {
            Progress.install(title -> Progress.silent());
        }
        var names = result.rows().stream()
                .map(row -> row.benchmark() + row.parameters() + row.threads() + row.mode())
                .toList();
        assertEquals(
                List.of("plain{step=1}2avgt", "plain{step=10}2avgt", "rate{step=1}2thrpt", "rate{step=10}2thrpt"),
                names);
        assertEquals("ops/ms", result.rows().getLast().unit());
        for (var row : result.rows()) {
            assertEquals(1, row.forks());
            assertEquals(3, row.iterations());
            assertEquals(3, row.raw().getFirst().size());
            double mean = row.raw().getFirst().stream()
                    .mapToDouble(one -> one)
                    .average()
                    .orElseThrow();
            assertEquals(mean, row.score(), 1e-9 * mean);
            assertEquals(row.score(), (row.low() + row.high()) / 2, 1e-6 * row.score());
        }
        assertEquals(4, result.table().rowCount());

        var json = new ObjectMapper().readTree(Files.readString(result.save(folder)));
        assertEquals(1, json.get("format").asInt());
        assertEquals("normal", json.get("budget").asText());
        assertEquals("cell.one.Increments.plain", json.at("/jmh/0/benchmark").asText());
        assertEquals("java", json.at("/jmh/0/jvm").asText(), "a path may name a user");
        assertFalse(result.save(folder).equals(result.save(folder)), "a result replaced another");

        assertTrue(
                steps.stream().anyMatch(step -> step.startsWith("rate, step=1, threads=2: 3 of 4")), steps.toString());
        assertTrue(steps.getLast().startsWith("end: measured in "), steps.getLast());
    }

    private static List<String> recorded() {
        var steps = new ArrayList<String>();
        Progress.install(title -> new Progress() {
            private double share;

            @Override
            public void show(Step step) {
                assertTrue(step.share() >= share && step.share() <= 1, "the share fell to " + step.share());
                share = step.share();
                steps.add(step.doing());
            }

            @Override
            public void end(String summary) {
                steps.add("end: " + summary);
            }
        });
        return steps;
    }

    @Test
    void whatABenchmarkPrintsArrivesUnharmed() throws Exception {
        assertEquals(
                List.of("Grüße, 線程 \u0001 \"x\"", "no line end"),
                bench("prints").run().output());
    }

    @Test
    void noFlagOfThisJvmReachesAFork() throws Exception {
        var result = bench("flags").run();
        var printed = result.output().getFirst();
        assertTrue(printed.contains(TEMPORARY), "a fork that is killed leaves its temporary files: " + printed);
        assertFalse(result.toJson().contains("tmpdir"), "a path may name a user");
        var flags = Stream.of(printed.substring(1, printed.length() - 1).split(", ", -1))
                .filter(flag -> !flag.startsWith(TEMPORARY))
                // What JMH itself adds to keep its black holes black.
                .filter(flag -> !flag.matches("-XX:CompileCommandFile=.*|-XX:\\+Unlock.*|-DcompilerBlackholes.*"))
                .toList();
        assertEquals(
                List.of(
                        "-Xmx1g",
                        "-XX:-UsePerfData",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--enable-native-access=ALL-UNNAMED"),
                flags);
    }

    @Test
    void anExceptionIsToldWithItsPlaceInTheLearnersLines() {
        var failure = failure(bench("throwing"));
        assertTrue(
                failure.getMessage().startsWith("throwing threw java.lang.IndexOutOfBoundsException: Index: 7"),
                failure.getMessage());
        assertEquals("Increments.java:" + lineOf("void throwing"), failure.at().orElseThrow());
        var odd = failure(bench("unserialisable"));
        assertTrue(odd.getMessage().contains(": odd\nlines (Increments.java:"), odd.getMessage());
    }

    private static int lineOf(String text) {
        return (int) SOURCE.substring(0, SOURCE.indexOf(text)).lines().count() - 2;
    }

    @Test
    void aForkThatEndsIsToldApartFromOneThatThrows() {
        // More legs than a command line holds: the first fails.
        var many = bench("exits")
                .parameter(
                        "step",
                        IntStream.range(0, 3_000).mapToObj(String::valueOf).toArray(String[]::new));
        assertTrue(failure(many).getMessage().contains("must call neither System.exit"));
        assertTrue(failure(bench("halts")).getMessage().contains("must call neither System.exit"));
        // What the one before has printed is not its own.
        var death = failure(bench("prints", "dies"));
        assertTrue(death.getMessage().contains("ended with exit code 5"), death.getMessage());
        assertTrue(death.getMessage().endsWith("It printed last:\nlast words"), death.getMessage());
        assertTrue(failure(bench("exhausts")).getMessage().contains("java.lang.OutOfMemoryError"));
    }

    @Test
    void aLoopThatNeverEndsIsStoppedAndItsLineNamed() {
        var hung = failure(bench("loops").plan(plan(Duration.ofSeconds(4))));
        assertTrue(
                hung.getMessage().startsWith("loops did not end an iteration of 10 ms within 4 s more"),
                hung.getMessage());
        int line = lineOf("while (plain");
        assertTrue(
                List.of("Increments.java:" + line, "Increments.java:" + (line + 1))
                        .contains(hung.at().orElseThrow()),
                hung.getMessage());
    }

    @Test
    void aThreadThatKeepsTheForkFromEndingIsNamed() {
        var hung = failure(bench("forgets").plan(plan(Duration.ofSeconds(4))));
        assertTrue(hung.getMessage().contains("did not end within 4 s of its last iteration"), hung.getMessage());
        assertTrue(hung.getMessage().contains("`forgotten`"), hung.getMessage());
    }

    @Test
    void anInterruptLeavesNoProcess() throws Exception {
        var iterates = new CountDownLatch(1);
        Progress.install(title -> new Progress() {
            @Override
            public void show(Step step) {
                if (!step.interim().isEmpty()) {
                    iterates.countDown();
                }
            }

            @Override
            public void end(String summary) {}
        });
        try {
            var plan = new Plan(Budget.NORMAL, 1, 1, 0, 1_000, Duration.ofMillis(20), Duration.ofSeconds(30));
            var run = new FutureTask<>(() ->
                    assertThrows(InterruptedException.class, bench("plain").plan(plan)::run));
            var thread = Thread.ofPlatform().start(run);
            iterates.await();
            assertTrue(ProcessHandle.current().descendants().count() >= 2, "no fork to interrupt");
            thread.interrupt();
            run.get();
        } finally {
            Progress.install(title -> Progress.silent());
        }
        assertEquals(0, ProcessHandle.current().descendants().count());
    }

    @Test
    void aSpinningThreadOfThisJvmIsNamed() throws Exception {
        var stop = new AtomicBoolean();
        var spinner = Thread.ofPlatform().name("spinner").start(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        try {
            var disturbed = bench("plain").run().rows().getFirst().disturbedBy();
            assertTrue(
                    disturbed.orElse("nothing").contains("thread `spinner` of this JVM used "), disturbed.toString());
        } finally {
            stop.set(true);
            spinner.join();
        }
    }

    @Test
    void whatIsNotThereIsRefusedWithWhatThereIs() {
        assertTrue(failure(bench("plian")).getMessage().contains("There are: dies, exhausts, exits, "));
        assertTrue(failure(Bench.of("NoSuchBenchmark")).getMessage().contains("ThreadBenchmark.platformThread"));
        var wrong = Bench.ofSource(compiled, 2).parameter("stepp", "1");
        assertTrue(failure(wrong).getMessage().contains("There are: step"));
        assertThrows(IllegalArgumentException.class, () -> Bench.of("("));
        assertThrows(IllegalArgumentException.class, () -> bench("plain").threads(0));
        assertThrows(IllegalArgumentException.class, () -> bench("plain").threads(2, 2));
        assertThrows(IllegalArgumentException.class, () -> bench());
        var alone = assertThrows(BenchException.class, () -> bench("plain").compare());
        assertTrue(alone.getMessage().contains("needs at least two"), alone.getMessage());
        var mixed =
                assertThrows(BenchException.class, () -> bench("plain", "rate").compare());
        assertTrue(mixed.getMessage().contains("only the same can be compared"), mixed.getMessage());
        var none = assertThrows(
                CompilationException.class,
                () -> Compilation.of(
                        "package p; public class P { @org.openjdk.jmh.annotations.Benchmark public void b(int x) {} }",
                        0,
                        List.of(new BenchmarkProcessor())));
        assertTrue(none.getMessage().contains("@State"), none.getMessage());
        var empty = assertThrows(
                BenchException.class, () -> Bench.ofSource(Compilation.of("package p; public class P {}"), 0));
        assertTrue(empty.getMessage().contains("write @Benchmark"), empty.getMessage());
    }

    @Test
    void aClassDoesNotStandForTheClassesInIt() {
        var methods = Bench.methodsOf(Plan.class);
        assertTrue(methods.matcher("interleave.trial.jmh.Plan.spends").find());
        assertFalse(methods.matcher("interleave.trial.jmh.Plan.Inner.spends").find());
        assertFalse(methods.matcher("interleave.trial.jmh.Planned.spends").find());
        var none = failure(Bench.of(Plan.class));
        assertTrue(none.getMessage().contains("contains “interleave.trial.jmh.Plan.”"), none.getMessage());
    }

    @Test
    void aComparisonHasAForkOfEachInEveryRound() throws Exception {
        var comparison = Bench.ofSource(compiled, 2)
                .only("plain")
                .parameter("step", "1", "2")
                .plan(SHORT)
                .compare(42);
        assertEquals("step=1", comparison.baseline());
        assertEquals(42, comparison.seed());
        var candidate = comparison.candidates().getFirst();
        assertEquals("step=2", candidate.name());
        assertEquals(3, candidate.scores().size());
        double first =
                candidate.scores().getFirst() / comparison.baselineScores().getFirst();
        assertTrue(
                first >= candidate.ratios().min() && first <= candidate.ratios().max());
        var json = new ObjectMapper().readTree(comparison.toJson());
        assertEquals(2, json.get("jmh").size());
        assertEquals(3, json.at("/jmh/0/forks").asInt());
        assertEquals(3, json.at("/jmh/0/primaryMetric/rawData").size());
    }

    @Test
    void aComparisonOfUnitsGivenAndNotGivenIsOfTheSameUnit() throws Exception {
        var once = new Plan(Budget.NORMAL, 1, 1, 1, 3, Duration.ofMillis(10), Duration.ofSeconds(30));
        var comparison = bench("spends", "spendsInSeconds").plan(once).compare(1);
        double ratio = comparison.candidates().getFirst().ratios().median();
        assertTrue(ratio > 0.02 && ratio < 50, "the same work takes %s of the time".formatted(ratio));
    }
}
