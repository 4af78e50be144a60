package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.Map;

/** What stands upon the plots: annotations and the layout's shapes, reference lines among them. */
final class Notes {

    private final JsonNode layout;
    private final Map<String, Axis> axes;
    private final Frame frame;

    Notes(JsonNode layout, Map<String, Axis> axes, Frame frame) {
        this.layout = layout;
        this.axes = axes;
        this.frame = frame;
    }

    /** Returns the pixel of a place on an axis, in an axis' domain or on the paper; NaN if it has none. */
    private double pixel(JsonNode place, String reference, boolean flat) {
        var id = reference.replace(" domain", "");
        var axis = axes.get(id);
        if (reference.equals("paper") || axis == null) {
            return reference.equals("paper") || reference.endsWith("domain") || id.isEmpty()
                    ? flat ? frame.x(place.asDouble()) : frame.y(place.asDouble())
                    : Double.NaN;
        }
        if (reference.endsWith("domain")) {
            return axis.from() + place.asDouble() * (axis.to() - axis.from());
        }
        // An annotation gives the exponent on a logarithmic axis, a shape the value.
        return axis.pixel(axis.at(place));
    }

    private double annotated(JsonNode place, String reference, boolean flat) {
        var axis = axes.get(reference);
        return axis != null && axis.kind == Axis.Kind.LOG
                ? axis.pixel(place.asDouble(Double.NaN))
                : pixel(place, reference, flat);
    }

    void shapes(Drawing out, boolean below) {
        for (var shape : layout.path("shapes")) {
            if (shape.path("layer").asText("above").equals("above") == below
                    || !shape.path("visible").asBoolean(true)) {
                continue;
            }
            var xref = shape.path("xref").asText("x");
            var yref = shape.path("yref").asText("y");
            double x0 = pixel(shape.path("x0"), xref, true);
            double x1 = pixel(shape.path("x1"), xref, true);
            double y0 = pixel(shape.path("y0"), yref, false);
            double y1 = pixel(shape.path("y1"), yref, false);
            if (!Double.isFinite(x0 + x1 + y0 + y1)) {
                continue;
            }
            var line = shape.path("line");
            var stroke = new Stroke(
                    line.path("color").asText("#444"),
                    line.path("width").asDouble(2),
                    PointMarks.dash(line.path("dash").asText("solid")));
            var fill = shape.path("fillcolor").asText("none");
            double opacity = shape.path("opacity").asDouble(1);
            switch (shape.path("type").asText("rect")) {
                case "line" -> out.line(x0, y0, x1, y1, stroke);
                case "circle" -> out.path(ellipse(x0, y0, x1, y1), fill, stroke, opacity);
                case "rect" ->
                    out.rect(
                            Math.min(x0, x1),
                            Math.min(y0, y1),
                            Math.abs(x1 - x0),
                            Math.abs(y1 - y0),
                            fill,
                            stroke,
                            opacity);
                default -> {}
            }
            label(out, shape.path("label"), Math.max(x0, x1), Math.min(y0, y1));
        }
    }

    private static void label(Drawing out, JsonNode label, double right, double top) {
        var text = label.path("text").asText("");
        if (!text.isEmpty()) {
            var font = new Font(
                    label.path("font").path("size").asDouble(12),
                    label.path("font").path("color").asText(Theme.QUIET));
            out.text(right, top - 4, text, Anchor.END, font);
        }
    }

    private static String ellipse(double x0, double y0, double x1, double y1) {
        var rx = Drawing.number(Math.abs(x1 - x0) / 2);
        var ry = Drawing.number(Math.abs(y1 - y0) / 2);
        var middle = Drawing.number((y0 + y1) / 2);
        var arc = "A" + rx + "," + ry + " 0 1 1 ";
        return "M" + Drawing.number(x0) + "," + middle + arc + Drawing.number(x1) + "," + middle + arc
                + Drawing.number(x0) + "," + middle + "Z";
    }

    void annotations(Drawing out) {
        for (var note : layout.path("annotations")) {
            var text = note.path("text").asText("");
            var xref = note.path("xref").asText("x");
            var yref = note.path("yref").asText("y");
            double x =
                    annotated(note.path("x"), xref, true) + note.path("xshift").asDouble(0);
            double y =
                    annotated(note.path("y"), yref, false) - note.path("yshift").asDouble(0);
            if (text.isEmpty()
                    || !Double.isFinite(x + y)
                    || !note.path("visible").asBoolean(true)) {
                continue;
            }
            var font = new Font(
                    note.path("font").path("size").asDouble(12),
                    note.path("font").path("weight").asInt(text.startsWith("<b>") ? 600 : 400),
                    note.path("font").path("color").asText(Theme.TEXT));
            var lines = Words.lines(text);
            double wide = Words.width(lines, font.size());
            double high = lines.size() * font.size() * Words.LINE;
            boolean arrow = note.path("showarrow").asBoolean(true);
            if (arrow) {
                double tipX = x;
                double tipY = y;
                x += note.path("ax").asDouble(-10);
                y += note.path("ay").asDouble(-30);
                out.line(
                        x,
                        y,
                        tipX,
                        tipY,
                        new Stroke(
                                note.path("arrowcolor").asText(font.colour()),
                                note.path("arrowwidth").asDouble(1)));
            }
            // Left is 0, right is 1; by itself a text on the paper turns away from the nearer edge.
            double xpart = part(
                    note.path("xanchor").asText("auto"),
                    xref.equals("paper") && !arrow ? note.path("x").asDouble() : 0.5);
            double ypart = part(
                    note.path("yanchor").asText("auto"),
                    yref.equals("paper") && !arrow ? 1 - note.path("y").asDouble() : 0.5);
            double left = x - xpart * wide;
            double top = y - ypart * high;
            if (note.path("bgcolor").isTextual()) {
                out.rect(
                        left - 2,
                        top - 1,
                        wide + 4,
                        high + 2,
                        note.path("bgcolor").asText(),
                        Stroke.NONE,
                        note.path("opacity").asDouble(1));
            }
            var align = note.path("align").asText("center");
            double at = align.equals("left") ? left : align.equals("right") ? left + wide : left + wide / 2;
            var anchor = align.equals("left") ? Anchor.START : align.equals("right") ? Anchor.END : Anchor.MIDDLE;
            if (lines.size() == 1) {
                at = xpart < 0.3 ? left : xpart > 0.7 ? left + wide : left + wide / 2;
                anchor = xpart < 0.3 ? Anchor.START : xpart > 0.7 ? Anchor.END : Anchor.MIDDLE;
            }
            out.text(
                    at,
                    top + font.size() * 1.0,
                    lines,
                    anchor,
                    font,
                    note.path("textangle").asDouble(0));
        }
    }

    private static double part(String anchor, double otherwise) {
        return switch (anchor) {
            case "left", "top" -> 0;
            case "right", "bottom" -> 1;
            case "center", "middle" -> 0.5;
            default -> otherwise < 1 / 3.0 ? 0 : otherwise > 2 / 3.0 ? 1 : 0.5;
        };
    }
}
