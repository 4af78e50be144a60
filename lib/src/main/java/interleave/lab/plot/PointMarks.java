package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A scatter trace: lines, points, texts, the area below or between lines, and error bars. */
final class PointMarks implements Marks {

    /** A point in pixels; {@code index} is its place in the trace. */
    private record Spot(double x, double y, int index) {}

    private final JsonNode trace;
    private final Axis x;
    private final Axis y;
    private final String colour;
    private final JsonNode below;
    private final String mode;
    private final int length;
    private final Optional<ColourScale> scale;

    /**
     * @param below the trace before this one between the same axes, to which {@code tonexty} fills
     */
    PointMarks(JsonNode trace, Axis x, Axis y, String colour, JsonNode below) {
        this.trace = trace;
        this.x = x;
        this.y = y;
        this.colour = colour;
        this.below = below;
        this.scale = ColourScale.ofMarker(trace.path("marker"));
        this.length = Marks.length(trace);
        this.mode = trace.path("mode").asText(length < 20 ? "lines+markers" : "lines");
    }

    @Override
    public void reach() {
        var fill = trace.path("fill").asText("none");
        var sides = new Whiskers(trace, x);
        var ends = new Whiskers(trace, y);
        boolean points = mode.contains("markers");
        boolean plain = !points && !mode.contains("text") && !ends.drawn();
        boolean wideX = points || (!plain && !fill.equals("tozeroy") && !fill.equals("tonexty"));
        for (int i = 0; i < length; i++) {
            double atX = x.at(Marks.value(trace, "x", i));
            double atY = y.at(Marks.value(trace, "y", i));
            if (!Double.isFinite(atX) || !Double.isFinite(atY)) {
                continue;
            }
            double room = points ? Math.max(3, size(i) / 1.6) : 0;
            x.extent.add(atX, room, wideX);
            if (fillsToZero(fill) && y.kind == Axis.Kind.LINEAR) {
                y.extent.fromZero(atY, room);
            } else {
                y.extent.add(atY, room, true);
            }
            if (x.kind == Axis.Kind.LINEAR || x.kind == Axis.Kind.LOG) {
                sides.reach(i, Marks.value(trace, "x", i).asDouble(Double.NaN));
            }
            if (y.kind == Axis.Kind.LINEAR || y.kind == Axis.Kind.LOG) {
                ends.reach(i, Marks.value(trace, "y", i).asDouble(Double.NaN));
            }
        }
    }

    @Override
    public int thinned() {
        return Math.max(1, (length + MOST - 1) / MOST);
    }

    @Override
    public void draw(Drawing out) {
        var runs = runs(trace);
        fill(out, runs);
        var line = trace.path("line");
        if (mode.contains("lines") && line.path("width").asDouble(2) > 0) {
            var stroke = new Stroke(
                    line.path("color").asText(colour),
                    line.path("width").asDouble(2),
                    dash(line.path("dash").asText("solid")));
            for (var run : runs) {
                out.path(path(run, line.path("shape").asText("linear")), "none", stroke, opacity());
            }
        }
        var sides = new Whiskers(trace, x);
        var ends = new Whiskers(trace, y);
        int step = thinned();
        for (int i = 0; i < length; i += step) {
            double px = x.pixel(x.at(Marks.value(trace, "x", i)));
            double py = y.pixel(y.at(Marks.value(trace, "y", i)));
            if (!Double.isFinite(px) || !Double.isFinite(py)) {
                continue;
            }
            sides.draw(out, i, Marks.value(trace, "x", i).asDouble(Double.NaN), py);
            ends.draw(out, i, Marks.value(trace, "y", i).asDouble(Double.NaN), px);
            if (mode.contains("markers")) {
                marker(out, px, py, i);
            }
            if (mode.contains("text")) {
                text(out, px, py, i);
            }
        }
    }

    /** Says whether the area reaches down to zero; one without a line below it does too. */
    private boolean fillsToZero(String fill) {
        return fill.equals("tozeroy") || (fill.equals("tonexty") && below.isMissingNode());
    }

    private double opacity() {
        return trace.path("opacity").asDouble(1);
    }

    private double size(int point) {
        var marker = trace.path("marker");
        double given = Marks.number(marker.path("size"), point, 6);
        if (!marker.path("size").isArray()) {
            return given;
        }
        double reference = marker.path("sizeref").asDouble(1);
        double size = marker.path("sizemode").asText("diameter").equals("area")
                ? Math.sqrt(Math.max(0, given) / reference)
                : given / reference;
        return Math.max(size, marker.path("sizemin").asDouble(0));
    }

