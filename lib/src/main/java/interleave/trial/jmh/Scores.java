package interleave.trial.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interleave.trial.BenchResult.Row;
import interleave.trial.child.Scratch;
import interleave.trial.jmh.BenchRun.Measured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.util.Version;

/**
 * JMH's results as rows.
 *
 * <p>A time whose unit nobody chose is measured in nanoseconds and shown in the largest unit in which the smallest such
 * score is at least one tenth, so that all of them are read against each other.
 */
public final class Scores {

    private static final double LEAST = 0.1;
    private static final List<TimeUnit> UNITS =
            List.of(TimeUnit.NANOSECONDS, TimeUnit.MICROSECONDS, TimeUnit.MILLISECONDS, TimeUnit.SECONDS);

    private Scores() {}

    /** Returns a row for each result, in their order. */
    public static List<Row> rows(List<Measured> measured) {
        boolean severalClasses = measured.stream()
                        .map(one -> one.leg().what().className())
                        .distinct()
                        .count()
                > 1;
        var unit = readable(measured);
        var rows = new ArrayList<Row>();
        for (var one : measured) {
            rows.add(row(
                    one,
                    severalClasses,
                    isFree(one.leg().what()) ? unit : one.leg().what().unit()));
        }
        return rows;
    }

    /** Returns the score of each fork: the mean of its counted iterations. */
    public static List<Double> forks(Row row) {
        return row.raw().stream()
                .map(fork ->
                        fork.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN))
                .toList();
    }

    private static boolean isFree(BenchmarkCase what) {
        return !what.unitGiven() && what.mode() != Mode.Throughput;
    }

    private static TimeUnit readable(List<Measured> measured) {
        double smallest = measured.stream()
                .filter(one -> isFree(one.leg().what()))
                .mapToDouble(one -> nanos(one.leg().what().unit())
                        * one.result().getPrimaryResult().getScore())
                .min()
                .orElse(0);
        return UNITS.stream()
                .filter(unit -> smallest >= LEAST * nanos(unit))
                .max(Comparator.naturalOrder())
                .orElse(TimeUnit.NANOSECONDS);
    }

    private static double nanos(TimeUnit unit) {
        return unit.toNanos(1);
    }

    private static Row row(Measured measured, boolean severalClasses, TimeUnit unit) {
        var what = measured.leg().what();
        var result = measured.result().getPrimaryResult();
        double factor = nanos(what.unit()) / nanos(unit);
        var interval = result.getStatistics().getConfidenceIntervalAt(0.999);
        boolean has = !Double.isNaN(result.getScoreError());
        var raw = measured.result().getBenchmarkResults().stream()
                .map(fork -> iterations(fork, factor))
                .toList();
        var jmhUnit = factor == 1 ? result.getScoreUnit() : symbol(unit) + "/op";
        return new Row(
                severalClasses ? what.simpleClassName() + "." + what.method() : what.method(),
                what.parameters(),
                measured.result().getParams().getThreads(),
                what.mode().shortLabel(),
                result.getScore() * factor,
                has ? interval[0] * factor : Double.NaN,
                has ? interval[1] * factor : Double.NaN,
                jmhUnit.replace("us/", "µs/"),
                raw.size(),
                raw.isEmpty() ? 0 : raw.getFirst().size(),
                raw,
                measured.disturbedBy());
    }

    private static List<Double> iterations(BenchmarkResult fork, double factor) {
        return fork.getIterationResults().stream()
                .map(iteration -> iteration.getPrimaryResult().getScore() * factor)
                .toList();
    }

    private static String symbol(TimeUnit unit) {
        return switch (unit) {
            case NANOSECONDS -> "ns";
            case MICROSECONDS -> "us";
            case MILLISECONDS -> "ms";
            default -> "s";
        };
    }

    /** Returns under which conditions a run measured. */
    public static List<String> conditions(BenchRun.Outcome outcome) {
        var first = outcome.legs().getFirst();
        var plan = first.leg().plan();
        var conditions = new ArrayList<String>();
        conditions.add("JMH " + Version.getPlainVersion());
        conditions.add("%d warm-up and %d counted iterations of %d ms in each fork"
                .formatted(plan.warmups(), plan.iterations(), plan.iteration().toMillis()));
        outcome.legs().stream()
                .map(leg -> "forks run with "
                        + leg.result().getParams().getJvmArgs().stream()
                                .filter(flag -> !Scratch.isFlag(flag))
                                .collect(Collectors.joining(" ")))
                .distinct()
                .forEach(conditions::add);
        conditions.addAll(outcome.notes());
        return conditions;
    }

    /**
     * Returns results as JMH itself writes them, except that the forks are those of all rounds, and that no path of this
     * machine is in it, which may name a user: the JVM's and that of temporary files.
     */
    public static String json(List<Measured> measured) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out)
                    .writeOut(measured.stream().map(Measured::result).toList());
        }
        try {
            var json = new ObjectMapper().readTree(bytes.toByteArray());
            for (int i = 0; i < measured.size(); i++) {
                var one = (ObjectNode) json.get(i);
                one.put("jvm", "java");
                // What many legs gave has the parameters of the first.
                one.put("forks", measured.get(i).leg().forks());
                var flags = one.withArray("jvmArgs").elements();
                while (flags.hasNext()) {
                    if (Scratch.isFlag(flags.next().asText())) {
                        flags.remove();
                    }
                }
            }
            return json.toPrettyString();
        } catch (IOException e) {
            throw new IllegalStateException("JMH wrote no JSON: " + e.getMessage(), e);
        }
    }
}
