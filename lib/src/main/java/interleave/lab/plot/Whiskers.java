package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Stroke;

/** The error bars of one trace along one axis. */
final class Whiskers {

    private final JsonNode bars;
    private final Axis axis;
    private final boolean drawn;

    Whiskers(JsonNode trace, Axis axis) {
        this.bars = trace.path(axis.isHorizontal() ? "error_x" : "error_y");
        this.axis = axis;
        this.drawn = bars.isObject() && bars.path("visible").asBoolean(true);
    }

    boolean drawn() {
        return drawn;
    }

    /** Returns the lower end of the interval about a value. */
    double low(int point, double value) {
        return bars.path("symmetric").asBoolean(!bars.has("arrayminus") && !bars.has("valueminus"))
                ? value - distance("array", "value", point, value)
                : value - distance("arrayminus", "valueminus", point, value);
    }

    double high(int point, double value) {
        return value + distance("array", "value", point, value);
    }

    private double distance(String array, String single, int point, double value) {
        double one = bars.path(single).asDouble(bars.path("value").asDouble(10));
        return switch (bars.path("type").asText("data")) {
            case "percent" -> Math.abs(value) * one / 100;
            case "constant" -> one;
            case "sqrt" -> Math.sqrt(Math.abs(value));
            default -> bars.path(array).path(point).asDouble(0);
        };
    }

    void reach(int point, double value) {
        if (drawn) {
            axis.extent.add(axis.atNumber(low(point, value)), 0, true);
            axis.extent.add(axis.atNumber(high(point, value)), 0, true);
        }
    }

    /** Draws the interval about a value, at a pixel of the other axis. */
    void draw(Drawing out, int point, double value, double across) {
        double low = axis.pixel(axis.atNumber(low(point, value)));
        double high = axis.pixel(axis.atNumber(high(point, value)));
        if (!drawn || !Double.isFinite(high) || (low == high)) {
            return;
        }
        // On a logarithmic axis an interval may begin below everything.
        double start = Double.isFinite(low) ? low : axis.from();
        double cap = bars.path("width").asDouble(4);
        var d = new StringBuilder();
        move(d, start, across, high, across);
        move(d, start, across - cap, start, across + cap);
        move(d, high, across - cap, high, across + cap);
        out.path(
                d.toString(),
                "none",
                new Stroke(
                        bars.path("color").asText("#444"),
                        bars.path("thickness").asDouble(1.4)),
                1);
    }

    private void move(StringBuilder d, double along1, double across1, double along2, double across2) {
        boolean flat = axis.isHorizontal();
        d.append('M').append(Drawing.number(flat ? along1 : across1)).append(',');
        d.append(Drawing.number(flat ? across1 : along1)).append('L');
        d.append(Drawing.number(flat ? along2 : across2)).append(',');
        d.append(Drawing.number(flat ? across2 : along2));
    }
}
