package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.List;

/** The visible part of an axis: grid, line, ticks, their labels, the title. The axis is placed before it is drawn. */
final class AxisDrawing {

    private static final double LABEL_GAP = 3;

    private final Axis axis;
    private final JsonNode spec;
    private final Font labels;
    private final Font titleFont;

    AxisDrawing(Axis axis) {
        this.axis = axis;
        this.spec = axis.spec;
        var ticks = spec.path("tickfont");
        this.labels =
                new Font(ticks.path("size").asDouble(12), ticks.path("color").asText(Theme.QUIET));
        var title = spec.path("title").path("font");
        this.titleFont =
                new Font(title.path("size").asDouble(13), title.path("color").asText(Theme.TEXT));
    }

    Axis axis() {
        return axis;
    }

    boolean isVisible() {
        return spec.path("visible").asBoolean(true);
    }

    /** Says whether the axis stands at the right or at the top. */
    boolean isFar() {
        return spec.path("side").asText().equals(axis.isHorizontal() ? "top" : "right");
    }

    private String title() {
        var title = spec.path("title");
        return title.isTextual() ? title.asText() : title.path("text").asText("");
    }

    private boolean hasLabels() {
        return spec.path("showticklabels").asBoolean(true);
    }

    private double tickLength() {
        return spec.path("ticks").asText("").equals("outside")
                ? spec.path("ticklen").asDouble(5)
                : 0;
    }

    private Font font(Ticks.Tick tick) {
        return tick.minor() ? new Font(labels.size() * 0.75, labels.colour()) : labels;
    }

    /** Returns how far ticks and labels reach beyond the line. */
    private double labelDepth() {
        double depth = 0;
        double angle = Math.toRadians(angle());
        for (var tick : hasLabels() ? axis.ticks().ticks() : List.<Ticks.Tick>of()) {
            var lines = Words.lines(tick.label());
            double wide = Words.width(lines, font(tick).size());
            double high = lines.size() * font(tick).size() * Words.LINE;
            depth = Math.max(
                    depth,
                    axis.isHorizontal()
                            ? Math.abs(wide * Math.sin(angle)) + Math.abs(high * Math.cos(angle))
                            : Math.abs(wide * Math.cos(angle)) + Math.abs(high * Math.sin(angle)));
        }
        return tickLength() + (depth > 0 ? LABEL_GAP + depth : 0);
    }

    /** Returns how far all of it reaches beyond the line. */
    double depth() {
        if (!isVisible()) {
            return 0;
        }
        var lines = Words.lines(title());
        double title = title().isEmpty()
                ? 0
                : spec.path("title").path("standoff").asDouble(10) + lines.size() * titleFont.size() * Words.LINE;
        return labelDepth() + title;
    }

    /** Returns how the labels are turned: as asked for, else as far as it takes for them not to touch. */
    private double angle() {
        if (spec.path("tickangle").isNumber()) {
            return spec.path("tickangle").asDouble();
        }
        if (!axis.isHorizontal()) {
            return 0;
        }
        double before = Double.NEGATIVE_INFINITY;
        double slack = Double.POSITIVE_INFINITY;
        double distance = Double.POSITIVE_INFINITY;
        double last = Double.NaN;
        for (var tick : axis.ticks().ticks()) {
            double middle = axis.pixel(tick.at());
            double half = Words.width(Words.lines(tick.label()), font(tick).size()) / 2;
            slack = Math.min(slack, middle - half - before);
            before = middle + half;
            distance = Double.isNaN(last) ? distance : Math.min(distance, Math.abs(middle - last));
            last = middle;
        }
        return slack > 2 ? 0 : distance > labels.size() * 2.6 ? 30 : 90;
    }

