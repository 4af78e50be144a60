package interleave.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.SampleCharts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

class ThemeTest {

    private static final Pattern COLOUR = Pattern.compile("#[0-9A-Fa-f]{6,8}");

    private static void collect(JsonNode node, Set<String> colours) {
        node.properties().stream()
                .filter(each -> !each.getKey().equals("colorscale"))
                .forEach(each -> collect(each.getValue(), colours));
        if (node.isArray()) {
            node.forEach(each -> collect(each, colours));
        }
        if (node.isTextual() && COLOUR.matcher(node.asText()).matches()) {
            colours.add(node.asText());
        }
    }

    private static JsonNode logarithmic(double... x) {
        var layout = Layout.builder("t")
                .xAxis(Axis.builder().type(Axis.Type.LOG).build())
                .build();
        return PlotlyJson.of(new Figure(layout, ScatterTrace.builder(x, x).build()))
                .at("/layout/xaxis");
    }

    @Test
    void aDarkPageHasACounterpartForEveryColour() {
        var colours = new TreeSet<String>();
        SampleCharts.all().values().forEach(chart -> collect(PlotlyJson.of(chart.figure()), colours));
        assertTrue(colours.remove(Theme.ON_TINTS), "numbers on tints keep their colour");
        assertTrue(colours.size() > 8, colours.toString());
        colours.removeAll(Theme.dark().keySet());
        assertEquals(Set.of(), colours);
    }

    @Test
    void manyDecadesAreNamedWholeAndFewByOneTwoFive() {
        var many = logarithmic(1, 5_000);
        assertEquals(1, many.path("dtick").asInt());
        assertEquals("none", many.path("exponentformat").asText());
        assertEquals("power", logarithmic(1, 1e9).path("exponentformat").asText());
        var few = logarithmic(12, 90).path("tickvals").toString();
        assertTrue(few.contains("10,20,50,100"), few);
        assertTrue(logarithmic(0, -1).path("tickvals").isMissingNode(), "no ticks to choose without positive values");
    }

    @Test
    void theGridCrossesTheValueAxisAloneAndBarsBeginAtZero() {
        var json = PlotlyJson.of(SampleFigures.timeline());
        assertTrue(json.at("/layout/xaxis/showgrid").asBoolean());
        assertEquals("tozero", json.at("/layout/xaxis/rangemode").asText());
        assertFalse(json.at("/layout/yaxis/showgrid").asBoolean(true));
        assertEquals("overlay", json.at("/layout/barmode").asText(), "what the figure says wins");
        assertEquals("[4,5,7]", json.at("/data/0/base").toString());
    }

    @Test
    void eachSeriesHasItsOwnColourShapeAndDashAndKeepsThemInEveryPanel() {
        var json = PlotlyJson.of(SampleCharts.all().get("chart-lines-facets").figure());
        var looks = new TreeSet<String>();
        for (var trace : json.path("data")) {
            looks.add(List.of(
                            trace.path("legendgroup"),
                            trace.at("/line/color"),
                            trace.at("/line/dash"),
                            trace.at("/marker/symbol"))
                    .toString());
        }
        assertEquals(4, looks.size(), looks.toString());
        for (var key : List.of("/line/color", "/line/dash", "/marker/symbol")) {
            var each = new TreeSet<String>();
            json.path("data").forEach(trace -> each.add(trace.at(key).asText()));
            assertEquals(4, each.size(), each.toString());
        }
    }

    @Test
    void aLongTitleIsBrokenAndKeptWhole() {
        var title = "word ".repeat(30).strip();
        var figure = JsonFigure.of(
                Map.of("title", Map.of("text", title, "subtitle", Map.of("text", "sub"))),
                JsonTrace.of(Map.of("type", "bar", "x", List.of(1), "y", List.of(1))));
        var layout = PlotlyJson.of(figure).path("layout");
        assertEquals(3, Markup.lines(layout.at("/title/text").asText()));
        assertEquals(title, layout.at("/meta/title").asText());
        assertEquals("sub", layout.at("/meta/subtitle").asText());
        assertTrue(layout.at("/margin/t").asInt() > 100);
    }

    @Test
    void aLongNameBesideAnAxisStandsInLinesAndStaysWholeInTheData() {
        var name = "word ".repeat(20).strip();
        var json = PlotlyJson.of(JsonFigure.of(
                Map.of(), JsonTrace.of(Map.of("type", "bar", "x", List.of(name, "b"), "y", List.of(1, 2)))));
        assertEquals(name, json.at("/data/0/x/0").asText());
        assertEquals(json.at("/data/0/x"), json.at("/layout/xaxis/tickvals"));
        assertTrue(json.at("/layout/xaxis/ticktext/0").asText().contains("<br>"));
    }

    @Test
    void wordsLongerThanALineAreCutBetweenCharacters() {
        var wrapped = Markup.wrap("🧵".repeat(10) + "&lt;", 4);
        assertEquals("🧵🧵🧵🧵<br>🧵🧵🧵🧵<br>🧵🧵&lt;", wrapped);
        assertEquals("<b>a long text in bold</b>", Markup.wrap("<b>a long text in bold</b>", 4));
    }
}
