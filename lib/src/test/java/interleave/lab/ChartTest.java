package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import interleave.lab.plot.Markup;
import interleave.lab.plot.PlotlyJson;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ChartTest {

    private static final Map<String, Chart> SAMPLES = SampleCharts.all();

    private static Table scores() {
        return Table.create(
                "scores",
                StringColumn.create("who", "slow", "fast", "none", "bare"),
                DoubleColumn.create("score", 9, 2, Double.NaN, 4),
                DoubleColumn.create("low", 8, 1.5, 1, Double.NaN),
                DoubleColumn.create("high", 12, 2.25, 1, Double.NaN),
                IntColumn.create("threads", 1, 2, 4, 8));
    }

    private static BarChart bars() {
        return Chart.bars(scores())
                .category("who")
                .value("score", "µs per call")
                .title("Fast is faster");
    }

    private static JsonNode json(Chart chart) {
        return PlotlyJson.of(chart.figure());
    }

    private static void refused(Class<? extends RuntimeException> type, Executable what, String... words) {
        var message = assertThrows(type, what).getMessage();
        for (var word : words) {
            assertTrue(message.contains(word), message);
        }
    }

    static Stream<String> samples() {
        return SAMPLES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everySampleIsStrictJsonThatOurPagesDrawAndSaysWhatItShows(String name) throws Exception {
        var chart = SAMPLES.get(name);
        var json = json(chart);
        assertEquals(json, new ObjectMapper().readTree(json.toString()));
        PlotlyJson.requireDrawable(json);
        assertFalse(json.at("/layout/title/text").asText().isBlank());
        assertTrue(chart.description().endsWith("."), chart.description());
    }

    @Test
    void barsAreSortedByValueWithWhiskersWhereThereIsAnInterval() {
        var json = json(bars().interval("low", "high").subtitle("five runs, whiskers: range; less is better"));
        assertEquals("[\"slow\",\"bare\",\"fast\"]", json.at("/data/0/y").toString());
        assertEquals("[9,4,2]", json.at("/data/0/x").toString());
        assertEquals("[3,null,0.25]", json.at("/data/0/error_x/array").toString());
        assertEquals("[1,null,0.5]", json.at("/data/0/error_x/arrayminus").toString());
        assertEquals("score (µs per call)", json.at("/layout/xaxis/title/text").asText());
        assertEquals(
                "five runs, whiskers: range; less is better; 1 row without a value is left out",
                json.at("/layout/title/subtitle/text").asText());
        assertEquals(
                "[\"slow\",\"fast\",\"bare\"]",
                json(bars().inOrder()).at("/data/0/y").toString());
    }

    @Test
    void theSentenceNamesTheExtremesWithTheirUnit() {
        assertEquals(
                "Bar chart of score with 3 bars: the largest is \"slow\" with 9 µs per call, the smallest \"fast\" with 2 µs per call.",
                bars().description());
        var dots =
                Chart.dots(scores()).value("score", "µs").reference(4, "goal").title("t");
        assertEquals(
                "Dot plot of score, 3 dots from 2 to 9 µs; 1 of them below 4 (goal), 1 on it, 1 above.",
                dots.description());
    }

    @Test
    void whatIsMissingIsAskedFor() {
        refused(IllegalStateException.class, () -> Chart.bars(scores()).figure(), ".category(");
        refused(
                IllegalStateException.class,
                () -> Chart.bars(scores()).category("who").figure(),
                ".value(",
                "unit");
        refused(
                IllegalStateException.class,
                () -> Chart.bars(scores()).category("who").value("score", "µs").figure(),
                ".title(",
                "finding");
        refused(
                IllegalStateException.class,
                () -> bars().interval("low", "high").figure(),
                ".subtitle(");
        refused(
                IllegalStateException.class,
                () -> Chart.lines(scores()).value("score", "µs").title("t").figure(),
                ".x(");
        refused(IllegalArgumentException.class, () -> bars().title(" "), "finding");
        refused(NullPointerException.class, () -> Chart.bars(null), "table");
    }

    @Test
    void aUnitIsAWord() {
        for (var unit : new String[] {"", "1", " 10 ", null, "1/1"}) {
            refused(IllegalArgumentException.class, () -> Chart.box(scores()).value("score", unit), "times as fast");
        }
        Chart.box(scores()).value("score", "%").value("score", "1/s");
    }

    @Test
    void aWrongColumnIsNamedWithThoseThereAre() {
        refused(
                IllegalArgumentException.class,
                () -> Chart.bars(scores()).category("whom"),
                "\"whom\"",
                "who, score, low, high, threads");
        refused(
                IllegalArgumentException.class,
                () -> Chart.bars(scores()).value("who", "µs"),
                "\"who\"",
                "string",
                "numbers");
        refused(IllegalArgumentException.class, () -> bars().interval("low", "who"), "interval", "\"who\"");
        refused(IllegalArgumentException.class, () -> bars().series("who"), "groupedBars");
    }

    @Test
    void whatCannotBeDrawnHonestlyIsRefusedWithAdvice() {
        refused(
                IllegalArgumentException.class,
                () -> bars().interval("high", "low").subtitle("s").figure(),
                "row 1",
                "order");
        refused(
                IllegalArgumentException.class,
                () -> Chart.bars(scores().append(scores()))
                        .category("who")
                        .value("score", "µs")
                        .title("t")
                        .figure(),
                "\"slow\"",
                "summarise");
    }

    @Test
    void nothingToDrawIsSaid() {
        refused(
                IllegalArgumentException.class,
                () -> Chart.box(scores().emptyCopy())
                        .category("who")
                        .value("score", "µs")
                        .title("t")
                        .figure(),
                "no row");
        refused(
                IllegalArgumentException.class,
                () -> Chart.box(scores().rows(2))
                        .category("who")
                        .value("score", "µs")
                        .title("t")
                        .figure(),
                "\"score\"");
    }

    @Test
    void tooManyBarsAreRefused() {
        var names = StringColumn.create("n", IntStream.range(0, 41).mapToObj(i -> "n" + i));
        var table = Table.create(names, DoubleColumn.create("v", new double[41]));
        var chart = Chart.bars(table).category("n").value("v", "ms").title("t");
        refused(IllegalArgumentException.class, chart::figure, "41 bars", "at most 40");
    }

    @Test
    void aLogarithmicAxisBeginsAboveZero() {
        var table = Table.create(IntColumn.create("x", 1, 10), DoubleColumn.create("v", 0, 1));
        var line = Chart.lines(table).x("x").value("v", "ms").title("t");
        json(line.logX());
        refused(IllegalArgumentException.class, line.logY()::figure, "v", "above 0");
        var dots = Chart.dots(table).value("v", "ms").title("t").log();
        refused(IllegalArgumentException.class, dots::figure, "above 0");
    }

    @Test
    void groupsKeepTheOrderOfTheTableAndSeriesTheirLook() {
        var json = json(SAMPLES.get("chart-bars-facets"));
        assertEquals(9, json.at("/data").size());
        assertEquals("AtomicLong", json.at("/data/0/name").asText());
        assertEquals(
                "[\"1 thread\",\"2 threads\",\"4 threads\"]",
                json.at("/data/0/y").toString());
        assertTrue(json.at("/data/0/showlegend").asBoolean());
        assertFalse(json.at("/data/3/showlegend").asBoolean(true));
        assertEquals("y2", json.at("/data/3/yaxis").asText());
        assertEquals(json.at("/data/0/marker"), json.at("/data/3/marker"));
        assertEquals("x", json.at("/layout/xaxis2/matches").asText());
        var names = json.at("/layout/annotations").findValuesAsText("text");
        assertEquals(List.of("<b>none</b>", "<b>50 ns</b>", "<b>1 µs</b>"), names);
    }

    @Test
    void aBandHasAGapWhereARowHasNoInterval() {
        var table = Table.create(
                IntColumn.create("x", 1, 2, 3, 4, 5),
                DoubleColumn.create("v", 1, 2, 3, 4, 5),
                DoubleColumn.create("l", 0, 1, Double.NaN, 3, 4),
                DoubleColumn.create("h", 2, 3, 9, 5, 6));
        var json = json(Chart.lines(table)
                .x("x")
                .value("v", "ms")
                .band("l", "h")
                .title("t")
                .subtitle("band: range"));
        assertEquals("[1,2,2,1]", json.at("/data/0/x").toString());
        assertEquals("[0,1,3,2]", json.at("/data/0/y").toString());
        assertEquals("[4,5,5,4]", json.at("/data/1/x").toString());
        assertEquals("[1,2,3,4,5]", json.at("/data/2/y").toString());
        assertEquals("[1,2,3,4,5]", json.at("/layout/xaxis/tickvals").toString());
        assertEquals(
                json.at("/data/2/line/color").asText() + "33",
                json.at("/data/0/fillcolor").asText());
    }

    @Test
    void theReferenceIsALineWithItsLabel() {
        var json = json(Chart.dots(scores())
                .x("threads")
                .value("score", "µs")
                .reference(3, "goal <T>")
                .title("t"));
        assertEquals("[1,2,8]", json.at("/data/0/x").toString());
        assertEquals("[3,3]", json.at("/data/1/y").toString());
        assertEquals(
                "goal <T>: 3",
                Markup.plain(json.at("/layout/annotations/0/text").asText()));
        refused(IllegalArgumentException.class, () -> Chart.dots(scores()).reference(1, ""), "label");
        refused(IllegalArgumentException.class, () -> Chart.dots(scores()).reference(Double.NaN, "x"), "finite");
    }

    @Test
    void aPairWithoutAValueIsAnEmptyCell() {
        var table = Table.create(
                StringColumn.create("a", "p", "q", "q"),
                StringColumn.create("b", "u", "u", "v"),
                DoubleColumn.create("v", 1, 2, 3));
        var json = json(Chart.heat(table).x("a").y("b").value("v", "ms").title("t"));
        assertEquals("[[1,2],[null,3]]", json.at("/data/0/z").toString());
        assertEquals("[[\"1\",\"2\"],[\"\",\"3\"]]", json.at("/data/0/text").toString());
    }

    @Test
    void longNamesThatBeginAlikeStayApart() {
        var same = "the same beginning, word for word, ".repeat(10);
        var table = Table.create(StringColumn.create("n", same + "a", same + "b"), DoubleColumn.create("v", 1, 2));
        var y = json(Chart.bars(table).category("n").value("v", "ms").title("t"))
                .at("/data/0/y");
        assertFalse(y.get(0).equals(y.get(1)), y.toString());
    }

    @Test
    void numbersReadTheSameInEveryLocale() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertEquals("1,234,567", ChartOf.decimal(1_234_567));
            assertEquals("0.0123", ChartOf.decimal(0.01234));
            assertEquals("58.2", ChartOf.decimal(58.1999));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aHundredThousandRowsStayBounded() {
        var n = 100_000;
        var table = Table.create(
                DoubleColumn.create(
                        "x", IntStream.range(0, n).mapToDouble(i -> i).toArray()),
                DoubleColumn.create(
                        "v", IntStream.range(0, n).mapToDouble(i -> i % 97).toArray()));
        for (var chart : List.of(
                Chart.lines(table).x("x").value("v", "ms").title("t"),
                Chart.dots(table).x("x").value("v", "ms").title("t"))) {
            int length = json(chart).toString().length();
            assertTrue(length < 1_500_000, "characters: " + length);
        }
    }
}
