package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Stroke;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A box or violin trace: one box for each position, from its values or from quartiles that are given. */
final class BoxMarks implements Marks {

    private static final int STEPS = 80;

    private final JsonNode trace;
    private final Axis along;
    private final Axis across;
    private final String colour;
    private final boolean violin;
    private final double shift;
    private final double half;
    private final Map<Double, Distribution> boxes = new LinkedHashMap<>();

    /**
     * @param place which of {@code places} beside one another this trace has
     */
    BoxMarks(JsonNode trace, Axis x, Axis y, String colour, JsonNode layout, int place, int places) {
        boolean flat = isFlat(trace);
        this.trace = trace;
        this.along = flat ? x : y;
        this.across = flat ? y : x;
        this.colour = colour;
        this.violin = trace.path("type").asText().equals("violin");
        var kind = violin ? "violin" : "box";
        double room = 1 - layout.path(kind + "gap").asDouble(0.3);
        this.half = room / 2 / places * (1 - layout.path(kind + "groupgap").asDouble(0.3));
        this.shift = (place - (places - 1) / 2.0) * room / places;
        collect();
    }

    static boolean isFlat(JsonNode trace) {
        return trace.path("orientation")
                .asText(trace.path("x").size() > 0 && !trace.has("y") ? "h" : "v")
                .equals("h");
    }

    /** Returns the name of the only position of a trace that gives none. */
    static JsonNode names(JsonNode trace) {
        var letter = isFlat(trace) ? "y" : "x";
        return trace.path(letter).isArray()
                ? trace.path(letter)
                : Json.of(List.of(
                        trace.path(letter + "0").asText(trace.path("name").asText(""))));
    }