    /** Returns the stretches without a gap, thinned to what can be seen. */
    private List<List<Spot>> runs(JsonNode of) {
        var runs = new ArrayList<List<Spot>>();
        List<Spot> run = new ArrayList<>();
        boolean bridged = of.path("connectgaps").asBoolean(false);
        int count = Marks.length(of);
        int step = Math.max(1, (count + MOST - 1) / MOST);
        // The last point is drawn in any case, so that a line does not end early.
        for (int i = 0; i < count; i = i == count - 1 ? count : Math.min(i + step, count - 1)) {
            double px = x.pixel(x.at(Marks.value(of, "x", i)));
            double py = y.pixel(y.at(Marks.value(of, "y", i)));
            if (Double.isFinite(px) && Double.isFinite(py)) {
                run.add(new Spot(px, py, i));
            } else if (!bridged && !run.isEmpty()) {
                runs.add(run);
                run = new ArrayList<>();
            }
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    private void fill(Drawing out, List<List<Spot>> runs) {
        var fill = trace.path("fill").asText("none");
        var colour = trace.path("fillcolor").asText(Theme.pale(this.colour));
        var shape = trace.path("line").path("shape").asText("linear");
        for (var run : fill.equals("none") ? List.<List<Spot>>of() : runs) {
            var path = new StringBuilder(path(run, shape));
            boolean between = fill.equals("tonexty") && !below.isMissingNode();
            if (between) {
                var other = runs(below).stream().flatMap(List::stream).toList().reversed();
                path.append('L').append(path(other, "linear").substring(other.isEmpty() ? 0 : 1));
            } else if (fill.equals("tozeroy") || fill.equals("tonexty")) {
                double zero = y.kind == Axis.Kind.LOG ? y.from() : y.pixel(0);
                path.append(to(run.getLast().x(), zero))
                        .append(to(run.getFirst().x(), zero));
            } else if (fill.equals("tozerox") || fill.equals("tonextx")) {
                double zero = x.kind == Axis.Kind.LOG ? x.from() : x.pixel(0);
                path.append(to(zero, run.getLast().y()))
                        .append(to(zero, run.getFirst().y()));
            }
            out.path(path.append('Z').toString(), colour, Stroke.NONE, 1);
        }
    }

    private static String to(double x, double y) {
        return "L" + Drawing.number(x) + "," + Drawing.number(y);
    }

    private static String path(List<Spot> run, String shape) {
        var d = new StringBuilder(run.size() * 12);
        for (int i = 0; i < run.size(); i++) {
            var spot = run.get(i);
            if (i == 0) {
                d.append('M').append(to(spot.x(), spot.y()).substring(1));
                continue;
            }
            var before = run.get(i - 1);
            switch (shape) {
                case "hv" -> d.append(to(spot.x(), before.y()));
                case "vh" -> d.append(to(before.x(), spot.y()));
                case "hvh" -> {
                    double middle = (before.x() + spot.x()) / 2;
                    d.append(to(middle, before.y())).append(to(middle, spot.y()));
                }
                case "vhv" -> {
                    double middle = (before.y() + spot.y()) / 2;
                    d.append(to(before.x(), middle)).append(to(spot.x(), middle));
                }
                default -> {}
            }
            d.append(to(spot.x(), spot.y()));
        }
        return d.toString();
    }

    static String dash(String name) {
        return switch (name) {
            case "solid" -> "";
            case "dot" -> "3,3";
            case "dash" -> "9,9";
            case "longdash" -> "15,15";
            case "dashdot" -> "9,3,3,3";
            case "longdashdot" -> "15,6,3,6";
            default -> name.matches("[\\d.,px% ]+") ? name.replace("px", "") : "";
        };
    }

    private void marker(Drawing out, double px, double py, int point) {
        var marker = trace.path("marker");
        var edge = marker.path("line");
        var stroke =
                new Stroke(Marks.colour(edge.path("color"), point, "#444"), Marks.number(edge.path("width"), point, 0));
        var given = marker.path("color");
        var fill = scale.map(colours -> colours.colour(given.path(point).asDouble()))
                .orElseGet(() -> Marks.colour(given, point, colour));
        double opacity =
                Marks.number(marker.path("opacity"), point, marker.path("size").isArray() ? 0.7 : 1) * opacity();
        Symbol.draw(
                out, Marks.colour(marker.path("symbol"), point, "circle"), px, py, size(point), fill, stroke, opacity);
    }

    private void text(Drawing out, double px, double py, int point) {
        var text = trace.path("text");
        var words = text.isArray() ? text.path(point).asText("") : text.asText("");
        var place = Marks.colour(trace.path("textposition"), point, "middle center");
        var font = new Font(
                trace.path("textfont").path("size").asDouble(12),
                trace.path("textfont").path("color").asText(Theme.TEXT));
        double room = mode.contains("markers") ? size(point) / 2 + 3 : 0;
        double down = place.startsWith("top")
                ? -room - 2
                : place.startsWith("bottom") ? room + font.size() : font.size() * 0.35;
        double aside = place.endsWith("left") ? -room : place.endsWith("right") ? room : 0;
        var anchor = place.endsWith("left") ? Anchor.END : place.endsWith("right") ? Anchor.START : Anchor.MIDDLE;
        out.text(px + aside, py + down, words, anchor, font);
    }
}
