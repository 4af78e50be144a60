package interleave.lab;

import interleave.trial.BenchResult;
import interleave.trial.BenchResult.Row;
import interleave.trial.Budget;
import interleave.trial.Comparison;
import interleave.trial.store.KeptBench;
import interleave.trial.store.Results;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What a benchmark gave, as a reader needs it: a chart whose title is the finding, the figures in a table, and the
 * conditions in one line. A result of the quick budget has the newest kept one of its name beside it. The view is made
 * once and never changes.
 */
public final class BenchView implements Shown {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final String QUICK = "Quick budget: data without a verdict";

    private final List<ChartView> charts;
    private final TableView table;
    private final List<String> notes;
    /** The newest result with verdicts of the same name from this machine, where this one has none. */
    private final Optional<KeptBench> former;

    private BenchView(List<ChartView> charts, Table table, List<String> notes, Optional<KeptBench> former) {
        this.former = former;
        this.charts = List.copyOf(charts);
        this.table = TableView.of(table);
        this.notes = List.copyOf(notes);
    }

    /** Returns a view of measured benchmarks: bars, or lines where the number of threads varies. */
    public static BenchView of(BenchResult result) {
        return of(result, Results.mine());
    }

    static BenchView of(BenchResult result, Results results) {
        Objects.requireNonNull(result, "BenchView.of(null): pass what Bench.run() returned");
        var notes = new ArrayList<String>();
        var charts = new ArrayList<ChartView>();
        var alike = result.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> List.of(row.mode(), row.unit()), LinkedHashMap::new, Collectors.toList()));
        for (var rows : alike.values().stream()
                .map(BenchParts::of)
                .flatMap(List::stream)
                .toList()) {
            try {
                charts.add(ChartView.of(BenchChart.of(new BenchFinding(rows, result.budget()))));
            } catch (IllegalArgumentException tooMuchForOneChart) {
                notes.add("No chart: " + tooMuchForOneChart.getMessage());
            }
        }
        notes.add(conditions(runs(result.rows().getFirst()), result.budget(), result.conditions()));
        long disturbed = result.rows().stream()
                .filter(row -> row.disturbedBy().isPresent())
                .count();
        if (disturbed > 0) {
            notes.add(
                    "Disturbed: %d of %d. Something else used the processors meanwhile, which the table names; end it and run the cell again."
                            .formatted(disturbed, result.rows().size()));
        }
        var former = result.budget().givesVerdicts()
                ? Optional.<KeptBench>empty()
                : results.newestBench("benchmark", result.title(), result.machine());
        return new BenchView(charts, table(result), notes, former);
    }

    /** Returns a view of a comparison: each round's ratio beside the line of the baseline, and the call in words. */
    public static BenchView of(Comparison comparison) {
        return of(comparison, Results.mine());
    }

    static BenchView of(Comparison comparison, Results results) {
        Objects.requireNonNull(comparison, "BenchView.of(null): pass what Bench.compare() returned");
        var notes = new ArrayList<String>();
        comparison.candidates().forEach(candidate -> notes.add(comparison.sentence(candidate)));
        var rounds = "%d rounds, each with one fork of every candidate in random order".formatted(comparison.rounds());
        notes.add(conditions(rounds, comparison.budget(), comparison.conditions()));
        comparison.disturbedBy().forEach(culprit -> notes.add("Disturbed: " + culprit + "."));
        var chart = ChartView.of(BenchChart.of(comparison));
        var former = comparison.budget().givesVerdicts()
                ? Optional.<KeptBench>empty()
                : results.newestBench("comparison", comparison.title(), comparison.machine());
        return new BenchView(List.of(chart), comparison.table(), notes, former);
    }

    /** Returns a call as it stands in a sentence. */
    static String word(Comparison.Call call) {
        return switch (call) {
            case FASTER -> "is faster";
            case SLOWER -> "is slower";
            case NO_DIFFERENCE -> "takes as long";
            case UNDECIDED -> "is undecided";
            case WITHHELD -> "has no verdict";
        };
    }

    /** Returns how often a row was measured. */
    static String runs(Row row) {
        return "%d %s × %d %s"
                .formatted(
                        row.forks(),
                        row.forks() == 1 ? "fork" : "forks",
                        row.iterations(),
                        row.iterations() == 1 ? "iteration" : "iterations");
    }

    private static String conditions(String runs, Budget budget, List<String> others) {
        var all = new ArrayList<String>();
        all.add(budget.givesVerdicts() ? "%s budget".formatted(capitalised(budget)) : QUICK);
        all.add(runs);
        all.addAll(others);
        return String.join("; ", all) + ".";
    }

    private static String capitalised(Budget budget) {
        var name = budget.toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** What a reader of the chart needs of the result's table: no column that is empty or that the conditions tell. */
    private static Table table(BenchResult result) {
        var rows = result.rows();
        var names = StringColumn.create("benchmark");
        var threads = IntColumn.create("threads");
        var scores = DoubleColumn.create("score");
        var errors = DoubleColumn.create("± (99.9 %)");
        var units = StringColumn.create("unit");
        var culprits = StringColumn.create("disturbed by");
        var parameters = new LinkedHashMap<String, StringColumn>();
        rows.stream()
                .flatMap(row -> row.parameters().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .forEach(name -> parameters.put(name, StringColumn.create(name)));
        for (var row : rows) {
            names.append(row.benchmark());
            parameters.forEach((name, column) -> column.append(row.parameters().getOrDefault(name, "")));
            threads.append(row.threads());
            scores.append(row.score());
            errors.append((row.high() - row.low()) / 2);
            units.append(BenchFinding.unit(row));
            culprits.append(row.disturbedBy().orElse(""));
        }
        var table = Table.create("%s, %s budget".formatted(result.title(), result.budget()), names);
        parameters.values().forEach(table::addColumns);
        table.addColumns(threads, scores, errors, units);
        if (rows.stream().anyMatch(row -> row.disturbedBy().isPresent())) {
            table.addColumns(culprits);
        }
        return table;
    }

    /** Returns the charts, which a page without scripts shows as pictures. */
    public List<ChartView> charts() {
        return charts;
    }

    @Override
    public String html() {
        return charts.stream().map(ChartView::html).collect(Collectors.joining("", "<div class=\"il-bench\">", ""))
                + table.html()
                + notes.stream().map(BenchView::note).collect(Collectors.joining())
                + former.map(then ->
                                note(from(then)) + TableView.of(then.table()).html())
                        .orElse("")
                + "</div>";
    }

    private static String note(String words) {
        return "<p class=\"il-note\" style=\"font-size:0.9em\">%s</p>".formatted(Html.escape(words));
    }

    /** The class may have been changed since: only its name is known. */
    private static String from(KeptBench then) {
        return "Kept from before: what was measured under this name on this machine on %s, in the %s budget."
                .formatted(DAY.format(then.at()), then.budget());
    }

    @Override
    public String text() {
        return charts.stream().map(BenchView::words).collect(Collectors.joining())
                + table.text()
                + String.join("\n", notes)
                + "\n"
                + former.map(then ->
                                from(then) + "\n" + TableView.of(then.table()).text())
                        .orElse("");
    }

    /** What a chart says in words; its numbers stand in the table. */
    private static String words(ChartView chart) {
        return chart.text().lines().takeWhile(line -> !line.isBlank()).collect(Collectors.joining("\n", "", "\n\n"));
    }

    /** Returns the same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
