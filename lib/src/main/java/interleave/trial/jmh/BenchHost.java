package interleave.trial.jmh;

import interleave.trial.child.Scratch;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Utils;

/**
 * The child JVM in which JMH runs: it measures the legs that a file holds and writes events to standard output.
 *
 * <p>Its owner is the {@link BenchRun} that started it and that kills it with its forks when it is not needed any more.
 */
public final class BenchHost {

    /** What every fork gets, and nothing of what this JVM or its parent has. */
    static final List<String> FORK_ARGS = List.of(
            "-Xmx1g",
            // No file of counters, which a JVM that is killed leaves behind.
            "-XX:-UsePerfData",
            // JMH itself needs the first; what is measured may need the second.
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    /** What JMH does not notice: a fork that ended with exit code 0 and without a result. */
    static final String NO_RESULT = "The fork gave no result";

    /** Often enough for a fork that hangs, and nothing beside what it measures. */
    private static final Duration TELL_LAST = Duration.ofSeconds(1);

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    private BenchHost() {}

    /**
     * Measures.
     *
     * @param arguments the file that holds the legs
     * @throws IOException if it cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        var legs = new ArrayList<Leg>();
        var given = Files.readString(Path.of(arguments[0]), StandardCharsets.US_ASCII);
        for (var leg : (List<?>) Wire.value(given)) {
            legs.add((Leg) leg);
        }
        new BenchHost().run(legs);
    }

    private void run(List<Leg> legs) {
        var printed =
                new LineSplitter(line -> send(new Event.Printed(line)), lines -> send(new Event.PrintedLast(lines)));
        // A fork that floods and then hangs ends nothing: its last lines are told meanwhile.
        Thread.ofPlatform().daemon().name("last-lines").start(() -> tellLast(printed));
        // What a fork prints comes out here: JMH writes it to the standard output of this JVM.
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(stream);
        System.setErr(stream);
        for (var leg : legs) {
            var format = new EventFormat(this::send, printed);
            try {
                printed.begin();
                send(new Event.LegStarted());
                var result = measure(leg, format);
                printed.finish();
                send(new Event.LegEnded(result));
            } catch (RunnerException | RuntimeException | Error e) {
                printed.finish();
                send(new Event.Failed(trace(e, format)));
                return;
            }
        }
    }

    private static void tellLast(LineSplitter printed) {
        try {
            while (true) {
                Thread.sleep(TELL_LAST);
                printed.tellLast();
            }
        } catch (InterruptedException | UncheckedIOException nobodyListens) {
            // Then this JVM ends.
        }
    }

    private static RunResult measure(Leg leg, EventFormat format) throws RunnerException {
        var results = new Runner(options(leg), format).run();
        if (results.size() != 1) {
            throw new RunnerException(NO_RESULT);
        }
        return results.iterator().next();
    }

    private static Options options(Leg leg) {
        var what = leg.what();
        var plan = leg.plan();
        var time = TimeValue.milliseconds(plan.iteration().toMillis());
        var args = new ArrayList<>(FORK_ARGS);
        args.add(Scratch.flag(System.getProperty("java.io.tmpdir")));
        args.addAll(what.jvmArgs());
        var options = new OptionsBuilder()
                .include("^" + Pattern.quote(what.benchmark()) + "$")
                .mode(what.mode())
                .timeUnit(what.unit())
                .threads(what.threads())
                .forks(leg.forks())
                .warmupForks(0)
                .warmupIterations(plan.warmups())
                .warmupTime(time)
                .measurementIterations(plan.iterations())
                .measurementTime(time)
                .jvmArgs(args.toArray(String[]::new))
                .shouldFailOnError(true);
        what.parameters().forEach(options::param);
        return options.build();
    }

    /** JMH wraps what the benchmark threw: the first of what it wraps is the learner's. */
    private static String trace(Throwable thrown, EventFormat format) {
        var cause = thrown.getCause() == null ? thrown : thrown.getCause();
        var wrapped = cause.getSuppressed();
        if (!format.trace().isEmpty()) {
            return format.trace();
        }
        return Utils.throwableToString(wrapped.length > 0 ? wrapped[0] : cause);
    }

    private synchronized void send(Event event) {
        try {
            for (var piece : Wire.pieces(event)) {
                out.write(piece.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The JVM that asked does not listen any more", e);
        }
    }
}
