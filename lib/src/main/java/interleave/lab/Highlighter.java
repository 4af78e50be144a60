package interleave.lab;

import java.util.Set;

/**
 * Colours Java code as HTML: comments, literals, annotations, keywords and the names of declared types.
 *
 * <p>The colours are JupyterLab's own editor variables, written into {@code style} attributes because style sheets are
 * removed from a notebook that is not trusted. The fallback of each has a contrast of at least 4.5 on white.
 *
 * <p>One pass, linear in the length of the code. Code that does not compile is coloured somehow, and never lost: the
 * text of the result is always the text of the code.
 */
final class Highlighter {

    private static final String KEYWORD = "color:var(--jp-mirror-editor-keyword-color,#007000);font-weight:bold";
    private static final String ATOM = "color:var(--jp-mirror-editor-keyword-color,#007000)";
    private static final String NUMBER = "color:var(--jp-mirror-editor-number-color,#006a00)";
    private static final String DEFINITION = "color:var(--jp-mirror-editor-def-color,#0000d0)";
    private static final String COMMENT = "color:var(--jp-mirror-editor-comment-color,#356b6b);font-style:italic";
    private static final String STRING = "color:var(--jp-mirror-editor-string-color,#b01818)";
    private static final String META = "color:var(--jp-mirror-editor-meta-color,#8a00d4)";

    private static final Set<String> KEYWORDS = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while");
    private static final Set<String> ATOMS = Set.of("true", "false", "null");
    private static final Set<String> BEFORE_A_TYPE_NAME = Set.of("class", "interface", "enum", "record");

    private final String code;
    private final StringBuilder html = new StringBuilder();
    private int at;
    /** The last token that is neither blank nor comment; a literal counts as a quote. */
    private String before = "";
    /** Whether the scanner stands between {@code case} and its arrow or colon, where {@code when} is a keyword. */
    private boolean inCase;

    private Highlighter(String code) {
        this.code = code;
    }

    /** Returns the code as HTML for the inside of a {@code code} element. */
    static String html(String code) {
        var highlighter = new Highlighter(code);
        while (highlighter.at < code.length()) {
            highlighter.next();
        }
        return highlighter.html.toString();
    }

    private void next() {
        char c = code.charAt(at);
        if (code.startsWith("//", at)) {
            emit(COMMENT, lineEnd());
        } else if (code.startsWith("/*", at)) {
            emit(COMMENT, after("*/", at + 2));
        } else if (code.startsWith("\"\"\"", at)) {
            literal(quoted("\"\"\"", true));
        } else if (c == '"' || c == '\'') {
            literal(quoted(String.valueOf(c), false));
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            emit(NUMBER, numberEnd());
            before = "0";
        } else if (Character.isJavaIdentifierStart(code.codePointAt(at))) {
            word();
        } else if (c == '@' && at + 1 < code.length() && Character.isJavaIdentifierStart(code.codePointAt(at + 1))) {
            annotation();
        } else {
            punctuation(c);
        }
    }

    private void word() {
        // The one keyword with a hyphen.
        int end = code.startsWith("non-sealed", at) ? at + "non-sealed".length() : wordEnd(at);
        var word = code.substring(at, end);
        var style = word.equals("non-sealed") ? KEYWORD : style(word, end);
        if (word.equals("case")) {
            inCase = true;
        }
        emit(style, end);
        before = word;
    }

    private String style(String word, int end) {
        if (before.equals(".") && !word.equals("class") && !word.equals("this") && !word.equals("new")) {
            return null;
        }
        if (KEYWORDS.contains(word)) {
            return KEYWORD;
        }
        if (ATOMS.contains(word)) {
            return ATOM;
        }
        if (BEFORE_A_TYPE_NAME.contains(before)) {
            return DEFINITION;
        }
        return isContextualKeyword(word, end) ? KEYWORD : null;
    }

