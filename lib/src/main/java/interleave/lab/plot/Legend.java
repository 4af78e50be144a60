package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.ArrayList;
import java.util.List;

/** The legend: a sample and a name for each series, in rows above the plot or in a column beside it. */
final class Legend {

    /** One series. */
    record Entry(String name, JsonNode trace, String colour) {}

    private static final double SAMPLE = 30;
    private static final double GAP = 14;
    private static final double ROW = 19;

    private final JsonNode spec;
    private final List<Entry> entries;
    private final Font font;

    Legend(JsonNode layout, List<Entry> entries) {
        this.spec = layout.path("legend");
        boolean stacked = layout.path("barmode").asText().equals("stack");
        boolean turned = entries.stream()
                .map(Entry::trace)
                .anyMatch(trace -> trace.path("fill").asText().startsWith("tonext")
                        || (stacked && trace.path("type").asText().equals("bar")));
        var order = spec.path("traceorder").asText(turned ? "reversed" : "normal");
        var ordered = order.contains("reversed") ? entries.reversed() : entries;
        this.entries = layout.path("showlegend").asBoolean(entries.size() > 1) ? ordered : List.of();
        var font = spec.path("font");
        this.font = new Font(font.path("size").asDouble(12), font.path("color").asText(Theme.TEXT));
    }

    private boolean isFlat() {
        return spec.path("orientation").asText("v").equals("h");
    }

    private double width(Entry entry) {
        return SAMPLE + 6 + Words.width(Words.lines(entry.name()), font.size()) + GAP;
    }

    /** Returns the room that a column of entries takes at the right of the plot; rows take none there. */
    double widthBeside() {
        return isFlat() || entries.isEmpty() || spec.path("x").asDouble(1.02) < 1
                ? 0
                : entries.stream().mapToDouble(this::width).max().orElse(0) + 8;
    }

    private List<List<Entry>> rows(double width) {
        var rows = new ArrayList<List<Entry>>();
        double used = Double.POSITIVE_INFINITY;
        for (var entry : entries) {
            if (!isFlat() || used + width(entry) > width) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(entry);
            used += width(entry);
        }
        return rows;
    }

    private double height(List<Entry> row) {
        int lines = row.stream()
                .mapToInt(entry -> Words.lines(entry.name()).size())
                .max()
                .orElse(1);
        return ROW + (lines - 1) * font.size() * Words.LINE;
    }

    void draw(Drawing out, Frame frame) {
        if (entries.isEmpty()) {
            return;
        }
        var rows = rows(frame.right() - frame.left());
        double height = rows.stream().mapToDouble(this::height).sum() + 6;
        double width = rows.stream()
                .mapToDouble(row -> row.stream().mapToDouble(this::width).sum())
                .max()
                .orElse(0);
        double x = frame.x(spec.path("x").asDouble(isFlat() ? 0 : 1.02));
        double y = frame.y(spec.path("y").asDouble(isFlat() ? -0.1 : 1));
        x -= switch (spec.path("xanchor").asText("left")) {
            case "right" -> width;
            case "center" -> width / 2;
            default -> 0;
        };
        y -= switch (spec.path("yanchor").asText(isFlat() && spec.path("y").asDouble(-0.1) >= 1 ? "bottom" : "top")) {
            case "bottom" -> height;
            case "middle" -> height / 2;
            default -> 0;
        };
        out.group("legend");
        y += 3;
        for (var row : rows) {
            double at = x;
            for (var entry : row) {
                sample(out, entry, at + 2, y + ROW / 2);
                out.text(at + SAMPLE + 6, y + ROW / 2 + font.size() * 0.35, entry.name(), Anchor.START, font);
                at += width(entry);
            }
            y += height(row);
        }
        out.end();
    }

    private static void sample(Drawing out, Entry entry, double x, double y) {
        var trace = entry.trace();
        double middle = x + SAMPLE / 2;
        var type = trace.path("type").asText("scatter");
        if (!type.equals("scatter")) {
            boolean hollow = type.equals("box") || type.equals("violin");
            var colour = hollow ? trace.path("fillcolor").asText(Theme.pale(entry.colour())) : entry.colour();
            var edge = hollow ? new Stroke(trace.path("line").path("color").asText(entry.colour()), 1.5) : Stroke.NONE;
            var marker = trace.path("marker");
            out.rect(middle - 6, y - 6, 12, 12, BarMarks.hatched(out, marker, 0, colour), edge, 1);
            return;
        }
        var mode = trace.path("mode").asText("lines");
        if (!trace.path("fill").asText("none").equals("none")) {
            out.rect(x, y, SAMPLE, 6, trace.path("fillcolor").asText(Theme.pale(entry.colour())), Stroke.NONE, 1);
        }
        var line = trace.path("line");
        if (mode.contains("lines") && line.path("width").asDouble(2) > 0) {
            var dash = PointMarks.dash(line.path("dash").asText("solid"));
            out.line(
                    x,
                    y,
                    x + SAMPLE,
                    y,
                    new Stroke(
                            line.path("color").asText(entry.colour()),
                            line.path("width").asDouble(2),
                            dash));
        }
        if (mode.contains("markers")) {
            var marker = trace.path("marker");
            double size = Math.clamp(Marks.number(marker.path("size"), 0, 6), 2, 16);
            Symbol.draw(
                    out,
                    Marks.colour(marker.path("symbol"), 0, "circle"),
                    middle,
                    y,
                    size,
                    entry.colour(),
                    Stroke.NONE,
                    1);
        }
    }
}
