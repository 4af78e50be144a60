package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import interleave.lab.plot.Drawing.Anchor;
import interleave.lab.plot.Drawing.Font;
import interleave.lab.plot.Drawing.Stroke;
import java.util.List;

/** The scale beside a heat map that says which colour is which number. */
final class ColourBar {

    private static final int STEPS = 48;
    private static final double THICKNESS = 14;
    private static final double GAP = 14;

    private final ColourScale scale;
    private final JsonNode spec;

    ColourBar(ColourScale scale, JsonNode spec) {
        this.scale = scale;
        this.spec = spec;
    }

    private String title() {
        var title = spec.path("title");
        return title.isTextual() ? title.asText() : title.path("text").asText("");
    }

    private boolean isBeside() {
        return spec.path("title").path("side").asText("top").equals("right");
    }

    double width() {
        double title = title().isEmpty()
                ? 0
                : isBeside() ? 26 : Math.min(160, Words.width(Words.lines(title()), 12)) - THICKNESS - 30;
        return GAP + THICKNESS + 44 + Math.max(0, title);
    }

    void draw(Drawing out, Frame frame) {
        double left = frame.right() + GAP;
        double top = frame.top();
        var font = new Font(12, spec.path("tickfont").path("color").asText(Theme.QUIET));
        if (!title().isEmpty() && !isBeside()) {
            var lines = Words.wrap(title(), 160, 12, 1);
            out.text(left, top + 10, lines, Anchor.START, new Font(12, Theme.TEXT), 0);
            top += lines.size() * 12 * Words.LINE + 6;
        }
        double high = (frame.bottom() - top) / STEPS;
        for (int i = 0; i < STEPS; i++) {
            double value = scale.high() - (i + 0.5) / STEPS * (scale.high() - scale.low());
            out.rect(left, top + i * high, THICKNESS, high + 0.4, scale.colour(value), Stroke.NONE, 1);
        }
        var axis = new Axis("y", spec, List.of(Json.of(List.of(0))));
        axis.extent.edge(scale.low());
        axis.extent.edge(scale.high());
        axis.place(frame.bottom(), top);
        for (var tick : axis.ticks().ticks()) {
            double y = axis.pixel(tick.at());
            out.line(left + THICKNESS, y, left + THICKNESS + 4, y, new Stroke(Theme.AXIS, 1));
            out.text(left + THICKNESS + 7, y + 4, tick.label(), Anchor.START, font);
        }
        if (isBeside() && !title().isEmpty()) {
            out.text(
                    left + THICKNESS + 52,
                    (top + frame.bottom()) / 2,
                    Words.lines(title()),
                    Anchor.MIDDLE,
                    new Font(12, Theme.TEXT),
                    90);
        }
    }
}