    /** Words that are keywords in one place only, and here only where no other reading is possible. */
    private boolean isContextualKeyword(String word, int end) {
        int next = skipBlanks(end);
        boolean aWordFollows = next < code.length() && Character.isJavaIdentifierStart(code.codePointAt(next));
        return switch (word) {
            case "var" -> aWordFollows;
            case "record" -> aWordFollows && "(<".indexOf(charAt(skipBlanks(wordEnd(next)))) >= 0;
            case "sealed" -> aWordFollows;
            case "permits" -> aWordFollows && !before.equals("(");
            case "yield" -> ";{}:>".contains(lastOf(before)) && "=.(+-[".indexOf(charAt(next)) < 0;
            case "when" -> inCase && !before.equals("case") && "=.,:-)".indexOf(charAt(next)) < 0;
            default -> false;
        };
    }

    private void annotation() {
        int end = wordEnd(at + 1);
        while (end + 1 < code.length()
                && code.charAt(end) == '.'
                && Character.isJavaIdentifierStart(code.codePointAt(end + 1))) {
            end = wordEnd(end + 1);
        }
        var name = code.substring(at + 1, end);
        emit(name.equals("interface") ? KEYWORD : META, end);
        before = name;
    }

    private void punctuation(char c) {
        if (c == ':' || (c == '>' && before.equals("-"))) {
            inCase = false;
        }
        if (!Character.isWhitespace(c)) {
            before = String.valueOf(c);
        }
        html.append(Html.escape(String.valueOf(c)));
        at++;
    }

    private void literal(int end) {
        emit(STRING, end);
        before = "\"";
    }

    private void emit(String style, int end) {
        var text = Html.escape(code.substring(at, end));
        if (style == null) {
            html.append(text);
        } else {
            html.append("<span style=\"")
                    .append(style)
                    .append("\">")
                    .append(text)
                    .append("</span>");
        }
        at = end;
    }

    private int lineEnd() {
        int end = code.indexOf('\n', at);
        return end < 0 ? code.length() : end;
    }

    private int after(String mark, int from) {
        int found = code.indexOf(mark, from);
        return found < 0 ? code.length() : found + mark.length();
    }

    /** Returns the end of a literal that opens here; an unclosed one ends with its line, a text block with the code. */
    private int quoted(String quote, boolean manyLines) {
        int i = at + quote.length();
        while (i < code.length() && !code.startsWith(quote, i)) {
            if (!manyLines && code.charAt(i) == '\n') {
                return i;
            }
            i += code.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(code.length(), i + quote.length());
    }

    /** Digits, letters and underscores, points, and a sign after an exponent: what the compiler took as one number. */
    private int numberEnd() {
        boolean hex = code.startsWith("0x", at) || code.startsWith("0X", at);
        int i = at;
        while (i < code.length()) {
            char c = code.charAt(i);
            boolean sign = (c == '+' || c == '-') && i > at && isExponent(code.charAt(i - 1), hex);
            boolean point = c == '.' && !code.startsWith("..", i);
            if (!sign && !point && !Character.isLetterOrDigit(c) && c != '_') {
                break;
            }
            i++;
        }
        return i;
    }

    private static boolean isExponent(char c, boolean hex) {
        return hex ? c == 'p' || c == 'P' : c == 'e' || c == 'E';
    }

    private int wordEnd(int from) {
        int i = from;
        while (i < code.length() && Character.isJavaIdentifierPart(code.codePointAt(i))) {
            i += Character.charCount(code.codePointAt(i));
        }
        return i;
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < code.length() && Character.isWhitespace(code.charAt(i))) {
            i++;
        }
        return i;
    }

    private boolean isDigit(int index) {
        char c = charAt(index);
        return c >= '0' && c <= '9';
    }

    private char charAt(int index) {
        return index < code.length() ? code.charAt(index) : '\0';
    }

    private static String lastOf(String token) {
        return token.isEmpty() ? ";" : token.substring(token.length() - 1);
    }
}
