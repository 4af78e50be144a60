package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Arranges a figure on its paper: margins that hold title, legend and axes, then the plots. Used once. */
final class Picture {

    static final double WIDTH = 700;
    private static final double HEIGHT = 420;
    private static final double HIGHEST = 6000;

    private final JsonNode layout;
    private final Drawing out = new Drawing();
    private final List<JsonNode> pies = new ArrayList<>();
    private final List<String> undrawn = new ArrayList<>();
    private final Plots plots;
    private final Legend legend;
    private final double width;
    private final double height;
    private final List<AxisDrawing> axes;
    private final Domains domains;

    Picture(JsonNode figure) {
        this.layout = figure.path("layout");
        var traces = new ArrayList<JsonNode>();
        var colours = new ArrayList<String>();
        var entries = new ArrayList<Legend.Entry>();
        int number = 0;
        for (var each : figure.path("data")) {
            var trace = Bins.counted(each);
            var colour = colour(trace, number++);
            var kind = trace.path("type").asText("scatter");
            boolean visible = !trace.has("visible") || trace.path("visible").asBoolean(false);
            if (!visible) {
                continue;
            }
            if (kind.equals("pie")) {
                pies.add(trace);
                new PieMarks(trace, Theme.SERIES)
                        .slices()
                        .forEach(slice -> entries.add(
                                new Legend.Entry(slice.label(), Json.of(Map.of("type", "pie")), slice.colour())));
            } else if (List.of("scatter", "bar", "box", "violin", "heatmap", "contour")
                    .contains(kind)) {
                traces.add(trace);
                colours.add(colour);
                boolean coloured = List.of("heatmap", "contour").contains(kind);
                if (trace.path("showlegend").asBoolean(!coloured) && trace.hasNonNull("name")) {
                    entries.add(new Legend.Entry(trace.path("name").asText(), trace, colour));
                }
            } else {
                undrawn.add(kind);
            }
        }
        this.plots = new Plots(layout, traces, colours);
        this.legend = new Legend(layout, entries);
        this.width = WIDTH;
        this.height = Math.clamp(layout.path("height").asDouble(HEIGHT), 120, HIGHEST);
        this.axes = plots.axes().values().stream().map(AxisDrawing::new).toList();
        this.domains = new Domains(layout);
    }

    private String colour(JsonNode trace, int number) {
        for (var holder : List.of("marker", "line")) {
            var colour = trace.path(holder).path("color");
            if (colour.isTextual()) {
                return colour.asText();
            }
        }
        var way = layout.path("colorway");
        return way.isEmpty()
                ? Theme.colour(number)
                : way.path(number % way.size()).asText();
    }

    String draw(String title) {
        var frame = frame();
        var notes = new Notes(layout, plots.axes(), frame);
        notes.shapes(out, true);
        int clips = 0;
        for (var plot : plots.plots()) {
            double top = Math.min(plot.y().from(), plot.y().to());
            double bottom = Math.max(plot.y().from(), plot.y().to());
            new AxisDrawing(plot.x()).grid(out, top, bottom);
            new AxisDrawing(plot.y()).grid(out, plot.x().from(), plot.x().to());
            out.group("plot");
            out.clip(
                    "c" + clips++,
                    plot.x().from(),
                    top,
                    plot.x().length(),
                    plot.y().length());
            plot.marks().forEach(mark -> mark.draw(out));
            out.end();
            out.end();
        }
        axes.forEach(axis -> axis.draw(out, line(axis, frame)));
        pies.forEach(pie -> {
            var domain = pie.path("domain");
            new PieMarks(pie, Theme.SERIES)
                    .draw(
                            out,
                            frame.x(domain.path("x").path(0).asDouble(0)),
                            frame.y(domain.path("y").path(1).asDouble(1)),
                            frame.x(domain.path("x").path(1).asDouble(1)),
                            frame.y(domain.path("y").path(0).asDouble(0)));
        });
        plots.colourBars().forEach(bar -> bar.draw(out, frame));
        notes.shapes(out, false);
        notes.annotations(out);
        legend.draw(out, frame);
        title();
        remarks(frame);
        return out.document(width, height, Theme.FONT, title);
    }

