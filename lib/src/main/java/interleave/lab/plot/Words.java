package interleave.lab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Texts in a picture: their lines, and how wide they come out, estimated from the widths of a common sans-serif face. */
final class Words {

    /** The distance of two baselines, in font sizes. */
    static final double LINE = 1.3;

    /** How much wider than that the faces of some systems are: room is left for them. */
    private static final double WIDEST = 1.14;

    /** Widths of the characters from the blank to the tilde, in hundredths of the font size. */
    private static final int[] WIDTHS = {
        28, 28, 36, 56, 56, 89, 67, 19, 33, 33, 39, 58, 28, 33, 28, 28, 56, 56, 56, 56, 56, 56, 56, 56, 56, 56, 28, 28,
        58, 58, 58, 56, 100, 67, 67, 72, 72, 67, 61, 78, 72, 28, 50, 67, 56, 83, 72, 78, 67, 78, 72, 67, 61, 72, 67, 94,
        67, 67, 61, 28, 28, 28, 47, 56, 33, 56, 56, 50, 56, 56, 28, 56, 56, 22, 22, 50, 22, 83, 56, 56, 56, 56, 33, 50,
        28, 56, 50, 72, 50, 50, 50, 33, 26, 33, 58
    };

    private Words() {}

    /** Returns the lines of plotly's markup as plain text. */
    static List<String> lines(String markup) {
        return Markup.plain(exponents(markup)).lines().toList().isEmpty()
                ? List.of("")
                : Markup.plain(exponents(markup)).lines().toList();
    }

    /** Superscripts of digits have characters of their own. */
    private static String exponents(String markup) {
        int start = markup.indexOf("<sup>");
        int end = markup.indexOf("</sup>", start);
        if (start < 0 || end < 0) {
            return markup;
        }
        var raised = markup.substring(start + 5, end)
                .chars()
                .mapToObj(c -> {
                    int at = "0123456789+-−".indexOf(c);
                    return at < 0 ? Character.toString(c) : "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻".substring(at, at + 1);
                })
                .reduce("", String::concat);
        return exponents(markup.substring(0, start) + raised + markup.substring(end + 6));
    }

    static double width(String text, double size) {
        return text.codePoints()
                        .mapToDouble(c -> c >= ' ' && c <= '~' ? WIDTHS[c - ' '] : c >= 0x2E80 ? 100 : 58)
                        .sum()
                * size
                * WIDEST
                / 100;
    }

    static double width(List<String> lines, double size) {
        return lines.stream().mapToDouble(line -> width(line, size)).max().orElse(0);
    }

    /** Returns the lines broken between words so that each is at most that wide; a longer word is cut. */
    static List<String> wrap(String markup, double width, double size, double widening) {
        var wrapped = new ArrayList<String>();
        for (var line : lines(markup)) {
            var rest = new StringBuilder();
            for (var word : line.split(" ", -1)) {
                var joined = rest.isEmpty() ? word : rest + " " + word;
                if (!rest.isEmpty() && width(joined, size) * widening > width) {
                    wrapped.add(cut(rest.toString(), width, size));
                    rest.setLength(0);
                    rest.append(word);
                } else {
                    rest.setLength(0);
                    rest.append(joined);
                }
            }
            wrapped.add(cut(rest.toString(), width, size));
        }
        return wrapped;
    }

    /** Returns the text, shortened to that width with an ellipsis if need be. */
    static String cut(String text, double width, double size) {
        if (text.length() < 8 || width(text, size) <= width * 1.15) {
            return text;
        }
        int end = text.length();
        while (end > 1 && width(text.substring(0, end), size) > width) {
            end--;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }

    static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + Math.clamp(decimals, 0, 12) + "f", value);
    }
}
