package interleave.lab.plot;

import interleave.lab.plot.Drawing.Stroke;
import java.util.Locale;

/** The shapes of points, by plotly's names, at plotly's sizes. */
final class Symbol {

    private Symbol() {}

    static void draw(
            Drawing out, String name, double x, double y, double size, String fill, Stroke stroke, double opacity) {
        double r = size / 2;
        boolean open = name.contains("-open");
        var inside = open ? "none" : fill;
        var edge = open ? new Stroke(fill, Math.max(1.5, stroke.width())) : stroke;
        var shape = name.replace("-open", "").replace("-dot", "").toLowerCase(Locale.ROOT);
        switch (shape) {
            case "square" -> out.rect(x - r, y - r, size, size, inside, edge, opacity);
            case "diamond" -> out.path(around(x, y, r * 1.3, 0, -1, 1, 0, 0, 1, -1, 0), inside, edge, opacity);
            case "triangle-up" ->
                out.path(around(x, y, r * 2 / Math.sqrt(3), -1, 0.5, 1, 0.5, 0, -1), inside, edge, opacity);
            case "triangle-down" ->
                out.path(around(x, y, r * 2 / Math.sqrt(3), -1, -0.5, 1, -0.5, 0, 1), inside, edge, opacity);
            case "triangle-left" ->
                out.path(around(x, y, r * 2 / Math.sqrt(3), 0.5, -1, 0.5, 1, -1, 0), inside, edge, opacity);
            case "triangle-right" ->
                out.path(around(x, y, r * 2 / Math.sqrt(3), -0.5, -1, -0.5, 1, 1, 0), inside, edge, opacity);
            case "cross" ->
                out.path(
                        around(
                                x, y, r * 1.2, 1, -.33, 1, .33, .33, .33, .33, 1, -.33, 1, -.33, .33, -1, .33, -1, -.33,
                                -.33, -.33, -.33, -1, .33, -1, .33, -.33),
                        inside,
                        edge,
                        opacity);
            case "x" ->
                out.path(
                        around(
                                x, y, r * 1.1, -1, -.55, -.55, -1, 0, -.45, .55, -1, 1, -.55, .45, 0, 1, .55, .55, 1, 0,
                                .45, -.55, 1, -1, .55, -.45, 0),
                        inside,
                        edge,
                        opacity);
            case "star" -> out.path(star(x, y, r * 1.4), inside, edge, opacity);
            case "line-ew" -> out.line(x - r * 1.4, y, x + r * 1.4, y, stroke);
            case "line-ns" -> out.line(x, y - r * 1.4, x, y + r * 1.4, stroke);
            default -> out.circle(x, y, r, inside, edge, opacity);
        }
    }

    private static String around(double x, double y, double r, double... corners) {
        var d = new StringBuilder();
        for (int i = 0; i < corners.length; i += 2) {
            d.append(i == 0 ? 'M' : 'L')
                    .append(Drawing.number(x + r * corners[i]))
                    .append(',');
            d.append(Drawing.number(y + r * corners[i + 1]));
        }
        return d.append('Z').toString();
    }

    private static String star(double x, double y, double r) {
        var corners = new double[20];
        for (int i = 0; i < 10; i++) {
            double length = i % 2 == 0 ? 1 : 0.382;
            corners[2 * i] = length * Math.sin(Math.PI * i / 5);
            corners[2 * i + 1] = -length * Math.cos(Math.PI * i / 5);
        }
        return around(x, y, r, corners);
    }
}
