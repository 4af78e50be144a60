package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A bar trace: where its bars stand beside or upon those of the other traces, their texts and their error bars. */
final class BarMarks implements Marks {

    private final JsonNode trace;
    private final Axis along;
    private final Axis across;
    private final String colour;
    private final double[] starts;
    private final double[] ends;
    private double shift;
    private double width;

    private BarMarks(JsonNode trace, Axis x, Axis y, String colour) {
        boolean flat = trace.path("orientation").asText("v").equals("h");
        this.trace = trace;
        this.along = flat ? x : y;
        this.across = flat ? y : x;
        this.colour = colour;
        int count = Marks.length(trace);
        starts = new double[count];
        ends = new double[count];
        for (int i = 0; i < count; i++) {
            double base = Marks.number(trace.path("base"), i, 0);
            if (along.kind == Axis.Kind.DATE && trace.path("base").path(i).isTextual()) {
                base = Axis.date(trace.path("base").path(i));
            }
            starts[i] = base;
            ends[i] = base + value(i);
        }
    }

    private double value(int i) {
        return Marks.value(trace, along.isHorizontal() ? "x" : "y", i).asDouble(Double.NaN);
    }

    private double position(int i) {
        return across.at(Marks.value(trace, across.isHorizontal() ? "x" : "y", i));
    }

    /** Returns the bars of all traces between the same two axes, arranged as the layout asks. */
    static List<BarMarks> of(List<JsonNode> traces, List<String> colours, Axis x, Axis y, JsonNode layout) {
        var bars = new ArrayList<BarMarks>();
        for (int i = 0; i < traces.size(); i++) {
            bars.add(new BarMarks(traces.get(i), x, y, colours.get(i)));
        }
        var mode = layout.path("barmode").asText("group");
        double room = closest(bars) * (1 - layout.path("bargap").asDouble(0.2));
        boolean beside = mode.equals("group") && overlap(bars);
        var groups = new ArrayList<String>();
        for (var bar : bars) {
            var group = bar.trace.path("offsetgroup").asText("trace " + groups.size());
            groups.add(group);
        }
        var places = groups.stream().distinct().toList();
        int count = beside ? places.size() : 1;
        for (int i = 0; i < bars.size(); i++) {
            var bar = bars.get(i);
            double slot = room / count;
            bar.width = slot
                    * (1
                            - (mode.equals("overlay") && !layout.has("bargroupgap")
                                    ? 0
                                    : layout.path("bargroupgap").asDouble(0)));
            bar.shift = beside ? (places.indexOf(groups.get(i)) - (count - 1) / 2.0) * slot : 0;
        }
        if (mode.equals("stack") || mode.equals("relative")) {
            stack(bars);
        }
        return bars;
    }

    /** Returns the smallest distance of two positions. */
    private static double closest(List<BarMarks> bars) {
        var positions = new TreeSet<Double>();
        for (var bar : bars) {
            for (int i = 0; i < bar.starts.length; i++) {
                positions.add(bar.position(i));
            }
        }
        double least = Double.POSITIVE_INFINITY;
        double before = Double.NaN;
        for (double position : positions) {
            if (position - before > 0) {
                least = Math.min(least, position - before);
            }
            before = position;
        }
        return Double.isFinite(least) ? least : 1;
    }

