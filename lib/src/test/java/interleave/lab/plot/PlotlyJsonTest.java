package interleave.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

class PlotlyJsonTest {

    private static final Map<String, Figure> KINDS = SampleFigures.kinds();
    private static final ObjectMapper STRICT = new ObjectMapper();

    static Stream<String> kinds() {
        return KINDS.keySet().stream();
    }

    static Stream<String> hostile() {
        return SampleFigures.HOSTILE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindBecomesJsonThatAStrictReaderTakes(String kind) throws Exception {
        JsonNode json = PlotlyJson.of(KINDS.get(kind));
        assertEquals(json, STRICT.readTree(json.toString()));
        assertTrue(json.path("data").path(0).path("type").isTextual());
        assertFalse(json.path("layout").path("title").path("text").asText().isBlank(), "the title is lost");
        assertFalse(json.toString().contains("NaN"));
        for (var trace : json.path("data")) {
            boolean hasData = Stream.of("x", "y", "z", "values", "close")
                    .anyMatch(key -> !trace.path(key).isEmpty());
            assertTrue(hasData, trace.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void everyTextIsShownAsItWasWritten(String name) throws Exception {
        String text = SampleFigures.HOSTILE.get(name);
        JsonNode json = PlotlyJson.of(SampleFigures.figureOf(text));
        assertEquals(json, STRICT.readTree(json.toString()));
        String seen = text.replace("\r\n", "\n");
        for (var trace : json.path("data")) {
            assertEquals(seen, Markup.plain(trace.path("x").path(0).asText()));
        }
        assertEquals(
                seen,
                Markup.plain(json.path("data").path(1).path("text").path(0).asText()));
        var title = json.path("layout").path("meta").path("title");
        assertEquals(seen, title.isMissingNode() ? "" : Markup.plain(title.asText()));
        for (var axis : List.of("xaxis", "yaxis")) {
            String drawn = Markup.plain(
                    json.path("layout").path(axis).path("title").path("text").asText());
            // Lines are broken and blanks at their ends dropped; a title without end is cut, and shows it.
            var words = List.of(drawn.strip().split("(?U)\\s+"));
            var all = List.of(seen.strip().split("(?U)\\s+"));
            assertEquals(
                    name.equals("long") ? all.subList(0, words.size() - 1) : all,
                    name.equals("long") ? words.subList(0, words.size() - 1) : words);
        }
    }

    @Test
    void tagsThatPlotlyKnowsKeepTheirMeaning() {
        var json = PlotlyJson.of(SampleFigures.figureOf("a<br><b>bold</b> <T>"));
        assertEquals("a<br><b>bold</b> &lt;T&gt;", json.at("/layout/title/text").asText());
        assertEquals("%&#123;y}", Markup.literal("%{y}"), "no variable to fill in");
    }

    @Test
    void settingsArriveSpeltAndTypedAsPlotlyWantsThem() {
        var json = PlotlyJson.of(SampleFigures.settings());
        var layout = json.path("layout");
        assertEquals("Settings", layout.at("/title/text").asText());
        assertEquals(30, layout.at("/title/font/size").asInt());
        assertEquals("reversed", layout.at("/yaxis/autorange").asText());
        assertTrue(layout.at("/yaxis/showspikes").asBoolean());
        assertEquals("[0.1,0.9]", layout.at("/yaxis/domain").toString());
        assertTrue(layout.at("/grid/xgap").isMissingNode());
        assertEquals("[1,10,100]", layout.at("/xaxis/tickvals").toString());
        assertEquals(640, layout.path("width").asInt());
        assertEquals(77, layout.at("/margin/l").asInt());
        assertEquals("#123456", layout.at("/yaxis/gridcolor").asText(), "what the author says wins");
        assertEquals(0.5, json.at("/data/0/opacity").asDouble());
        assertTrue(json.at("/data/0/hoverlabel/bgcolor").isMissingNode());
        assertEquals("#00ff00", json.at("/data/0/line/color").asText());
        assertEquals("#00ff00", json.at("/data/0/marker/color").asText());
        assertFalse(json.at("/config/responsive").asBoolean(true));
        assertFalse(json.at("/config/displaylogo").asBoolean(true));
    }

    @Test
    void missingValuesAreGaps() {
        var json = PlotlyJson.of(SampleFigures.missing());
        assertEquals(
                "[\"2026-01-01\",null,\"2026-01-03\"]", json.at("/data/0/x").toString());
        assertEquals("[1.5,null,3]", json.at("/data/0/y").toString());
        assertEquals("[1,2,null]", json.at("/data/1/x").toString());
        assertEquals("[null,null]", json.at("/data/2/y").toString());
    }

    @Test
    void bothHeatMapsOfAFigureSurvive() {
        var json = PlotlyJson.of(SampleFigures.twoHeatMaps());
        assertEquals("[[1,2.5]]", json.at("/data/0/z").toString());
        assertEquals("[[1,2.5]]", json.at("/data/1/z").toString());
    }

    @Test
    void namesThatLookLikeNumbersStayNames() {
        var trace = BarTrace.builder(new Object[] {"007", "12"}, new double[] {1, 2})
                .build();
        assertEquals(
                "[\"007\",\"12\"]",
                PlotlyJson.of(new Figure(trace)).at("/data/0/x").toString());
    }

    @Test
    void aFigureWithoutTracesIsRefusedInWords() {
        var none = assertThrows(IllegalArgumentException.class, () -> PlotlyJson.of(new Figure(new Trace[0])));
        assertTrue(none.getMessage().contains("no trace"), none.getMessage());
        assertThrows(IllegalArgumentException.class, () -> PlotlyJson.of(new Figure((Trace[]) null)));
        var hole = assertThrows(
                IllegalArgumentException.class,
                () -> PlotlyJson.of(new Figure(Layout.builder("t").build(), (Trace) null)));
        assertTrue(hole.getMessage().contains("trace 0"), hole.getMessage());
        assertThrows(NullPointerException.class, () -> PlotlyJson.of(null));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aKindThatTheBundleLacksIsRefusedByNameWithAnAlternative(String kind) {
        var json = PlotlyJson.of(KINDS.get(kind));
        if (List.of("candlestick", "ohlc", "scatter-3d").contains(kind)) {
            var refused = assertThrows(UndrawableException.class, () -> PlotlyJson.requireDrawable(json));
            assertEquals(kind.replace("-", ""), refused.kind());
            assertTrue(refused.getMessage().contains("draw "), refused.getMessage());
        } else {
            PlotlyJson.requireDrawable(json);
        }
    }

    @Test
    void aHundredThousandPointsStayNumbersAndSmall() {
        double[] numbers = IntStream.range(0, 100_000).mapToDouble(i -> i).toArray();
        var json =
                PlotlyJson.of(new Figure(ScatterTrace.builder(numbers, numbers).build()));
        assertEquals(100_000, json.at("/data/0/x").size());
        assertTrue(json.at("/data/0/x/99999").isNumber());
        int length = json.toString().length();
        assertTrue(length < 1_300_000, "characters: " + length);
    }

    @Test
    void aTraceSaysWhatJsplotCannot() {
        var bars =
                BarTrace.builder(new Object[] {"a"}, new double[] {2}).name("b").build();
        var trace = JsonTrace.with(
                bars,
                Map.of(
                        "error_y",
                                Map.of("type", "data", "array", new double[] {1}, "arrayminus", new double[] {Double.NaN
                                }),
                        "marker", Map.of("opacity", .5)));
        var json = PlotlyJson.of(JsonFigure.of(Map.of("annotations", List.of(Map.of("text", "here"))), trace));
        assertEquals("b", trace.name());
        assertEquals("[null]", json.at("/data/0/error_y/arrayminus").toString());
        assertEquals(Theme.TEXT, json.at("/data/0/error_y/color").asText());
        assertEquals(0.5, json.at("/data/0/marker/opacity").asDouble());
        assertEquals("here", json.at("/layout/annotations/0/text").asText());
        assertThrows(IllegalArgumentException.class, () -> JsonTrace.of(Map.of("x", List.of(1))));
    }

    @Test
    void aPatchedLayoutStandsAboveJsplotsAndChains() {
        var figure = new Figure(
                Layout.builder("old", "x").build(),
                BarTrace.builder(new Object[] {"a"}, new double[] {2}).build());
        var patched =
                JsonFigure.with(figure, Map.of("title", Map.of("text", "new"))).described("One bar.");
        var again = JsonFigure.with(patched, Map.of("height", 200));
        var json = PlotlyJson.of(again);
        assertEquals("new", json.at("/layout/title/text").asText());
        assertEquals("x", json.at("/layout/xaxis/title/text").asText());
        assertEquals(200, json.at("/layout/height").asInt());
        assertEquals("One bar.", again.description().orElseThrow());
    }
}
