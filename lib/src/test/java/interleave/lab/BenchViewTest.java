package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.BenchResult;
import interleave.trial.BenchResult.Row;
import interleave.trial.Budget;
import interleave.trial.Comparison;
import interleave.trial.Machine;
import interleave.trial.Spread;
import interleave.trial.store.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchViewTest {

    private static final Machine MACHINE = new Machine(new LinkedHashMap<>(Map.of("threads that run at once", "2")));

    private static Row row(String name, int threads, double score, double error, Map<String, String> parameters) {
        return row(name, threads, score, error, parameters, 5, Optional.empty());
    }

    private static Row row(
            String name,
            int threads,
            double score,
            double error,
            Map<String, String> parameters,
            int iterations,
            Optional<String> culprit) {
        var raw = Collections.nCopies(iterations, score);
        return new Row(
                name,
                new TreeMap<>(parameters),
                threads,
                "avgt",
                score,
                score - error,
                score + error,
                "ns/op",
                1,
                iterations,
                List.of(raw),
                culprit);
    }

    private static Row row(String name, int threads, double score) {
        return row(name, threads, score, score / 100, Map.of());
    }

    private static BenchResult result(Budget budget, Row... rows) {
        return new BenchResult(
                "Increments", List.of(rows), budget, MACHINE, Instant.EPOCH, List.of("JMH 1.37"), List.of(), "[]");
    }

    private static String title(Budget budget, Row... rows) {
        return new BenchFinding(List.of(rows), budget).title();
    }

    @TempDir
    Path folder;

    private static BenchResult at(String time, Budget budget, double score) {
        var rows = List.of(row("plain", 1, score));
        return new BenchResult("Increments", rows, budget, MACHINE, Instant.parse(time), List.of(), List.of(), "[]");
    }

    @Test
    void besideAQuickResultStandsTheNewestKeptOneThatIsNot() throws Exception {
        var results = Results.in(folder);
        var quick = at("2026-11-22T12:00:03Z", Budget.QUICK, 10);
        assertFalse(BenchView.of(quick, results).text().contains("Kept from before"));
        results.keep(at("2026-11-20T12:00:00Z", Budget.NORMAL, 111));
        results.keep(at("2026-11-21T12:00:00Z", Budget.THOROUGH, 222));
        results.keep(quick);
        var kept = "this machine on 2026-11-21, in the thorough budget";
        for (var words : List.of(kept, "222")) {
            assertTrue(BenchView.of(quick, results).text().contains(words), words);
            assertTrue(BenchView.of(quick, results).html().contains(words), words);
        }
        assertFalse(BenchView.of(quick, results).text().contains("111"));
        var normal = at("2026-11-22T12:00:04Z", Budget.NORMAL, 10);
        assertFalse(BenchView.of(normal, results).text().contains("Kept from before"));
    }

    @Test
    void aResultIsKeptOnceHoweverOftenItIsShown() throws Exception {
        var results = Results.in(folder);
        for (int shown = 0; shown < 3; shown++) {
            results.keep(at("2026-11-20T12:00:00Z", Budget.NORMAL, 111));
        }
        results.keep(at("2026-11-20T12:00:00Z", Budget.NORMAL, 112));
        try (var files = Files.list(folder.resolve("results/bench"))) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void theTitleIsTheFinding() {
        var normal = Budget.NORMAL;
        assertEquals(
                "atomic takes 1.3 times as long as plain", title(normal, row("plain", 1, 10), row("atomic", 1, 13)));
        assertEquals("atomic takes 5 % longer than plain", title(normal, row("plain", 1, 10), row("atomic", 1, 10.5)));
        assertEquals(
                "c takes the longest, 30 times as long as a",
                title(normal, row("a", 1, 10), row("b", 1, 20), row("c", 1, 300)));
        assertEquals(
                "atomic takes 8.0 times as long as plain in 4 threads",
                title(normal, row("plain", 1, 2), row("plain", 4, 3), row("atomic", 1, 5), row("atomic", 4, 24)));
        assertEquals(
                "plain, 4 threads takes 1.5 times as long as plain, one thread",
                title(normal, row("plain", 1, 2), row("plain", 4, 3)));
        assertEquals(
                "b takes 2.0 times as long as a with size=9",
                title(
                        normal,
                        row("a", 1, 2, 0.1, Map.of("size", "1")),
                        row("a", 1, 5, 0.1, Map.of("size", "9")),
                        row("b", 1, 2, 0.1, Map.of("size", "1")),
                        row("b", 1, 10, 0.1, Map.of("size", "9"))));
    }

    @Test
    void overlappingIntervalsAreNoDifference() {
        assertEquals(
                "plain and atomic: no difference shown, their intervals overlap",
                title(Budget.NORMAL, row("plain", 1, 10, 2, Map.of()), row("atomic", 1, 13, 2, Map.of())));
    }

    @Test
    void whatMayNotBeJudgedIsAQuestion() {
        assertEquals(
                "Which takes less time: plain or atomic?",
                title(Budget.QUICK, row("plain", 1, 10), row("atomic", 1, 20)));
        var disturbed = row("plain", 1, 10, 1, Map.of(), 5, Optional.of("process x used 1.0 cores"));
        assertEquals("Which takes less time: plain or atomic?", title(Budget.NORMAL, disturbed, row("atomic", 1, 20)));
        assertEquals("How long does plain take?", title(Budget.QUICK, row("plain", 1, 10)));
        var few = row("plain", 1, 10, Double.NaN, Map.of(), 2, Optional.empty());
        assertEquals("How long does plain take?", title(Budget.NORMAL, few));
    }

    @Test
    void chartTableAndConditionsTellTheSame() {
        var view = BenchView.of(result(Budget.NORMAL, row("plain", 1, 10), row("atomic", 1, 13)));
        assertEquals(1, view.charts().size());
        assertTrue(
                view.text().startsWith("atomic takes 1.3 times as long as plain\nMean of 1 fork × 5 iterations"),
                view::text);
        assertTrue(view.text().contains("ns per operation"), view::text);
        assertTrue(view.text().contains("Normal budget; 1 fork × 5 iterations; JMH 1.37."), view::text);
        assertTrue(view.html().contains("<img alt=") && view.html().contains("<td"), view::html);
        assertFalse(view.html().contains("disturbed by"));
    }

    @Test
    void theQuickBudgetSaysSoAndDrawsTheRangeInTheIntervalsPlace() {
        var quick = row("plain", 1, 10, 500, Map.of(), 3, Optional.empty());
        var view = BenchView.of(result(Budget.QUICK, quick));
        assertTrue(view.text().contains("Quick budget: data without a verdict"), view::text);
        assertTrue(view.text().contains("the range of the iterations"), view::text);
        assertEquals(10, new BenchFinding(List.of(quick), Budget.QUICK).high(quick));
    }

    @Test
    void theDisturbedRowNamesItsCulprit() {
        var disturbed = row("plain", 1, 10, 1, Map.of(), 5, Optional.of("process javac used 0.7 cores"));
        var text = BenchView.of(result(Budget.NORMAL, disturbed, row("atomic", 1, 20)))
                .text();
        assertTrue(text.contains("process javac used 0.7 cores"), text);
        assertTrue(text.contains("Disturbed: 1 of 2."), text);
    }

    @Test
    void moreThanAChartHoldsIsATableThatSaysWhy() {
        var many = IntStream.range(0, 50).mapToObj(i -> row("b" + i, 1, 10)).toArray(Row[]::new);
        var view = BenchView.of(result(Budget.NORMAL, many));
        assertTrue(view.charts().isEmpty());
        assertTrue(view.text().contains("No chart: "), view::text);
    }

    @Test
    void manyRowsHaveAChartForEachBenchmarkAndThenForEachValueOfAParameter() {
        var small = IntStream.range(0, 6).mapToObj(i -> row("small", 1, i + 1, 1, Map.of("size", "" + i)));
        var large = IntStream.range(0, 50)
                .mapToObj(i -> row("large", 1, i + 1, 1, Map.of("kind", i % 2 == 0 ? "even" : "odd", "size", "" + i)));
        var rows = Stream.concat(small, large).toArray(Row[]::new);
        assertEquals(
                List.of(6, 25, 25),
                BenchParts.of(List.of(rows)).stream().map(List::size).toList());
        assertEquals(3, BenchView.of(result(Budget.NORMAL, rows)).charts().size());
    }

    @Test
    void scoresOfDifferentUnitsHaveChartsOfTheirOwn() {
        var perSecond = new Row(
                "plain",
                new TreeMap<>(),
                1,
                "thrpt",
                5,
                4,
                6,
                "ops/s",
                1,
                5,
                List.of(Collections.nCopies(5, 5.0)),
                Optional.empty());
        assertEquals(
                2,
                BenchView.of(result(Budget.NORMAL, row("plain", 1, 10), perSecond))
                        .charts()
                        .size());
    }

    private static Comparison comparison(Budget budget, double... ratios) {
        var base = Collections.nCopies(ratios.length, 10.0);
        var scores =
                IntStream.range(0, ratios.length).mapToObj(i -> 10 * ratios[i]).toList();
        return new Comparison(
                "Increments",
                "plain",
                List.of(new Comparison.Candidate("atomic", Spread.of(ratios), scores)),
                base,
                "ns/op",
                "avgt",
                ratios.length,
                1,
                budget,
                MACHINE,
                Instant.EPOCH,
                List.of("JMH 1.37"),
                List.of(),
                "[]");
    }

    @Test
    void aComparisonSaysItsCallInWords() {
        var slower = BenchView.of(comparison(Budget.NORMAL, 1.2, 1.3, 1.4)).text();
        assertTrue(slower.startsWith("atomic takes 1.3 times as long as plain\n"), slower);
        assertTrue(slower.contains(": slower"), slower);
        var same = BenchView.of(comparison(Budget.NORMAL, 0.99, 1.0, 1.01)).text();
        assertTrue(same.startsWith("atomic and plain differ by less than a tenth\n"), same);
        var undecided = BenchView.of(comparison(Budget.NORMAL, 0.7, 1.3, 1.0)).text();
        assertTrue(undecided.startsWith("atomic or plain: undecided"), undecided);
        var quick = BenchView.of(comparison(Budget.QUICK, 1.2, 1.3, 1.4)).text();
        assertTrue(quick.startsWith("Does atomic take longer than plain?\n"), quick);
    }
}
