package interleave.channel;

import interleave.trial.child.ChildJvm;
import interleave.trial.child.Scratch;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * The model checker's run over {@link Tries} and {@link Programs}, in a JVM of its own, which the model checker changes for
 * good.
 *
 * <pre>
 * java -cp lib/target/test-classes:lib/target/classes:(dependencies) interleave.channel.LincheckMain 30 1000 3000 [PART]
 * </pre>
 *
 * so many mixes of operations, schedules of each, schedules of each program, and a part of the names of those to run.
 *
 * <p>The threads that it schedules are platform threads, but here they wait as virtual threads do and park at once: a thread
 * that looks again two dozen times before it parks is two dozen places for a switch that show nothing new, and the schedules
 * that do would not be among the first.
 */
final class LincheckMain {

    private LincheckMain() {}

    /**
     * Runs.
     *
     * @param arguments how many mixes, schedules of a mix, schedules of a program, and a part of a name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 3 || arguments.length > 4) {
            System.err.println("Usage: LincheckMain MIXES SCHEDULES_OF_A_MIX SCHEDULES_OF_A_PROGRAM [PART]");
            System.exit(2);
        }
        boolean[] failed = {false};
        int exit = run(
                line -> {
                    failed[0] |= line.startsWith(LincheckChild.FAILED);
                    System.out.println(line);
                },
                arguments);
        System.exit(failed[0] ? 1 : exit);
    }

    /** Runs, hands on each line of what is printed, and returns the exit code of the JVM. */
    static int run(Consumer<String> lines, String... arguments) throws IOException, InterruptedException {
        try (var scratch = Scratch.create()) {
            Patched.write(
                    scratch.folder(),
                    WaitPolicy.class,
                    "turns",
                    body -> body.iconst_0().ireturn());
            var jvm = ChildJvm.of(LincheckChild.class)
                    .classPath(scratch.folder())
                    .scratch(scratch)
                    .heap(1_000)
                    .flags(
                            "-XX:+EnableDynamicAgentLoading",
                            "-D" + LeakTracking.PROPERTY + "=off") // a random draw is no schedule
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
