package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;

/** A heat map, and all that is drawn as one: cells of colour, a text in each if the trace has them. */
final class CellMarks implements Marks {

    private static final int MOST_EACH_WAY = 150;

    private final JsonNode trace;
    private final JsonNode z;
    private final Axis x;
    private final Axis y;
    private final int rows;
    private final int columns;
    private final ColourScale scale;

    CellMarks(JsonNode trace, Axis x, Axis y) {
        this.trace = trace;
        this.z = trace.path("z");
        this.x = x;
        this.y = y;
        this.rows = z.size();
        int widest = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (var row : z) {
            widest = Math.max(widest, row.size());
            for (var value : row) {
                if (value.isNumber()) {
                    least = Math.min(least, value.asDouble());
                    most = Math.max(most, value.asDouble());
                }
            }
        }
        this.columns = widest;
        this.scale = ColourScale.of(trace, "z", least, most);
    }

    ColourScale scale() {
        return scale;
    }

    JsonNode trace() {
        return trace;
    }

    /** Returns where a cell begins; the cells' own places are their middles, unless there is one more than cells. */
    private static double edge(JsonNode trace, Axis axis, String letter, int index, int count) {
        var places = trace.path(letter);
        if (!places.isArray() || places.isEmpty()) {
            return axis.kind == Axis.Kind.CATEGORY || !trace.has(letter + "0")
                    ? index - 0.5
                    : trace.path(letter + "0").asDouble()
                            + (index - 0.5) * trace.path("d" + letter).asDouble(1);
        }
        if (places.size() > count) {
            return axis.at(places.path(index));
        }
        double here = axis.at(places.path(Math.min(index, count - 1)));
        if (count == 1) {
            return here + index - 0.5;
        }
        double before = axis.at(places.path(Math.max(index - 1, 0)));
        if (index == 0) {
            return here - (axis.at(places.path(1)) - here) / 2;
        }
        return index == count ? here + (here - axis.at(places.path(count - 2))) / 2 : (before + here) / 2;
    }

    @Override
    public void reach() {
        reach(x, "x", columns);
        reach(y, "y", rows);
    }

    /** A contour plot ends at the middles of its outermost cells. */
    private void reach(Axis axis, String letter, int count) {
        double inward = trace.path("type").asText().startsWith("contour") && count > 1 ? 0.5 : 0;
        for (int i = 0; i < count; i++) {
            double low = edge(trace, axis, letter, i, count);
            double high = edge(trace, axis, letter, i + 1, count);
            axis.extent.edge(low + inward * (high - low));
            axis.extent.edge(high - inward * (high - low));
        }
    }

    @Override
    public int thinned() {
        return Math.max(1, (Math.max(rows, columns) + MOST_EACH_WAY - 1) / MOST_EACH_WAY);
    }

    @Override
    public void draw(Drawing out) {
        int step = thinned();
        boolean lettered = trace.path("texttemplate").isTextual()
                && !trace.path("texttemplate").asText().isEmpty();
        var gap =
                new double[] {trace.path("xgap").asDouble(0), trace.path("ygap").asDouble(0)};
        for (int row = 0; row < rows; row += step) {
            double y1 = y.pixel(edge(trace, y, "y", row, rows));
            double y2 = y.pixel(edge(trace, y, "y", Math.min(row + step, rows), rows));
            for (int column = 0; column < z.path(row).size(); column += step) {
                var value = z.path(row).path(column);
                double x1 = x.pixel(edge(trace, x, "x", column, columns));
                double x2 = x.pixel(edge(trace, x, "x", Math.min(column + step, columns), columns));
                if (!value.isNumber() || !Double.isFinite(x1 + x2 + y1 + y2)) {
                    continue;
                }
                var fill = scale.colour(value.asDouble());
                // A hair wider than the cell, so that no paper shines through between two.
                double hair = gap[0] + gap[1] == 0 ? 0.3 : 0;
                out.rect(
                        Math.min(x1, x2) + gap[0] / 2,
                        Math.min(y1, y2) + gap[1] / 2,
                        Math.abs(x2 - x1) - gap[0] + hair,
                        Math.abs(y2 - y1) - gap[1] + hair,
                        fill,
                        Stroke.NONE,
                        1);
                if (lettered && step == 1) {
                    var font = new Font(
                            trace.path("textfont").path("size").asDouble(12),
                            trace.path("textfont").path("color").asText(ColourScale.isDark(fill) ? "#fff" : "#24292F"));
                    out.text(
                            (x1 + x2) / 2,
                            (y1 + y2) / 2 + font.size() * 0.35,
                            words(row, column, value),
                            Anchor.MIDDLE,
                            font);
                }
            }
        }
    }

    private String words(int row, int column, JsonNode value) {
        var z = value.asDouble();
        return Template.fill(trace.path("texttemplate").asText(), name -> switch (name) {
            case "text" -> trace.path("text").path(row).path(column);
            case "z" -> Json.number(z);
            case "x" -> trace.path("x").path(column);
            case "y" -> trace.path("y").path(row);
            default -> Json.of("");
        });
    }
}
