package interleave.lab;

import interleave.trial.BenchResult.Row;
import interleave.trial.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * What the rows of a benchmark say in one short sentence: the title of their chart. Where they may say nothing, in the
 * quick budget or when something disturbed them, it is the question that they were to answer.
 *
 * <p>The rows are of one mode and one unit. Rivals are compared under the same conditions: with the last values of the
 * parameters and the largest number of threads.
 */
record BenchFinding(List<Row> rows, Budget budget) {

    /** Factors below this one are told in percent. */
    private static final double AS_FACTOR = 1.1;

    private static final int FEW_NAMES = 3;

    /** From fewer iterations an interval of JMH's is so wide that nothing else would be seen beside it. */
    private static final int ENOUGH = 5;

    /** Returns the finding, or the question. */
    String title() {
        boolean tells = budget.givesVerdicts()
                && rows.stream().allMatch(row -> row.disturbedBy().isEmpty());
        if (!tells || !hasIntervals()) {
            return question();
        }
        var rivals = rivals();
        if (rivals.size() == 1) {
            return "%s: %s %s"
                    .formatted(
                            name(rivals.getFirst()), decimal(rivals.getFirst().score()), unit(rivals.getFirst()));
        }
        var least = rivals.stream().min(Comparator.comparingDouble(Row::score)).orElseThrow();
        var most = rivals.stream().max(Comparator.comparingDouble(Row::score)).orElseThrow();
        if (least.high() >= most.low()) {
            return rivals.size() == 2
                    ? "%s and %s: no difference shown, their intervals overlap%s"
                            .formatted(name(rivals.get(0)), name(rivals.get(1)), under())
                    : "No difference shown: the intervals overlap" + under();
        }
        return difference(most, least, rivals.size() > 2);
    }

    private String difference(Row most, Row least, boolean amongOthers) {
        double factor = most.score() / least.score();
        var larger = name(most);
        var smaller = name(least);
        if (isTime(most)) {
            var by = factor < AS_FACTOR ? percent(factor) + " longer than" : times(factor) + " as long as";
            return amongOthers
                    ? "%s takes the longest, %s %s%s".formatted(larger, by, smaller, under())
                    : "%s takes %s %s%s".formatted(larger, by, smaller, under());
        }
        var by = factor < AS_FACTOR ? percent(factor) + " more than" : times(factor) + " as much as";
        return amongOthers
                ? "%s does the most, %s %s%s".formatted(larger, by, smaller, under())
                : "%s does %s %s%s".formatted(larger, by, smaller, under());
    }

    private String question() {
        var first = rows.getFirst();
        var names = rows.stream().map(Row::benchmark).distinct().toList();
        if (names.size() > 1) {
            var all = names.size() <= FEW_NAMES
                    ? ": %s or %s".formatted(String.join(", ", names.subList(0, names.size() - 1)), names.getLast())
                    : "";
            return (isTime(first) ? "Which takes less time" : "Which does more") + all + "?";
        }
        var one = names.getFirst();
        if (severalThreads()) {
            return isTime(first)
                    ? "How does the time of %s change with the number of threads?".formatted(one)
                    : "How does what %s does change with the number of threads?".formatted(one);
        }
        if (rows.size() > 1) {
            return "What does %s make of its parameters?".formatted(one);
        }
        return isTime(first) ? "How long does %s take?".formatted(one) : "How much does %s do?".formatted(one);
    }

    /** The benchmarks under the same conditions; the conditions of one benchmark if there is no other. */
    private List<Row> rivals() {
        if (rows.stream().map(Row::benchmark).distinct().count() == 1) {
            return rows;
        }
        var parameters = rows.getLast().parameters();
        int threads = rows.stream().mapToInt(Row::threads).max().orElseThrow();
        var same = rows.stream()
                .filter(row -> row.threads() == threads && row.parameters().equals(parameters))
                .toList();
        return same.size() > 1 ? same : rows;
    }

    private String under() {
        var rivals = rivals();
        if (rivals.size() == rows.size()) {
            return "";
        }
        var row = rivals.getFirst();
        var text = new StringBuilder();
        if (severalThreads()) {
            text.append(row.threads() == 1 ? " in one thread" : " in %d threads".formatted(row.threads()));
        }
        if (severalParameters()) {
            text.append(row.parameters().entrySet().stream()
                    .map(value -> value.getKey() + "=" + value.getValue())
                    .collect(Collectors.joining(", ", " with ", "")));
        }
        return text.toString();
    }

    /** The benchmark's name, and what else tells it from its rivals. */
    private String name(Row row) {
        return rivals().size() == rows.size() ? label(row) : row.benchmark();
    }

    /** Returns what tells a row from the others: its benchmark, with whatever varies among the rows. */
    String label(Row row) {
        var text = new StringBuilder(series(row));
        if (severalThreads()) {
            text.append(row.threads() == 1 ? ", one thread" : ", %d threads".formatted(row.threads()));
        }
        return text.toString();
    }

    /** Returns what tells a row from the others, leaving the threads aside. */
    String series(Row row) {
        var text = new StringBuilder(row.benchmark());
        if (severalParameters()) {
            row.parameters()
                    .forEach((name, value) ->
                            text.append(", ").append(name).append('=').append(value));
        }
        return text.toString();
    }

    boolean severalThreads() {
        return rows.stream().map(Row::threads).distinct().count() > 1;
    }

    private boolean severalParameters() {
        return rows.stream().map(Row::parameters).distinct().count() > 1;
    }

    /** Returns whether the rows' intervals are worth drawing; if not, the range of the iterations is. */
    boolean hasIntervals() {
        return rows.stream().allMatch(row -> row.forks() * row.iterations() >= ENOUGH && !Double.isNaN(row.low()));
    }

    /** Returns the lower end of what is drawn around a score. */
    double low(Row row) {
        return hasIntervals() ? row.low() : iterations(row).min().orElse(Double.NaN);
    }

    /** Returns the upper end of what is drawn around a score. */
    double high(Row row) {
        return hasIntervals() ? row.high() : iterations(row).max().orElse(Double.NaN);
    }

    private static DoubleStream iterations(Row row) {
        return row.raw().stream().flatMap(List::stream).mapToDouble(Double::doubleValue);
    }

    /** Returns whether less is better. */
    static boolean isTime(Row row) {
        return !row.mode().equals("thrpt");
    }

    /** Returns JMH's unit in words: {@code ns/op} is nanoseconds for an operation. */
    static String unit(Row row) {
        return row.unit().replaceFirst("/op$", " per operation").replaceFirst("^ops/", "operations per ");
    }

    /** Returns a factor with about two digits: more would claim a precision that no measurement here has. */
    static String times(double factor) {
        var format = factor < 0.1 ? "%.3f" : factor < 1 ? "%.2f" : factor < 10 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, format, factor) + " times";
    }

    private static String percent(double factor) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * (factor - 1));
    }

    private static String decimal(double value) {
        return TableView.decimal(value);
    }
}
