package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.lab.ChartView;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlotlyCarrierTest {

    private static final String CHART = "<p>before</p>" + ChartView.MARK + "></figure>";

    private final PlotlyCarrier plotly = new PlotlyCarrier();

    /** Runs a cell with these outputs and returns which of them carry plotly. */
    private List<Boolean> run(String cell, List<String> deleted, String... outputs) {
        plotly.entered(Optional.ofNullable(cell), deleted);
        return Stream.of(outputs)
                .map(html -> plotly.complete(html).contains("il-plotly"))
                .toList();
    }

    private List<Boolean> run(String cell, String... outputs) {
        return run(cell, List.of(), outputs);
    }

    @Test
    void theFirstChartCarriesItAndItsCellAgain() {
        assertEquals(List.of(false, true, false), run("a", "<table></table>", CHART, CHART));
        assertEquals(List.of(false), run("b", CHART));
        assertEquals(List.of(true, false), run("a", CHART, CHART));
        assertEquals(List.of(false), run("b", CHART));
    }

    @Test
    void theNextChartCarriesItWhenTheFirstIsGone() {
        assertEquals(List.of(true), run("a", CHART));
        assertEquals(List.of(), run("a"), "edited: it shows no chart any more");
        assertEquals(List.of(true), run("b", CHART));
        assertEquals(List.of(true), run("c", List.of("b"), CHART));
    }

    @Test
    void withoutCellIdsTheKernelSendsItOnce() {
        assertEquals(List.of(true), run(null, CHART));
        assertEquals(List.of(false), run(null, CHART));
    }
}
