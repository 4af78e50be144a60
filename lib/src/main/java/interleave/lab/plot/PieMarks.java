package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pie: the largest slice begins at twelve o'clock, counter-clockwise unless the trace says otherwise. */
final class PieMarks {

    /** One slice. */
    record Slice(String label, double value, String colour) {}

    private final JsonNode trace;
    private final List<Slice> slices = new ArrayList<>();
    private final double sum;

    PieMarks(JsonNode trace, List<String> colours) {
        this.trace = trace;
        Map<String, Double> values = new LinkedHashMap<>();
        int count = Math.max(trace.path("labels").size(), trace.path("values").size());
        for (int i = 0; i < count; i++) {
            double value = trace.has("values") ? trace.path("values").path(i).asDouble(0) : 1;
            var label = trace.path("labels").path(i).asText(Integer.toString(i));
            if (value > 0) {
                values.merge(label, value, Double::sum);
            }
        }
        var given = trace.path("marker").path("colors");
        var own = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            own.putIfAbsent(
                    trace.path("labels").path(i).asText(Integer.toString(i)),
                    given.path(i).asText(colours.get(i % colours.size())));
        }
        values.forEach((label, value) -> slices.add(new Slice(label, value, own.get(label))));
        if (trace.path("sort").asBoolean(true)) {
            slices.sort(Comparator.comparingDouble(Slice::value).reversed());
        }
        this.sum = slices.stream().mapToDouble(Slice::value).sum();
    }

    List<Slice> slices() {
        return slices;
    }

    void draw(Drawing out, double left, double top, double right, double bottom) {
        double cx = (left + right) / 2;
        double cy = (top + bottom) / 2;
        double r = Math.max(10, Math.min(right - left - 120, bottom - top - 30) / 2);
        double hole = r * trace.path("hole").asDouble(0);
        int turn = trace.path("direction").asText("counterclockwise").equals("clockwise") ? 1 : -1;
        double angle = Math.toRadians(trace.path("rotation").asDouble(0));
        var edge = trace.path("marker").path("line");
        var stroke =
                new Stroke(edge.path("color").asText("#fff"), edge.path("width").asDouble(0));
        var info = trace.path("textinfo").asText("percent");
        for (var slice : slices) {
            double part = slice.value() / sum;
            double next = angle + turn * 2 * Math.PI * part;
            out.path(slice(cx, cy, r, hole, angle, next, part, turn > 0), slice.colour(), stroke, 1);
            var words = new ArrayList<String>();
            if (info.contains("label")) {
                words.add(slice.label());
            }
            if (info.contains("value")) {
                words.add(NumberText.plain(slice.value(), slice.value() / 100, slice.value(), "none", 3, true));
            }
            if (info.contains("percent")) {
                words.add(NumberText.plain(part * 100, part, part * 100, "none", 3, false) + "%");
            }
            var text = String.join("<br>", words);
            var lines = Words.lines(text);
            double middle = (angle + next) / 2;
            double size = 12;
            double inside = (r + hole) / 2 + r * 0.08;
            boolean fits =
                    part * 2 * Math.PI * inside > Math.max(Words.width(lines, size), lines.size() * size * 1.3) * 1.1
                            && Words.width(lines, size) < (r - hole) * 0.9;
            double at = fits ? inside : r + 8;
            double x = cx + at * Math.sin(middle);
            double y = cy - at * Math.cos(middle) - (lines.size() - 1) * size * Words.LINE / 2 + size * 0.35;
            var anchor = fits ? Anchor.MIDDLE : Math.sin(middle) >= 0 ? Anchor.START : Anchor.END;
            if (!text.isEmpty() && (fits || part > 0.01)) {
                var ink = fits && ColourScale.isDark(slice.colour()) ? "#fff" : Theme.TEXT;
                out.text(x, y, text, anchor, new Font(size, ink));
            }
            angle = next;
        }
    }

    private static String slice(
            double cx, double cy, double r, double hole, double from, double to, double part, boolean clockwise) {
        if (part > 0.99999) {
            double half = from + (to - from) / 2;
            return slice(cx, cy, r, hole, from, half, 0.5, clockwise)
                    + slice(cx, cy, r, hole, half, to, 0.5, clockwise);
        }
        var d = "M" + at(cx, cy, r, from) + arc(r, part, clockwise) + at(cx, cy, r, to);
        return hole > 0
                ? d + "L" + at(cx, cy, hole, to) + arc(hole, part, !clockwise) + at(cx, cy, hole, from) + "Z"
                : d + "L" + Drawing.number(cx) + "," + Drawing.number(cy) + "Z";
    }

    private static String arc(double r, double part, boolean clockwise) {
        return "A" + Drawing.number(r) + "," + Drawing.number(r) + " 0 " + (part > 0.5 ? 1 : 0) + " "
                + (clockwise ? 1 : 0) + " ";
    }

    private static String at(double cx, double cy, double r, double angle) {
        return Drawing.number(cx + r * Math.sin(angle)) + "," + Drawing.number(cy - r * Math.cos(angle));
    }
}
