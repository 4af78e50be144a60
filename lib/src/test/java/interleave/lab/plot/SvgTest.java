package interleave.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The picture by its structure; that it shows what plotly shows is tested in a browser. */
class SvgTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String svg(String data, String layout) throws Exception {
        return Svg.of(JSON.readTree("{\"data\": [%s], \"layout\": %s}".formatted(data, layout)));
    }

    private static long count(String svg, String regex) {
        return Pattern.compile(regex).matcher(svg).results().count();
    }

    /** Returns the labels at an axis. */
    private static List<String> labels(String svg, String axis) {
        var group = svg.substring(svg.indexOf("<g class=\"axis " + axis + "\">"));
        return Pattern.compile("<text[^>]*>([^<]*)</text>")
                .matcher(group.substring(0, group.indexOf("</g>")))
                .results()
                .map(text -> text.group(1))
                .toList();
    }

    @Test
    void barsBeginAtZeroAndHaveTheirWhiskers() throws Exception {
        var svg = svg(
                "{\"type\": \"bar\", \"x\": [\"a\", \"b\"], \"y\": [30, 100], \"error_y\": {\"array\": [5, 20], \"arrayminus\": [1, 2]}}",
                "{}");
        assertEquals(List.of("a", "b"), labels(svg, "x"));
        assertEquals(List.of("0", "20", "40", "60", "80", "100", "120"), labels(svg, "y"));
        assertEquals(2, count(svg, "<path[^>]* stroke=\"#444\""));
    }

    @Test
    void aLogarithmicAxisNamesDecades() throws Exception {
        var svg = svg("{\"x\": [1, 2], \"y\": [1, 100000]}", "{\"yaxis\": {\"type\": \"log\"}}");
        assertEquals(List.of("1", "10", "100", "1000", "10k", "100k"), labels(svg, "y"));
    }

    @Test
    void gapsBreakALine() throws Exception {
        var svg = svg(
                "{\"mode\": \"lines\", \"x\": [1, 2, 3, 4, 5], \"y\": [1, 2, null, 2, 1], \"line\": {\"color\": \"#123456\"}}",
                "{}");
        assertEquals(2, count(svg, "<path[^>]* stroke=\"#123456\""));
    }

    @Test
    void aHundredThousandPointsAreThinnedAndItIsSaid() throws Exception {
        var many = IntStream.range(0, 100_000).boxed().toList();
        var svg = Svg.of(JSON.valueToTree(Map.of(
                "data",
                List.of(Map.of("type", "scatter", "mode", "markers", "x", many, "y", many)),
                "layout",
                Map.of())));
        assertTrue(count(svg, "<circle") <= Marks.MOST);
        assertTrue(svg.contains("one of 34 points is drawn"));
        assertTrue(svg.length() < 400_000, "length " + svg.length());
    }

    @Test
    void whatCannotBeDrawnIsNamed() throws Exception {
        assertTrue(svg("{\"type\": \"sankey\"}", "{}").contains("cannot show the kind “sankey”"));
    }

    @Test
    void nothingAndNonsenseAreStillPictures() throws Exception {
        for (var data : List.of(
                "",
                "{}",
                "{\"type\": \"bar\"}",
                "{\"type\": \"pie\"}",
                "{\"type\": \"box\", \"y\": []}",
                "{\"type\": \"heatmap\", \"z\": []}",
                "{\"type\": \"histogram\", \"x\": [1]}",
                "{\"x\": [null], \"y\": [\"a\"]}",
                "{\"type\": \"violin\", \"y\": [1, 1, 1]}",
                "{\"x\": [1e308, -1e308], \"y\": [1e-300, 0]}")) {
            for (var layout : List.of(
                    "{}", "{\"xaxis\": {\"type\": \"log\"}, \"yaxis\": {\"type\": \"log\"}}", "{\"height\": 1e9}")) {
                assertTrue(svg(data, layout).endsWith("</svg>"), data);
            }
        }
    }

    @Test
    void numbersAreWrittenAsPlotlyDoes() {
        assertEquals("12.5k", NumberText.plain(12_500, 2500, 20_000, "B", 3, false));
        assertEquals("0.05", NumberText.plain(0.05, 0.05, 0.2, "B", 3, false));
        assertEquals("20,000", NumberText.plain(20_000, 5000, 20_000, "B", 6, true));
        assertEquals("−3", NumberText.plain(-3, 1, 5, "B", 3, false));
        assertEquals("1,234.50", NumberText.formatted(1234.5, ",.2f"));
        assertEquals("1.2k", NumberText.formatted(1200, ".3~s"));
        assertEquals("25%", NumberText.formatted(0.25, ".0%"));
    }
}