    /** Draws the grid across the other axis of the plot. */
    void grid(Drawing out, double from, double to) {
        if (!isVisible()) {
            return;
        }
        if (spec.path("showgrid").asBoolean(true)) {
            var stroke = new Stroke(
                    spec.path("gridcolor").asText(Theme.GRID),
                    spec.path("gridwidth").asDouble(1));
            axis.ticks().ticks().stream()
                    .filter(tick -> !tick.minor())
                    .forEach(tick -> across(out, tick.at(), from, to, stroke));
        }
        if (spec.path("zeroline").asBoolean(true) && axis.kind == Axis.Kind.LINEAR && axis.shows(0)) {
            across(out, 0, from, to, new Stroke(spec.path("zerolinecolor").asText(Theme.AXIS), 1));
        }
    }

    private void across(Drawing out, double at, double from, double to, Stroke stroke) {
        double p = axis.pixel(at);
        if (axis.isHorizontal()) {
            out.line(p, from, p, to, stroke);
        } else {
            out.line(from, p, to, p, stroke);
        }
    }

    /** Draws line, ticks, labels and title at that place of the other direction. */
    void draw(Drawing out, double place) {
        if (!isVisible()) {
            return;
        }
        out.group("axis " + axis.id);
        int away = isFar() == axis.isHorizontal() ? -1 : 1; // down and right are positive
        boolean flat = axis.isHorizontal();
        if (spec.path("showline").asBoolean(false)) {
            var stroke = new Stroke(
                    spec.path("linecolor").asText(Theme.AXIS),
                    spec.path("linewidth").asDouble(1));
            out.line(
                    flat ? axis.from() : place,
                    flat ? place : axis.from(),
                    flat ? axis.to() : place,
                    flat ? place : axis.to(),
                    stroke);
        }
        int outward = flat ? away : -away;
        if (!flat) {
            outward = isFar() ? 1 : -1;
        }
        double angle = angle();
        var stroke = new Stroke(
                spec.path("tickcolor").asText(Theme.AXIS),
                spec.path("tickwidth").asDouble(1));
        for (var tick : axis.ticks().ticks()) {
            double p = axis.pixel(tick.at());
            double end = place + outward * tickLength();
            if (tickLength() > 0) {
                out.line(flat ? p : place, flat ? place : p, flat ? p : end, flat ? end : p, stroke);
            }
            if (hasLabels()) {
                label(out, tick, p, end + outward * LABEL_GAP, outward, angle);
            }
        }
        title(out, place, outward);
        out.end();
    }

    private void label(Drawing out, Ticks.Tick tick, double p, double at, int outward, double angle) {
        var font = font(tick);
        var lines = Words.lines(tick.label());
        if (!axis.isHorizontal()) {
            double top = p + font.size() * 0.35 - (lines.size() - 1) * font.size() * Words.LINE / 2;
            out.text(at, top, lines, outward < 0 ? Anchor.END : Anchor.START, font, angle);
        } else if (angle == 0) {
            double first =
                    outward > 0 ? at + font.size() * 0.95 : at - 2 - (lines.size() - 1) * font.size() * Words.LINE;
            out.text(p, first, lines, Anchor.MIDDLE, font, 0);
        } else {
            double aside = font.size() * 0.35 * Math.sin(Math.toRadians(angle));
            var anchor = angle > 0 == outward > 0 ? Anchor.START : Anchor.END;
            out.text(p - aside, at + outward * font.size() * 0.5, lines, anchor, font, angle);
        }
    }

    private void title(Drawing out, double place, int outward) {
        if (title().isEmpty()) {
            return;
        }
        double middle = (axis.from() + axis.to()) / 2;
        var lines = Words.lines(title());
        double gap = labelDepth() + spec.path("title").path("standoff").asDouble(10);
        double rest = (lines.size() - 1) * titleFont.size() * Words.LINE;
        if (axis.isHorizontal()) {
            double baseline = outward > 0 ? place + gap + titleFont.size() * 0.8 : place - gap - rest;
            out.text(middle, baseline, lines, Anchor.MIDDLE, titleFont, 0);
        } else {
            double baseline =
                    outward < 0 ? place - gap - rest - titleFont.size() * 0.2 : place + gap + titleFont.size() * 0.8;
            out.text(baseline, middle, lines, Anchor.MIDDLE, titleFont, -90);
        }
    }
}
