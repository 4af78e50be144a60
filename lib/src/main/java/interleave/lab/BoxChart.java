package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** A box for each category: the middle half of its rows with the median in it, lines to the rest, far rows as dots. */
public final class BoxChart extends ChartOf<BoxChart> {

    private boolean log;

    BoxChart(Table table) {
        super(table, "box");
    }

    /** Takes the categories from a column: a box each. Required. */
    public BoxChart category(String column) {
        return names("category", column);
    }

    /** Makes the value axis logarithmic: equal distances are equal factors. */
    public BoxChart log() {
        log = true;
        return this;
    }

    @Override
    public JsonFigure figure() {
        need("category", ".category(\"column\")");
        var rows = rows();
        readable(rows.categories().size(), READABLE, "boxes", "choose the categories that the finding is about");
        if (log) {
            positive(rows.drawn(), Row::value, column("value"));
        }
        var labels = labels(rows.categories());
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "box");
        trace.put("orientation", "h");
        trace.put(
                "y",
                rows.drawn().stream().map(row -> labels.get(row.category())).toList());
        trace.put("x", rows.drawn().stream().map(Row::value).toList());
        trace.put("boxpoints", "outliers");
        trace.put("showlegend", false);
        var layout = new LinkedHashMap<String, Object>();
        layout.put("xaxis", Map.of("title", Map.of("text", valueTitle()), "type", log ? "log" : "linear"));
        layout.put("yaxis", Map.of("autorange", "reversed", "type", "category"));
        layout.put("height", 180 + 52 * rows.categories().size());
        return figure(rows, layout, List.of(JsonTrace.of(trace)), sentence(rows));
    }

    private String sentence(Rows rows) {
        int boxes = rows.categories().size();
        return "Box plot of %s, %d %s over %d rows: from %s (%s) to %s (%s)."
                .formatted(
                        column("value"),
                        boxes,
                        boxes == 1 ? "box" : "boxes",
                        rows.drawn().size(),
                        decimal(lowest(rows).value()),
                        lowest(rows).category(),
                        measured(highest(rows).value()),
                        highest(rows).category());
    }
}
