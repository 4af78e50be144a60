package interleave.lab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plotly's markup: the texts of a figure may hold a few tags ({@code <br>}, {@code <b>}, {@code <i>}, {@code <sub>},
 * {@code <sup>} and the like) and entities, and plotly swallows every tag that it does not know. A text from outside is
 * turned into markup that shows what was written, {@code List<String>} included.
 */
public final class Markup {

    private static final Pattern ENTITY = Pattern.compile("&(#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "mu", "μ", "times", "×",
            "plusmn", "±", "deg", "°");
    private static final Pattern TAG = Pattern.compile("</?(?:br|b|i|em|u|s|sub|sup|span)(?: [^<>]*)?/?>");
    private static final Pattern BREAK = Pattern.compile("<br ?/?>");
    private static final Pattern NEW_LINE = Pattern.compile("\\R");

    private static final int LINES = 5;
    private static final int LABEL_WIDTH = 28;

    private Markup() {}

    /** Returns markup that shows the text as it is written, line breaks included. */
    public static String literal(String text) {
        var safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        // Plotly fills in what it takes for a variable.
        safe = safe.replace("%{", "%&#123;");
        return NEW_LINE.matcher(safe).replaceAll("<br>");
    }

    /** Returns markup for a name beside an axis: as written, in lines that leave room for the plot. */
    public static String label(String name) {
        return wrap(literal(name), LABEL_WIDTH);
    }

    /** Returns a name that is markup already, in such lines. */
    static String relabel(String name) {
        return wrap(name, LABEL_WIDTH);
    }

    /** Returns markup that shows a text of jsplot: the tags that plotly knows keep their meaning, all else is literal. */
    static String ofJsplot(String text) {
        if (text.indexOf('<') < 0
                && text.indexOf('>') < 0
                && text.indexOf('&') < 0
                && text.indexOf('\n') < 0
                && !text.contains("%{")) {
            return text;
        }
        var markup = new StringBuilder();
        int from = 0;
        for (Matcher tag = TAG.matcher(text); tag.find(); from = tag.end()) {
            markup.append(literal(text.substring(from, tag.start()))).append(tag.group());
        }
        return markup.append(literal(text.substring(from))).toString();
    }

    /** Returns what a reader sees of the markup: tags gone, entities decoded, {@code <br>} as a line break. */
    public static String plain(String markup) {
        if (markup.indexOf('<') < 0 && markup.indexOf('&') < 0) {
            return markup;
        }
        return unescapeHtml(TAG.matcher(BREAK.matcher(markup).replaceAll("\n")).replaceAll(""));
    }

    /** Returns how many lines the markup takes. */
    static int lines(String markup) {
        return (int) BREAK.matcher(markup).results().count() + 1;
    }

    /**
     * Returns the markup with line breaks between words so that no line is longer than {@code width} characters as seen,
     * unless one word is. Markup with other tags than line breaks stays as it is; what exceeds a few lines ends in "…".
     */
    static String wrap(String markup, int width) {
        if (TAG.matcher(BREAK.matcher(markup).replaceAll(" ")).find()) {
            return markup;
        }
        var lines = new ArrayList<String>();
        for (var line : plain(markup).split("\n", -1)) {
            addLines(lines, line, width);
        }
        if (lines.size() > LINES) {
            lines.subList(LINES, lines.size()).clear();
            lines.set(LINES - 1, lines.getLast() + " …");
        }
        return literal(String.join("\n", lines));
    }

    private static void addLines(List<String> lines, String text, int width) {
        int from = 0;
        while (text.codePointCount(from, text.length()) > width) {
            int end = text.offsetByCodePoints(from, width);
            int space = text.lastIndexOf(' ', end);
            int cut = space > from ? space : end;
            lines.add(text.substring(from, cut).strip());
            from = space > from ? cut + 1 : cut;
        }
        lines.add(text.substring(from).strip());
    }

    /** Decodes entities once, so that an escaped entity stays one. */
    static String unescapeHtml(String text) {
        return text.indexOf('&') < 0
                ? text
                : ENTITY.matcher(text)
                        .replaceAll(match -> Matcher.quoteReplacement(decode(match.group(1), match.group())));
    }

    private static String decode(String entity, String whole) {
        if (entity.charAt(0) != '#') {
            return NAMED.getOrDefault(entity, whole);
        }
        boolean hex = Character.toLowerCase(entity.charAt(1)) == 'x';
        int code = hex ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(code) ? Character.toString(code) : whole;
    }
}
