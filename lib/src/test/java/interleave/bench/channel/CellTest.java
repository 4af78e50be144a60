package interleave.bench.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.bench.channel.Cell.Goal;
import interleave.bench.channel.Cell.Role;
import interleave.trial.Budget;
import interleave.trial.jmh.BenchmarkCase;
import interleave.trial.jmh.Catalogue;
import interleave.trial.jmh.Selection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The table of the acceptance: its cells are benchmarks that exist, and its verdicts follow the rule. */
@Timeout(60)
class CellTest {

    private static final Catalogue CATALOGUE = Catalogue.ofClassPath();

    @Test
    void everyCandidateOfACellIsOneBenchmarkThatCanBePrepared() throws Exception {
        for (var cell : Cell.all()) {
            assertEquals(
                    1,
                    cell.candidates().stream()
                            .filter(one -> one.role() == Role.OURS)
                            .count(),
                    cell.title());
            assertTrue(cell.candidates().stream().anyMatch(one -> one.role() == Role.PEER), cell.title());
            for (var candidate : cell.candidates()) {
                prepare(candidate.benchmark(CATALOGUE));
            }
        }
    }

    @Test
    void everyBenchmarkCanBePreparedWithEachOfItsParameters() throws Exception {
        var cases =
                Selection.of(Pattern.compile("interleave\\.bench\\.channel\\.")).cases(CATALOGUE);
        assertTrue(cases.size() > 150, "only " + cases.size());
        for (var one : cases) {
            prepare(one);
        }
    }

    /** Makes what a fork makes before it measures, and ends it again. */
    private static void prepare(BenchmarkCase what) throws ReflectiveOperationException {
        var benchmark = Class.forName(what.className())
                .asSubclass(ChannelBenchmark.class)
                .getDeclaredConstructor()
                .newInstance();
        for (var parameter : what.parameters().entrySet()) {
            var field = benchmark.getClass().getField(parameter.getKey());
            field.set(
                    benchmark,
                    field.getType() == int.class
                            ? Integer.valueOf(parameter.getValue())
                            : (Object) parameter.getValue());
        }
        benchmark.getClass().getMethod("prepare").invoke(benchmark);
        benchmark.end();
    }

    @Test
    void theTableHasThirtyCellsAndEveryTitleOnce() {
        var cells = Cell.all();
        assertEquals(
                30, cells.stream().filter(cell -> cell.goal() == Goal.TABLE).count());
        assertEquals(8, cells.stream().filter(cell -> cell.goal() == Goal.FLOOR).count());
        assertEquals(
                16, cells.stream().filter(cell -> cell.goal() == Goal.SELECT).count());
        assertEquals(cells.size(), cells.stream().map(Cell::title).distinct().count());
    }

    @Test
    void aFloorIsMissedWhenTheWholeRangeLiesBelowAndAWinNeedsTheRangeAboveOne() {
        assertVerdict("win", List.of(1.01, 1.5, 2.0));
        assertVerdict("holds", List.of(0.8, 0.95, 2.0));
        assertVerdict("below, not surely", List.of(0.7, 0.8, 0.91));
        assertVerdict("missed", List.of(0.7, 0.8, 0.89));
    }

    private static void assertVerdict(String verdict, List<Double> ratios) {
        var ours = List.of(100.0, 100.0, 100.0);
        var its = ratios.stream().map(ratio -> 100 * ratio).toList();
        var result = new CellResult(
                "mpsc 1 platform",
                Budget.NORMAL,
                1,
                Map.of(),
                "jox",
                Map.of("interleave", ours, "jox", its),
                Map.of("interleave", ours, "jox", its),
                Map.of("other", "hung"),
                List.of(),
                "2026-01-01T00:00:00Z",
                Map.of("memory", "8 GB"));
        var line = CellResult.of(result.json()).markdown(Goal.TABLE);
        assertTrue(line.contains("| " + verdict + " |"), line);
        assertTrue(line.contains("other did not finish"), line);
        assertFalse(line.contains("interleave 100"), line);
    }
}
