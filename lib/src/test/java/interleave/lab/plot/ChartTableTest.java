package interleave.lab.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class ChartTableTest {

    private static Table table(String data, String layout) throws Exception {
        return ChartTable.of(new ObjectMapper().readTree("{\"data\": [%s], \"layout\": %s}".formatted(data, layout)));
    }

    private static final String DOTS = "{\"x\": [10, 20, 30], \"y\": [0, 1.1, 0.9]}";

    @Test
    void tellsLanesByName() throws Exception {
        var table = table(DOTS, """
                {"xaxis": {"title": {"text": "time, ns"}},
                 "yaxis": {"tickvals": [0, 1], "ticktext": ["the lock", "the queue,<br>bounded"]}}
                """);
        assertEquals(List.of("time, ns", "lane"), table.columnNames());
        assertEquals(
                List.of("the lock", "the queue, bounded", "the queue, bounded"),
                table.stringColumn("lane").asList());
    }

    @Test
    void keepsTheNumbersOfAMeasureWhateverItsMarksAreCalled() throws Exception {
        var table = table(DOTS, """
                {"yaxis": {"title": {"text": "ratio"}, "tickvals": [0, 1], "ticktext": ["none", "the same"]}}
                """);
        assertEquals(List.of("x", "ratio"), table.columnNames());
        assertEquals(List.of(0.0, 1.1, 0.9), table.doubleColumn("ratio").asList());
    }

    @Test
    void keepsNumbersWhereNotEveryMarkHasAName() throws Exception {
        var table = table(DOTS, "{\"yaxis\": {\"tickvals\": [0, 1], \"ticktext\": [\"one\"]}}");
        assertEquals(List.of(0.0, 1.1, 0.9), table.doubleColumn("y").asList());
    }
}
