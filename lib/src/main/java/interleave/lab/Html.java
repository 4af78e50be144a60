package interleave.lab;

/** Makes text safe inside HTML. */
final class Html {

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
}
