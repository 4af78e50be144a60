package interleave.lab;

import java.util.regex.Pattern;

/** Makes text safe inside HTML. */
final class Html {

    private static final Pattern BACKTICKS = Pattern.compile("`([^`\n]+)`");

    private Html() {}

    /** Returns the text with everything escaped that could end a text node or a quoted attribute. */
    static String escape(CharSequence text) {
        var safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** Returns the caption of a table, in a box of its own: a page lets it stay in sight when the table scrolls sideways. */
    static String caption(CharSequence text) {
        return "<caption style=\"text-align:left\"><span class=\"il-caption\">" + escape(text) + "</span></caption>";
    }

    /** Returns a sentence for a page: escaped, and what stands between backticks as code. */
    static String sentence(CharSequence text) {
        return BACKTICKS.matcher(escape(text)).replaceAll("<code>$1</code>");
    }
}
