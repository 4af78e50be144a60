package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Budget;
import interleave.trial.Design;
import interleave.trial.Evidence;
import interleave.trial.Finding;
import interleave.trial.Judgement;
import interleave.trial.Machine;
import interleave.trial.Sketch;
import interleave.trial.Tabular;
import interleave.trial.Verdict;
import interleave.trial.store.Results;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

class FindingViewTest {

    @TempDir
    Path folder;

    private static Finding finding(Budget budget, Verdict verdict, String reason, Optional<String> disturbedBy) {
        var design = new Design(
                "K05",
                "Is it <so>?",
                new LinkedHashMap<>(Map.of("size", "3")),
                42,
                "It is looked at.",
                "It is so if it is.");
        var table = Table.create(
                "what was seen",
                IntColumn.create("threads", new int[] {1, 2}),
                DoubleColumn.create("times", new double[] {1, 1.9}),
                DoubleColumn.create("least", new double[] {1, 1.8}),
                DoubleColumn.create("most", new double[] {1, 2}));
        var sketch = Sketch.lines(
                "It grows", "3 rounds", "threads", "times", "times as fast", new Sketch.Range("least", "most"), "");
        var evidence =
                new Evidence(table, Optional.of(sketch), new LinkedHashMap<>(Map.of("raw", List.of(1.0))), disturbedBy);
        var at = Instant.parse("2026-11-22T12:00:00Z");
        return new Finding(design, at, budget, Machine.card(), evidence, new Judgement(verdict, reason));
    }

    @Test
    void questionRunDataVerdictAndRuleAreThere() {
        var found = finding(
                Budget.NORMAL, Verdict.DEPENDS, "Here so, there not.", Optional.of("thread “spin” used 0.5 cores"));
        var view = FindingView.of(found, Results.in(folder));
        for (var words : List.of(
                "(article 2, line 42)",
                "It is looked at.",
                "depends, but disturbed",
                "Here so, there not. Disturbed: thread “spin” used 0.5 cores. Run it again",
                "It is so if it is.",
                "size 3",
                "normal budget, seed 42",
                Machine.card().line())) {
            assertTrue(view.text().contains(words), () -> words + " is missing in\n" + view.text());
            assertTrue(view.html().contains(Html.escape(words)), () -> words + " is missing in\n" + view.html());
        }
        assertTrue(view.html().contains("Is it &lt;so&gt;?"), view::html);
        assertEquals(1, view.html().split("class=\"il-verdict\"", -1).length - 1, "one verdict");
        assertTrue(view.html().contains(ChartView.MARK), "the picture is missing");
        assertFalse(view.text().contains("Kept from before"), view::text);
    }

    @Test
    void whereTheVerdictIsWithheldTheKeptOneStandsBesideTheData() throws Exception {
        var results = Results.in(folder);
        var quick = finding(Budget.QUICK, Verdict.WITHHELD, "Too little.", Optional.empty());
        assertFalse(FindingView.of(quick, results).text().contains("Kept from before"));
        results.keep(finding(Budget.NORMAL, Verdict.REFUTED, "Never so.", Optional.empty()));
        var text = FindingView.of(quick, results).text();
        assertTrue(text.contains("verdict withheld. Too little."), text);
        assertTrue(text.contains("Kept from before, in the normal budget: refuted. Never so."), text);
        var html = FindingView.of(quick, results).html();
        assertEquals(2, html.split(Pattern.quote(ChartView.MARK), -1).length - 1, "then and now");
    }

    @Test
    void onlyAVerdictFromAQuietRunIsATitle() {
        var reason = "Because.";
        var judged = finding(Budget.NORMAL, Verdict.SUPPORTED, reason, Optional.empty());
        var quick = finding(Budget.QUICK, Verdict.WITHHELD, reason, Optional.empty());
        var disturbed = finding(Budget.NORMAL, Verdict.SUPPORTED, reason, Optional.of("thread “spin”"));
        assertEquals("It grows", judged.sketch().orElseThrow().title());
        assertEquals("3 rounds", judged.sketch().orElseThrow().subtitle());
        for (var doubtful : List.of(quick, disturbed)) {
            assertEquals("Is it <so>?", doubtful.sketch().orElseThrow().title());
            assertFalse(FindingView.of(doubtful, Results.in(folder)).html().contains("It grows"));
        }
        assertEquals(
                "Quick budget: data without a verdict. 3 rounds",
                quick.sketch().orElseThrow().subtitle());
    }

    @Test
    void figuresThatNoChartCanHoldAreShownAsATable() {
        var table = Table.create(
                "times", DoubleColumn.create("run", new double[] {1, 2}), DoubleColumn.create("time", new double[] {0, 1
                }));
        var sketch = Sketch.dots("t", "s", "run", "time", "ms", new Sketch.Level(1, "one"))
                .logarithmic();
        var shown = ResultView.of(new Tabular() {
            @Override
            public Table table() {
                return table;
            }

            @Override
            public Optional<Sketch> sketch() {
                return Optional.of(sketch);
            }
        });
        assertTrue(shown.html().contains("<caption"), shown::html);
    }

    @Test
    void aResultThatCannotBeReadIsNamed() throws Exception {
        Files.createDirectories(folder.resolve("results/K05"));
        Files.writeString(folder.resolve("results/K05/a.json"), "{");
        var found = finding(Budget.QUICK, Verdict.WITHHELD, "Too little.", Optional.empty());
        assertTrue(FindingView.of(found, Results.in(folder)).text().contains("results/K05/a.json cannot be read"));
    }
}
