package interleave.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What {@link Bench} measured, and under which conditions.
 *
 * @param title what was measured: the class's name
 * @param rows one for each benchmark, values of parameters and number of threads
 * @param budget how long each was measured
 * @param machine the machine's card at the start
 * @param at when it started
 * @param conditions JMH's version, the flags of the forks, and whatever a reader of the figures should know
 * @param output what the benchmarks printed, at most a thousand lines
 * @param jmhJson the result as JMH itself writes it, which tools for JMH read
 */
public record BenchResult(
        String title,
        List<Row> rows,
        Budget budget,
        Machine machine,
        Instant at,
        List<String> conditions,
        List<String> output,
        String jmhJson)
        implements Tabular {

    /**
     * One measured benchmark.
     *
     * @param benchmark the method's name, with its class before it if the result has several classes
     * @param parameters the value of each parameter
     * @param threads how many threads called the method
     * @param mode what was measured, in JMH's short form: {@code avgt}, {@code thrpt}, {@code sample}, {@code ss}
     * @param score the mean over all counted iterations
     * @param low the lower end of JMH's interval, which holds the true mean with 99.9 % probability if the iterations
     *     are independent and normal; NaN with fewer than three iterations
     * @param high the upper end
     * @param unit of score, low, high and raw, for instance {@code µs/op}
     * @param forks how many JVMs measured it
     * @param iterations how many iterations each of them counted
     * @param raw for each fork the score of each counted iteration
     * @param disturbedBy what else used more than a tenth of a processor meanwhile
     */
    public record Row(
            String benchmark,
            SortedMap<String, String> parameters,
            int threads,
            String mode,
            double score,
            double low,
            double high,
            String unit,
            int forks,
            int iterations,
            List<List<Double>> raw,
            Optional<String> disturbedBy) {

        /** Keeps copies. */
        public Row {
            parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
            raw = raw.stream().map(List::copyOf).toList();
        }

        /** Returns half the width of the interval, NaN if there is none. */
        public double error() {
            return (high - low) / 2;
        }
    }

    /** Keeps copies. */
    public BenchResult {
        rows = List.copyOf(rows);
        conditions = List.copyOf(conditions);
        output = List.copyOf(output);
    }

    /** Returns the rows of one method, in their order. */
    public List<Row> rows(String benchmark) {
        return rows.stream().filter(row -> row.benchmark().equals(benchmark)).toList();
    }

    /** Returns one line for each row. */
    @Override
    public Table table() {
        var benchmark = StringColumn.create("benchmark");
        var parameters = StringColumn.create("parameters");
        var threads = IntColumn.create("threads");
        var score = DoubleColumn.create("score");
        var error = DoubleColumn.create("± (99.9 %)");
        var unit = StringColumn.create("unit");
        var forks = IntColumn.create("forks");
        var iterations = IntColumn.create("iterations");
        var disturbed = StringColumn.create("disturbed by");
        for (var row : rows) {
            benchmark.append(row.benchmark());
            parameters.append(text(row.parameters()));
            threads.append(row.threads());
            score.append(row.score());
            error.append(row.error());
            unit.append(row.unit());
            forks.append(row.forks());
            iterations.append(row.iterations());
            disturbed.append(row.disturbedBy().orElse(""));
        }
        return Table.create(
                "%s, %s budget".formatted(title, budget),
                benchmark,
                parameters,
                threads,
                score,
                error,
                unit,
                forks,
                iterations,
                disturbed);
    }

    /**
     * Returns the result with its conditions as JSON: {@code format}, {@code kind}, {@code title}, {@code at},
     * {@code budget}, {@code machine}, {@code conditions}, {@code disturbed}, and in {@code jmh} what JMH itself writes.
     */
    public String toJson() {
        return BenchJson.text(json());
    }

    /**
     * Writes the JSON into a new file of a folder, which is made if it is not there. The file's name is its title and
     * its time, so that no result replaces another.
     *
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path save(Path folder) throws IOException {
        return BenchJson.save(folder, title, at, toJson());
    }

    private ObjectNode json() {
        var json = BenchJson.of("benchmark", title, at, budget, machine, conditions);
        var disturbed = json.putObject("disturbed");
        rows.forEach(row -> row.disturbedBy().ifPresent(by -> disturbed.put(label(row), by)));
        return BenchJson.withJmh(json, jmhJson);
    }

    private static String label(Row row) {
        var label = new LinkedHashMap<String, String>(row.parameters());
        label.put("threads", String.valueOf(row.threads()));
        return row.benchmark() + ", " + text(label);
    }

    private static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining(", "));
    }
}
