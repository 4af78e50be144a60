package interleave.lab;

import interleave.trial.Comparison;
import interleave.trial.Comparison.Candidate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/** The figures of benchmarks. Holds nothing. */
final class BenchChart {

    private static final String LABEL = "benchmark";
    private static final String LOW = "low";
    private static final String HIGH = "high";

    private BenchChart() {}

    /** Returns bars, or lines over threads where their number varies. */
    static Figure of(BenchFinding finding) {
        var first = finding.rows().getFirst();
        var value = BenchFinding.isTime(first) ? "time" : "throughput";
        var unit = BenchFinding.unit(first);
        var table = table(finding, value);
        return finding.severalThreads()
                ? Chart.lines(table)
                        .x("threads")
                        .series(LABEL)
                        .value(value, unit)
                        .band(LOW, HIGH)
                        .title(finding.title())
                        .subtitle(subtitle(finding))
                        .figure()
                : Chart.bars(table)
                        .category(LABEL)
                        .value(value, unit)
                        .interval(LOW, HIGH)
                        .inOrder()
                        .title(finding.title())
                        .subtitle(subtitle(finding))
                        .figure();
    }

    private static Table table(BenchFinding finding, String value) {
        var labels = StringColumn.create(LABEL);
        var threads = IntColumn.create("threads");
        var values = DoubleColumn.create(value);
        var low = DoubleColumn.create(LOW);
        var high = DoubleColumn.create(HIGH);
        for (var row : finding.rows()) {
            labels.append(finding.series(row));
            threads.append(row.threads());
            values.append(row.score());
            low.append(finding.low(row));
            high.append(finding.high(row));
        }
        return Table.create(LABEL, labels, threads, values, low, high);
    }

    private static String subtitle(BenchFinding finding) {
        var row = finding.rows().getFirst();
        var interval = finding.hasIntervals() ? "99.9 % interval" : "the range of the iterations";
        return "Mean of %s, with %s; %s is better%s%s"
                .formatted(
                        BenchView.runs(row),
                        interval,
                        BenchFinding.isTime(row) ? "less" : "more",
                        finding.budget().givesVerdicts() ? "" : "; quick budget, no verdict",
                        finding.rows().stream()
                                        .anyMatch(one -> one.disturbedBy().isPresent())
                                ? "; disturbed"
                                : "");
    }

    /** Returns a dot for each round and candidate: its time over the baseline's of the same round. */
    static Figure of(Comparison comparison) {
        var names = StringColumn.create("candidate");
        var ratios = DoubleColumn.create("time");
        for (var candidate : comparison.candidates()) {
            for (double ratio : ratios(comparison, candidate)) {
                names.append(candidate.name());
                ratios.append(ratio);
            }
        }
        return Chart.dots(Table.create("ratios", names, ratios))
                .category("candidate")
                .value("time", "times that of " + comparison.baseline())
                .reference(1, "equal")
                .title(title(comparison))
                .subtitle(
                        "One dot for each of %d rounds, each with one fork of every candidate; left of the line is faster%s"
                                .formatted(
                                        comparison.rounds(),
                                        comparison.budget().givesVerdicts() ? "" : "; quick budget, no verdict"))
                .figure();
    }

    private static List<Double> ratios(Comparison comparison, Candidate candidate) {
        boolean isTime = !comparison.mode().equals("thrpt");
        return IntStream.range(0, candidate.scores().size())
                .mapToObj(round -> isTime
                        ? candidate.scores().get(round)
                                / comparison.baselineScores().get(round)
                        : comparison.baselineScores().get(round)
                                / candidate.scores().get(round))
                .toList();
    }

    private static String title(Comparison comparison) {
        var candidates = comparison.candidates();
        var baseline = comparison.baseline();
        if (!comparison.budget().givesVerdicts()) {
            return candidates.size() == 1
                    ? "Does %s take longer than %s?"
                            .formatted(candidates.getFirst().name(), baseline)
                    : "Which takes longer than %s?".formatted(baseline);
        }
        if (candidates.size() > 1) {
            return "Beside %s: ".formatted(baseline)
                    + candidates.stream()
                            .map(one -> one.name() + " " + BenchView.word(comparison.call(one)))
                            .collect(Collectors.joining(", "));
        }
        var one = candidates.getFirst();
        return switch (comparison.call(one)) {
            case FASTER, SLOWER ->
                "%s takes %s as long as %s"
                        .formatted(one.name(), BenchFinding.times(one.ratios().median()), baseline);
            case NO_DIFFERENCE -> "%s and %s differ by less than a tenth".formatted(one.name(), baseline);
            case UNDECIDED, WITHHELD -> "%s or %s: undecided, the rounds do not agree".formatted(one.name(), baseline);
        };
    }
}
