package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tech.tablesaw.plotly.components.Figure;

class ChartViewTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static ChartView view(String text) throws Exception {
        return ChartView.of((ObjectNode) JSON.readTree(text));
    }

    private static String bars(String title, String name) {
        return JSON.valueToTree(Map.of(
                        "data",
                        List.of(Map.of("type", "bar", "x", List.of(name, "b"), "y", List.of(1, 2))),
                        "layout",
                        Map.of("title", Map.of("text", title)),
                        "config",
                        Map.of()))
                .toString();
    }

    @Test
    void nothingFromOutsideEndsItsElement() throws Exception {
        var hostile = "</script><img src=x onerror=alert(1)>\u2028'\"&amp;";
        var html = view(bars(hostile, hostile)).html();
        assertFalse(html.contains("<img src=x"), html);
        assertEquals(2, html.split("</script>", -1).length - 1, "the JSON's and the announcement's own");
        var json = html.substring(html.indexOf("json\">") + 6, html.indexOf("</script>"));
        assertFalse(json.contains("\u2028"), "it ends a line of JavaScript");
        assertEquals(hostile, JSON.readTree(json).at("/data/0/x/0").asText(), "and yet nothing is lost");
    }

    @Test
    void thePictureIsXmlWhateverTheTextsAre() throws Exception {
        for (var text : List.of("a\u0000b", "\ud800", "]]>", "<![CDATA[", "&nosuch;", "日本語 👍", "\t\n")) {
            var svg = view(bars(text, text)).svg();
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
            assertEquals("svg", document.getDocumentElement().getTagName());
        }
    }

    @Test
    void equalFiguresAreEqualPictures() throws Exception {
        assertEquals(view(bars("t", "a")).svg(), view(bars("t", "a")).svg());
    }

    @Test
    void wordsSayTitleSubtitleKindAndNumbers() throws Exception {
        var text = view("""
                {"data": [{"type": "bar", "x": ["platform", "virtual"], "y": [60, 2],
                    "error_y": {"array": [5, 0.5], "arrayminus": [10, 1]}}],
                 "layout": {"title": {"text": "Virtual<br>wins", "subtitle": {"text": "n = 5"}},
                    "xaxis": {"title": {"text": "kind"}}, "yaxis": {"title": {"text": "µs"}}}, "config": {}}""").text();
        for (var part :
                List.of("Virtual wins", "n = 5", "Bar chart: µs over kind", "platform", "50.00", "65.00", "1.000")) {
            assertTrue(text.contains(part), part + " in\n" + text);
        }
    }

    @Test
    void aKindThatPlotlyLacksIsSaidAndNotDrawnAsAnother() throws Exception {
        var html = view("{\"data\": [{\"type\": \"candlestick\", \"open\": [1], \"close\": [2]}], \"layout\": {}}")
                .html();
        assertTrue(html.contains("<figcaption>") && html.contains("candlestick"), html);
        assertFalse(html.contains("<script"), "plotly would draw lines");
        assertTrue(html.contains(">open<"), "the numbers are there");
    }

    @Test
    void whatPlotlyGetsIsPlainData() throws Exception {
        var plotly = view(bars("t", "a")).plotly();
        assertEquals(Set.of("data", "layout", "config"), plotly.keySet());
        assertTrue(plotly.get("data") instanceof List<?> traces && traces.getFirst() instanceof Map<?, ?>);
    }

    @Test
    void noFigureIsRefused() {
        assertThrows(NullPointerException.class, () -> ChartView.of((Figure) null));
    }
}