    private void collect() {
        var names = names(trace);
        var values = trace.path(along.isHorizontal() ? "x" : "y");
        if (trace.path("q1").isArray()
                && trace.path("median").isArray()
                && trace.path("q3").isArray()) {
            for (int i = 0; i < trace.path("median").size(); i++) {
                double q1 = trace.path("q1").path(i).asDouble();
                double q3 = trace.path("q3").path(i).asDouble();
                double low = trace.path("lowerfence").path(i).asDouble(q1);
                double high = trace.path("upperfence").path(i).asDouble(q3);
                double median = trace.path("median").path(i).asDouble();
                double at = names.size() > i ? across.at(names.path(i)) : i;
                boxes.put(at, Distribution.of(new double[] {low, q1, median, q3, high}));
            }
            return;
        }
        Map<Double, List<Double>> grouped = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            double at = across.at(names.size() == 1 ? names.path(0) : names.path(i));
            double value = along.kind == Axis.Kind.LOG ? values.path(i).asDouble() : along.at(values.path(i));
            if (Double.isFinite(at) && Double.isFinite(value)) {
                grouped.computeIfAbsent(at, _ -> new ArrayList<>()).add(value);
            }
        }
        grouped.forEach((at, all) -> boxes.put(
                at,
                Distribution.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
    }

    private boolean isGiven() {
        return trace.path("q1").isArray();
    }

    private double[] five(Distribution box) {
        if (isGiven()) {
            return new double[] {box.value(0), box.value(1), box.value(2), box.value(3), box.value(4)};
        }
        return new double[] {
            box.lowerFence(), box.quantile(0.25), box.quantile(0.5), box.quantile(0.75), box.upperFence()
        };
    }

    @Override
    public void reach() {
        boxes.forEach((at, box) -> {
            across.extent.edge(at - 0.5);
            across.extent.edge(at + 0.5);
            double beyond = violin && !isHard() ? 2 * box.bandwidth() : 0;
            along.extent.add(along.atNumber(box.least() - beyond), 0, true);
            along.extent.add(along.atNumber(box.most() + beyond), 0, true);
        });
    }

    private boolean isHard() {
        return along.kind == Axis.Kind.LOG
                || trace.path("spanmode").asText("soft").equals("hard");
    }

    @Override
    public void draw(Drawing out) {
        boxes.forEach((at, box) -> {
            if (violin) {
                violin(out, at + shift, box);
            } else {
                box(out, at + shift, box, half, trace.path("fillcolor").asText(Theme.pale(colour)));
                points(out, at + shift, box);
            }
        });
    }

    private Stroke stroke() {
        var line = trace.path("line");
        return new Stroke(line.path("color").asText(colour), line.path("width").asDouble(2));
    }

    private void box(Drawing out, double at, Distribution box, double half, String fill) {
        var five = five(box);
        var stroke = stroke();
        var body = "M" + point(at - half, five[1]) + "L" + point(at + half, five[1]) + "L" + point(at + half, five[3])
                + "L" + point(at - half, five[3]) + "Z";
        out.path(body, fill, stroke, 1);
        out.path("M" + point(at - half, five[2]) + "L" + point(at + half, five[2]), "none", stroke, 1);
        double cap = violin ? 0 : half * trace.path("whiskerwidth").asDouble(0.5);
        for (int[] ends : new int[][] {{1, 0}, {3, 4}}) {
            var d = "M" + point(at, five[ends[0]]) + "L" + point(at, five[ends[1]]) + "M"
                    + point(at - cap, five[ends[1]]) + "L" + point(at + cap, five[ends[1]]);
            out.path(d, "none", stroke, 1);
        }
        if (!isGiven()
                && (trace.path("boxmean").asBoolean(false)
                        || trace.path("boxmean").isTextual())) {
            var dashed = new Stroke(stroke.colour(), stroke.width(), "4,3");
            out.path("M" + point(at - half, box.mean()) + "L" + point(at + half, box.mean()), "none", dashed, 1);
        }
    }

    private void points(Drawing out, double at, Distribution box) {
        var shown = trace.path("boxpoints").asText("outliers");
        if (isGiven() || shown.equals("false")) {
            return;
        }
        double aside = shown.equals("all") ? trace.path("pointpos").asDouble(-1.8) * half : 0;
        var five = five(box);
        var marker = trace.path("marker");
        int step = Math.max(1, box.size() / MOST);
        for (int i = 0; i < box.size(); i += step) {
            double value = box.value(i);
            if (shown.equals("all") || value < five[0] || value > five[4]) {
                double px = across.pixel(at + aside);
                double py = along.pixel(along.atNumber(value));
                out.circle(
                        along.isHorizontal() ? py : px,
                        along.isHorizontal() ? px : py,
                        marker.path("size").asDouble(6) / 2,
                        marker.path("color").asText(colour),
                        Stroke.NONE,
                        1);
            }
        }
    }

    private void violin(Drawing out, double at, Distribution box) {
        double bandwidth = box.bandwidth();
        double beyond = isHard() ? 0 : 2 * bandwidth;
        double low = box.least() - beyond;
        double high = box.most() + beyond;
        var density = new double[STEPS + 1];
        double most = 0;
        for (int i = 0; i <= STEPS; i++) {
            density[i] = box.density(low + (high - low) * i / STEPS, bandwidth);
            most = Math.max(most, density[i]);
        }
        var d = new StringBuilder();
        for (int i = 0; i <= STEPS; i++) {
            d.append(i == 0 ? 'M' : 'L').append(point(at + half * density[i] / most, low + (high - low) * i / STEPS));
        }
        for (int i = STEPS; i >= 0; i--) {
            d.append('L').append(point(at - half * density[i] / most, low + (high - low) * i / STEPS));
        }
        out.path(d.append('Z').toString(), trace.path("fillcolor").asText(Theme.pale(colour)), stroke(), 1);
        if (trace.path("box").path("visible").asBoolean(false)) {
            box(
                    out,
                    at,
                    box,
                    half * trace.path("box").path("width").asDouble(0.25),
                    trace.path("fillcolor").asText(Theme.pale(colour)));
        } else {
            points(out, at, box);
        }
        if (trace.path("meanline").path("visible").asBoolean(false)
                && !trace.path("box").path("visible").asBoolean(false)) {
            double wide = half * box.density(box.mean(), bandwidth) / most;
            out.path("M" + point(at - wide, box.mean()) + "L" + point(at + wide, box.mean()), "none", stroke(), 1);
        }
    }

    /** Returns a point as SVG writes it, from a place across and a value along. */
    private String point(double place, double value) {
        double p = across.pixel(place);
        double v = along.pixel(along.atNumber(value));
        return along.isHorizontal()
                ? Drawing.number(v) + "," + Drawing.number(p)
                : Drawing.number(p) + "," + Drawing.number(v);
    }
}
