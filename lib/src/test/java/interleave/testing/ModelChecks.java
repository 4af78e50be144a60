package interleave.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.event.Stripes;
import interleave.event.WaitPolicy;
import interleave.trial.child.ChildJvm;
import interleave.trial.child.Scratch;
import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The model checker's run over a suite of checks, in a JVM of its own, which the model checker changes for good.
 *
 * <pre>
 * java -cp lib/target/test-classes:lib/target/classes:(dependencies) interleave.testing.ModelChecks SUITE 30 1000 3000 [PART]
 * </pre>
 *
 * the class of the suite; so many mixes of operations, schedules of each, schedules of each program; and a part of the names
 * of those to run.
 *
 * <p>The threads that it schedules are platform threads, but here they wait as virtual threads do and park at once: a thread
 * that looks again two dozen times before it parks is two dozen places for a switch that show nothing new, and the schedules
 * that do would not be among the first. All use the same stripe: which one depends on the number of a thread, which no
 * schedule repeats.
 */
public final class ModelChecks {

    private ModelChecks() {}

    /**
     * Runs.
     *
     * @param arguments the class of the suite; how many mixes, schedules of a mix, schedules of a program; a part of a name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 4 || arguments.length > 5) {
            System.err.println("Usage: ModelChecks SUITE MIXES SCHEDULES_OF_A_MIX SCHEDULES_OF_A_PROGRAM [PART]");
            System.exit(2);
        }
        boolean[] failed = {false};
        int exit = run(
                line -> {
                    failed[0] |= line.startsWith(ModelCheckChild.FAILED);
                    System.out.println(line);
                },
                arguments);
        System.exit(failed[0] ? 1 : exit);
    }

    /** Runs a suite in a short form, once, and returns a test for each of its checks. */
    public static Stream<DynamicTest> tests(Class<? extends Supplier<List<ModelCheck>>> suite, int count)
            throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        int exit = run(lines::add, suite.getName(), "3", "100", "100");
        assertEquals(0, exit, () -> String.join("\n", lines));
        var checks = checks(lines);
        assertEquals(count, checks.size(), checks::toString);
        return checks.entrySet().stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.getKey(),
                        () -> assertTrue(
                                check.getKey().startsWith(ModelCheckChild.PASSED),
                                () -> String.join("\n", check.getValue()))));
    }

    /** Returns what was printed of each check, under the line that says how it ended. */
    private static Map<String, List<String>> checks(List<String> lines) {
        var checks = new LinkedHashMap<String, List<String>>();
        List<String> check = new ArrayList<>();
        for (var line : lines) {
            if (line.startsWith(ModelCheckChild.PASSED) || line.startsWith(ModelCheckChild.FAILED)) {
                check = new ArrayList<>();
                checks.put(line.substring(0, line.lastIndexOf(';')), check);
            }
            check.add(line);
        }
        return checks;
    }

    /** Runs, hands on each line of what is printed, and returns the exit code of the JVM. */
    private static int run(Consumer<String> lines, String... arguments) throws IOException, InterruptedException {
        try (var scratch = Scratch.create()) {
            Consumer<CodeBuilder> zero = body -> body.iconst_0().ireturn();
            Patched.write(scratch.folder(), WaitPolicy.class, zero, "turns", "looks");
            Patched.write(scratch.folder(), Stripes.class, zero, "mine");
            var jvm = ChildJvm.of(ModelCheckChild.class)
                    .classPath(scratch.folder())
                    .scratch(scratch)
                    .heap(1_000)
                    .flags(
                            "-XX:+EnableDynamicAgentLoading",
                            "-Dinterleave.channel.leaks=off") // a random draw is no schedule
                    .redirectErrorStream()
                    .arguments(arguments);
            try (var child = jvm.start()) {
                scratch.usedBy(child);
                child.process().inputReader().lines().forEach(lines);
                return child.process().waitFor();
            }
        }
    }
}