    private static boolean overlap(List<BarMarks> bars) {
        var seen = new HashSet<Double>();
        for (var bar : bars) {
            var own = new HashSet<Double>();
            for (int i = 0; i < bar.starts.length; i++) {
                own.add(bar.position(i));
            }
            for (double position : own) {
                if (!seen.add(position)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void stack(List<BarMarks> bars) {
        Map<List<Object>, Double> heights = new HashMap<>();
        for (var bar : bars) {
            for (int i = 0; i < bar.starts.length; i++) {
                double value = bar.value(i);
                if (Double.isFinite(value)) {
                    var place = List.<Object>of(bar.position(i), value < 0);
                    double below = heights.getOrDefault(place, 0.0);
                    bar.starts[i] = below;
                    bar.ends[i] = below + value;
                    heights.put(place, below + value);
                }
            }
        }
    }

    private double half(int i) {
        return Marks.number(trace.path("width"), i, width) / 2;
    }

    private double middle(int i) {
        var offset = trace.path("offset");
        return offset.isMissingNode()
                ? position(i) + (trace.has("width") ? 0 : shift)
                : position(i) + Marks.number(offset, i, 0) + half(i);
    }

    @Override
    public void reach() {
        var whiskers = new Whiskers(trace, along);
        boolean based = trace.has("base");
        for (int i = 0; i < starts.length; i++) {
            double half = across.kind == Axis.Kind.CATEGORY ? 0.5 : Math.max(half(i), closestHalf());
            across.extent.edge(position(i) - half);
            across.extent.edge(position(i) + half);
            if (based || along.kind != Axis.Kind.LINEAR) {
                along.extent.add(along.atNumber(starts[i]), 0, true);
                along.extent.add(along.atNumber(ends[i]), 0, true);
            } else {
                along.extent.fromZero(ends[i], 0);
            }
            whiskers.reach(i, ends[i]);
        }
    }

    private double closestHalf() {
        return Math.abs(shift) + width / 2;
    }

    @Override
    public int thinned() {
        return Math.max(1, (starts.length + MOST - 1) / MOST);
    }

    @Override
    public void draw(Drawing out) {
        var marker = trace.path("marker");
        var edge = marker.path("line");
        var scale = ColourScale.ofMarker(marker);
        var whiskers = new Whiskers(trace, along);
        for (int i = 0; i < starts.length; i += thinned()) {
            double end = along.pixel(along.atNumber(ends[i]));
            double start = along.pixel(along.atNumber(starts[i]));
            if (!Double.isFinite(start)) {
                start = along.from(); // the zero of a logarithmic axis
            }
            double one = across.pixel(middle(i) - half(i));
            double other = across.pixel(middle(i) + half(i));
            if (!Double.isFinite(end) || !Double.isFinite(one)) {
                continue;
            }
            int point = i;
            var fill = scale.map(colours ->
                            colours.colour(marker.path("color").path(point).asDouble()))
                    .orElseGet(() -> Marks.colour(marker.path("color"), point, colour));
            var stroke =
                    new Stroke(Marks.colour(edge.path("color"), i, "#444"), Marks.number(edge.path("width"), i, 0));
            double opacity = Marks.number(marker.path("opacity"), i, 1)
                    * trace.path("opacity").asDouble(1);
            double low = Math.min(start, end);
            double side = Math.min(one, other);
            double length = Math.abs(end - start);
            double thick = Math.abs(other - one);
            var paint = hatched(out, marker, i, fill);
            if (along.isHorizontal()) {
                out.rect(low, side, length, thick, paint, stroke, opacity);
            } else {
                out.rect(side, low, thick, length, paint, stroke, opacity);
            }
            whiskers.draw(out, i, ends[i], (one + other) / 2);
            text(out, i, end, (one + other) / 2, end >= start == along.isHorizontal() ? 1 : -1, length, thick, fill);
        }
    }

    /** Returns the fill of a bar, or of its sample in a legend: its colour, with the strokes that its marker asks for. */
    static String hatched(Drawing out, JsonNode marker, int point, String colour) {
        var pattern = marker.path("pattern");
        var shape = Marks.colour(pattern.path("shape"), point, "");
        return out.hatch(shape, colour, Marks.colour(pattern.path("fgcolor"), point, Theme.PAPER));
    }

    private void text(
            Drawing out, int i, double end, double middle, int side, double length, double thick, String fill) {
        var texts = trace.path("text");
        var words = texts.isArray() ? texts.path(i).asText("") : texts.asText("");
        var place = trace.path("textposition").asText("auto");
        if (words.isEmpty() || place.equals("none") || words.equals("null")) {
            return;
        }
        double size = trace.path("textfont").path("size").asDouble(12);
        double wide = Words.width(Words.lines(words), size);
        boolean flat = along.isHorizontal();
        boolean fits = flat ? wide + 6 <= length && size <= thick : size + 6 <= length && wide <= thick;
        boolean inside = place.equals("inside") || (place.equals("auto") && fits);
        var ink = inside && ColourScale.isDark(fill) ? "#fff" : Theme.TEXT;
        var font = new Font(size, trace.path("textfont").path("color").asText(ink));
        double away = inside ? -4 : 4;
        if (flat) {
            boolean left = inside == side > 0;
            out.text(end + side * away, middle + size * 0.35, words, left ? Anchor.END : Anchor.START, font);
        } else {
            boolean above = inside != side < 0;
            out.text(middle, end + (side < 0 ? -away : away) + (above ? 0 : size * 0.8), words, Anchor.MIDDLE, font);
        }
    }
}