    /** Sets the margins so that the axes' labels fit, then places the axes; lengths and labels settle in two rounds. */
    private Frame frame() {
        var margin = layout.path("margin");
        double beside = legend.widthBeside()
                + plots.colourBars().stream().mapToDouble(ColourBar::width).sum();
        double left = margin.path("l").asDouble(80);
        double right = Math.max(margin.path("r").asDouble(80), beside);
        double top = margin.path("t").asDouble(100);
        double bottom = margin.path("b").asDouble(80);
        var frame = new Frame(left, top, width - right, height - bottom);
        for (int round = 0; round < 3; round++) {
            place(frame);
            for (var axis : axes) {
                if (!axis.axis().spec.path("automargin").asBoolean(false)) {
                    continue;
                }
                double need = axis.depth() + 10;
                double line = line(axis, frame);
                if (axis.axis().isHorizontal()) {
                    top = axis.isFar() ? Math.max(top, frame.top() + need - line) : top;
                    bottom = axis.isFar() ? bottom : Math.max(bottom, need - (frame.bottom() - line));
                } else {
                    left = axis.isFar() ? left : Math.max(left, frame.left() + need - line);
                    right = axis.isFar() ? Math.max(right, need - (frame.right() - line)) : right;
                }
            }
            // However long the names are, half of the paper stays for the plot.
            left = Math.min(left, width * 0.5);
            bottom = Math.min(bottom, Math.max(height - top - 60, 30));
            frame = new Frame(left, top, Math.max(width - right, left + 60), Math.max(height - bottom, top + 40));
        }
        place(frame);
        return frame;
    }

    private void place(Frame frame) {
        for (var axis : plots.axes().values()) {
            var domain = domains.of(axis.id);
            if (axis.isHorizontal()) {
                axis.place(frame.x(domain[0]), frame.x(domain[1]));
            } else {
                axis.place(frame.y(domain[0]), frame.y(domain[1]));
            }
        }
    }

    /** Returns where the line of an axis stands: at the end of the axis it is anchored to, or where it says. */
    private double line(AxisDrawing drawing, Frame frame) {
        var axis = drawing.axis();
        var anchor = axis.spec.path("anchor").asText(axis.isHorizontal() ? "y" : "x");
        if (anchor.equals("free")) {
            double position = axis.spec.path("position").asDouble(0);
            return axis.isHorizontal() ? frame.y(position) : frame.x(position);
        }
        var other = plots.axes().get(axis.spec.has("anchor") ? anchor : partner(axis));
        if (other == null) {
            return axis.isHorizontal() ? frame.y(drawing.isFar() ? 1 : 0) : frame.x(drawing.isFar() ? 1 : 0);
        }
        return drawing.isFar() ? other.to() : other.from();
    }

    private String partner(Axis axis) {
        return plots.plots().stream()
                .filter(plot -> plot.x() == axis || plot.y() == axis)
                .findFirst()
                .map(plot -> plot.x() == axis ? plot.y().id : plot.x().id)
                .orElse("");
    }

    private void title() {
        var title = layout.path("title");
        var text = title.isTextual() ? title.asText() : title.path("text").asText("");
        if (text.isEmpty()) {
            return;
        }
        var font = title.path("font");
        var main = new Font(
                font.path("size").asDouble(17),
                font.path("weight").asInt(600),
                font.path("color").asText(Theme.TEXT));
        boolean left = title.path("xanchor").asText("auto").equals("left")
                || title.path("x").asDouble(0.5) == 0;
        double x = left ? title.path("pad").path("l").asDouble(12) : width / 2;
        var anchor = left ? Anchor.START : Anchor.MIDDLE;
        double y = title.path("pad").path("t").asDouble(12) + main.size() * 0.8;
        var lines = Words.lines(text);
        out.text(x, y, lines, anchor, main, 0);
        var below = title.path("subtitle");
        if (!below.path("text").asText("").isEmpty()) {
            double size = below.path("font").path("size").asDouble(13);
            double next = y + (lines.size() - 1) * main.size() * Words.LINE + size * 2.05;
            out.text(
                    x,
                    next,
                    below.path("text").asText(),
                    anchor,
                    new Font(size, below.path("font").path("color").asText(Theme.QUIET)));
        }
    }

    private void remarks(Frame frame) {
        var small = new Font(11, Theme.QUIET);
        int thinned = plots.plots().stream()
                .flatMap(plot -> plot.marks().stream())
                .mapToInt(Marks::thinned)
                .max()
                .orElse(1);
        if (thinned > 1) {
            var words = "one of " + thinned + " points is drawn";
            out.text(width - 8, height - 6, words, Anchor.END, small);
        }
        if (!undrawn.isEmpty()) {
            var kinds = String.join(", ", undrawn.stream().distinct().limit(3).toList());
            var words = "This picture cannot show the kind “" + kinds + "”: the table below has its numbers.";
            boolean empty = plots.plots().isEmpty() && pies.isEmpty();
            out.text(
                    width / 2,
                    empty ? (frame.top() + frame.bottom()) / 2 : height - 6,
                    words,
                    Anchor.MIDDLE,
                    empty ? new Font(14, Theme.TEXT) : small);
        }
    }
}
