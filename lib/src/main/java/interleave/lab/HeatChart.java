package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import interleave.lab.plot.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.Table;

/** A coloured cell for each pair of names, with its number in it while the cells are large enough. */
public final class HeatChart extends ChartOf<HeatChart> {

    private static final int NUMBERS_FIT = 12;

    HeatChart(Table table) {
        super(table, "heat");
    }

    /** Takes the names of the columns of cells from a column of the table. Required. */
    public HeatChart x(String column) {
        return names("category", column);
    }

    /** Takes the names of the rows of cells from a column of the table. Required. */
    public HeatChart y(String column) {
        return names("series", column);
    }

    @Override
    public JsonFigure figure() {
        need("category", ".x(\"column\")");
        need("series", ".y(\"column\")");
        var rows = rows();
        var across = rows.categories();
        var down = rows.series();
        readable(Math.max(across.size(), down.size()), READABLE, "rows or columns", "choose some");
        onlyOneEach(rows.drawn(), HeatChart::place);
        var cells = new LinkedHashMap<String, Row>();
        rows.drawn().forEach(row -> cells.put(place(row), row));
        var values = new ArrayList<List<Object>>();
        var numbers = new ArrayList<List<Object>>();
        var hovers = new ArrayList<List<Object>>();
        for (var y : down) {
            var line = across.stream().map(x -> cells.get(place(x, y))).toList();
            values.add(new ArrayList<>(
                    line.stream().map(row -> row == null ? null : row.value()).toList()));
            numbers.add(new ArrayList<>(line.stream()
                    .map(row -> row == null ? "" : decimal(row.value()))
                    .toList()));
            hovers.add(new ArrayList<>(line.stream()
                    .map(row -> row == null ? "" : hover(place(row), row))
                    .toList()));
        }
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "heatmap");
        trace.put("x", labels(across).values());
        trace.put("y", labels(down).values());
        trace.put("z", values);
        trace.put("text", numbers);
        if (across.size() <= NUMBERS_FIT) {
            trace.put("texttemplate", "%{text}");
        }
        trace.put("hovertext", hovers);
        trace.put("hoverinfo", "text");
        trace.put("xgap", 2);
        trace.put("ygap", 2);
        trace.put(
                "colorbar",
                Map.of("title", Map.of("text", Markup.label(unit()), "side", "right", "font", Map.of("size", 13))));
        var layout = new LinkedHashMap<String, Object>();
        layout.put("xaxis", Map.of("type", "category", "title", Map.of("text", Markup.literal(column("category")))));
        layout.put(
                "yaxis",
                Map.of(
                        "type", "category",
                        "autorange", "reversed",
                        "title", Map.of("text", Markup.literal(column("series")))));
        layout.put("height", 180 + Math.max(140, 36 * down.size()));
        return figure(rows, layout, List.of(JsonTrace.of(trace)), sentence(rows));
    }

    private static String place(Row row) {
        return place(row.category(), row.series());
    }

    private static String place(String x, String y) {
        return "%s, %s".formatted(x, y);
    }

    private String sentence(Rows rows) {
        return "Heat map of %s by %s and %s: the largest is %s (%s), the smallest %s (%s)."
                .formatted(
                        column("value"),
                        column("category"),
                        column("series"),
                        measured(highest(rows).value()),
                        place(highest(rows)),
                        measured(lowest(rows).value()),
                        place(lowest(rows)));
    }
}
