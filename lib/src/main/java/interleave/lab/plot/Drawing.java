package interleave.lab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes SVG elements. Every text is escaped here, every number has at most two decimals, and nothing depends on a locale,
 * so that equal charts are equal texts. One thread at a time.
 */
final class Drawing {

    /** How a text is set: size in pixels, weight as in CSS, colour. */
    record Font(double size, int weight, String colour) {

        Font(double size, String colour) {
            this(size, 400, colour);
        }
    }

    /** What of a text stands at its point. */
    enum Anchor {
        START,
        MIDDLE,
        END;

        private String svg() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a line is drawn; a width of 0 draws none. */
    record Stroke(String colour, double width, String dash) {

        static final Stroke NONE = new Stroke("none", 0, "");

        Stroke(String colour, double width) {
            this(colour, width, "");
        }
    }

    private static final double TILE = 8;

    private final StringBuilder svg = new StringBuilder(16 * 1024);
    private final List<String> hatches = new ArrayList<>();

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return "0";
        }
        long hundredths = Math.round(Math.clamp(value, -1e7, 1e7) * 100);
        if (hundredths % 100 == 0) {
            return Long.toString(hundredths / 100);
        }
        var digits = String.format(Locale.ROOT, "%.2f", hundredths / 100.0);
        return digits.endsWith("0") ? digits.substring(0, digits.length() - 1) : digits;
    }

    static String escape(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                // What XML has no place for, lone surrogates among it.
                default -> safe.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }

    /**
     * Returns a fill of strokes upon a colour, defined here when it is first asked for.
     *
     * @param shape as plotly has them: / \ x - | + and the full stop; any other gives the plain colour
     */
    String hatch(String shape, String colour, String ink) {
        var strokes = switch (shape) {
            case "/" -> "M-2,2L2,-2M0,8L8,0M6,10L10,6";
            case "\\" -> "M-2,6L2,10M0,0L8,8M6,-2L10,2";
            case "x" -> "M0,0L8,8M0,8L8,0";
            case "-" -> "M0,4L8,4";
            case "|" -> "M4,0L4,8";
            case "+" -> "M0,4L8,4M4,0L4,8";
            case "." -> "M3,4L5,4";
            default -> "";
        };
        if (strokes.isEmpty()) {
            return colour;
        }
        var key = String.join(" ", shape, colour, ink);
        if (!hatches.contains(key)) {
            hatches.add(key);
            svg.append("<pattern id=\"h%d\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
                    .formatted(hatches.indexOf(key)));
            rect(0, 0, TILE, TILE, colour, Stroke.NONE, 1);
            path(strokes, "none", new Stroke(ink, 1.6), 1);
            svg.append("</pattern>");
        }
        return "url(#h%d)".formatted(hatches.indexOf(key));
    }

    /** Starts a group that is cut at a rectangle. */
    void clip(String id, double x, double y, double width, double height) {
        svg.append("<clipPath id=\"").append(id).append("\">");
        rect(x, y, width, height, "#000", Stroke.NONE, 1);
        svg.append("</clipPath><g clip-path=\"url(#").append(id).append(")\">");
    }

    /** Starts a group with a class, by which tests and readers of the source find it. */
    void group(String name) {
        svg.append("<g class=\"").append(escape(name)).append("\">");
    }

    void end() {
        svg.append("</g>");
    }

    void rect(double x, double y, double width, double height, String fill, Stroke stroke, double opacity) {
        svg.append("<rect");
        attribute("x", x);
        attribute("y", y);
        attribute("width", Math.max(0, width));
        attribute("height", Math.max(0, height));
        paint(fill, stroke, opacity);
        svg.append("/>");
    }

    void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        path("M" + number(x1) + "," + number(y1) + "L" + number(x2) + "," + number(y2), "none", stroke, 1);
    }

    void path(String d, String fill, Stroke stroke, double opacity) {
        if (d.isEmpty()) {
            return;
        }
        svg.append("<path d=\"").append(d).append('"');
        paint(fill, stroke, opacity);
        svg.append("/>");
    }

    void circle(double x, double y, double radius, String fill, Stroke stroke, double opacity) {
        svg.append("<circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        paint(fill, stroke, opacity);
        svg.append("/>");
    }

    /** Writes lines of text, the first on the baseline {@code y}, turned by {@code angle} degrees about its point. */
    void text(double x, double y, List<String> lines, Anchor anchor, Font font, double angle) {
        svg.append("<text");
        attribute("x", x);
        attribute("y", y);
        attribute("font-size", font.size());
        if (font.weight() != 400) {
            attribute("font-weight", font.weight());
        }
        if (anchor != Anchor.START) {
            svg.append(" text-anchor=\"").append(anchor.svg()).append('"');
        }
        if (angle != 0) {
            svg.append(" transform=\"rotate(")
                    .append(number(angle))
                    .append(' ')
                    .append(number(x))
                    .append(' ');
            svg.append(number(y)).append(")\"");
        }
        paint(font.colour(), Stroke.NONE, 1);
        svg.append('>');
        if (lines.size() == 1) {
            svg.append(escape(lines.getFirst()));
        } else {
            for (int i = 0; i < lines.size(); i++) {
                svg.append("<tspan");
                attribute("x", x);
                attribute("dy", i == 0 ? 0 : font.size() * Words.LINE);
                svg.append('>').append(escape(lines.get(i))).append("</tspan>");
            }
        }
        svg.append("</text>");
    }

    void text(double x, double y, String text, Anchor anchor, Font font) {
        text(x, y, Words.lines(text), anchor, font, 0);
    }

    /** Returns what was written as a document of that size with a title for screen readers. */
    String document(double width, double height, String family, String title) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" font-family=\"%s\" role=\"img\"><title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%s</svg>"
                .formatted(
                        number(width),
                        number(height),
                        number(width),
                        number(height),
                        escape(family),
                        escape(title),
                        svg);
    }

    private void attribute(String name, double value) {
        svg.append(' ').append(name).append("=\"").append(number(value)).append('"');
    }

    private void paint(String fill, Stroke stroke, double opacity) {
        if (!fill.equals("#000")) {
            svg.append(" fill=\"").append(escape(fill)).append('"');
        }
        if (stroke.width() > 0) {
            svg.append(" stroke=\"").append(escape(stroke.colour())).append('"');
            attribute("stroke-width", stroke.width());
            if (!stroke.dash().isEmpty()) {
                svg.append(" stroke-dasharray=\"").append(escape(stroke.dash())).append('"');
            }
        }
        if (opacity < 1) {
            attribute("opacity", opacity);
        }
    }
}
