package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlighterTest {

    private static final Pattern SPAN = Pattern.compile(
            "<span style=\"color:var\\(--jp-mirror-editor-([a-z]+)-color," + "#[0-9a-f]{6}\\)[^\"]*\">(.*?)</span>",
            Pattern.DOTALL);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            int x = 1_000;              | keyword:int number:1_000
            // a "quote" and class      | comment:// a "quote" and class
            /* a // b */ x              | comment:/* a // b */
            "a \\" // b" + x            | string:"a \\" // b"
            '\\'' + '"'                 | string:'\\'' string:'"'
            @Override(x) y              | meta:@Override
            @a.b.C int y                | meta:@a.b.C keyword:int
            @interface A {}             | keyword:@interface def:A
            0x1.8p-3 + 1e+9 + .5f - 2   | number:0x1.8p-3 number:1e+9 number:.5f number:2
            0xE+1                       | number:0xE number:1
            f(1).x                      | number:1
            true && x == null           | keyword:true keyword:null
            var x = y;                  | keyword:var
            var = 3;                    | number:3
            record P(int a) {}          | keyword:record def:P keyword:int
            record P<T>(T a) {}         | keyword:record def:P
            record = f(record);         |
            sealed interface S permits A {} | keyword:sealed keyword:interface def:S keyword:permits
            non-sealed class A {}       | keyword:non-sealed keyword:class def:A
            sealed - 1                  | number:1
            { yield x; }                | keyword:yield
            yield = 1;                  | number:1
            Thread.yield();             |
            case A a when a.b -> c;     | keyword:case keyword:when
            case when -> c; when = d;   | keyword:case
            Type.class                  | keyword:class
            Größe größe                 |
            """)
    void colours(String code, String expected) {
        assertEquals(expected == null ? "" : expected, coloured(code));
    }

    @Test
    void aTextBlockEndsAtItsThreeQuotesOnly() {
        assertEquals(
                "string:\"\"\"\n a \"quoted\" // \\\"\"\" class\n\"\"\"",
                coloured("\"\"\"\n a \"quoted\" // \\\"\"\" class\n\"\"\" + x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"never closed\nint x",
                "\"\"\" never closed",
                "/* never closed",
                "'",
                "\"\\",
                "@",
                "@ x",
                "1.",
                "#§ 線 \uD83D\uDE00 \u0000",
                "</pre><script>alert('&amp;')</script>",
                "List<Map<String, ? extends T>> a = b < c && d > e;",
            })
    void losesNothingAndEscapesEverything(String code) {
        var html = Highlighter.html(code);
        assertEquals(code, text(html));
        assertFalse(html.contains("<script") || html.contains("</pre"), html);
    }

    @Test
    void losesNothingOfTheWholeLibrary() throws Exception {
        try (var files = Files.walk(Path.of("src"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                var code = Files.readString(file);
                assertEquals(code, text(Highlighter.html(code)), file::toString);
            }
        }
    }

    @Test
    void everyFallbackIsReadableOnWhite() {
        var html = Highlighter.html("class A { /* c */ int i = 1; String s = \"\"; @B Object o = null; }");
        var colours = Pattern.compile(",(#[0-9a-f]{6})\\)")
                .matcher(html)
                .results()
                .map(m -> m.group(1))
                .distinct();
        var seen = new ArrayList<String>();
        colours.forEach(colour -> {
            seen.add(colour);
            double contrast = 1.05 / (luminance(colour) + 0.05);
            assertTrue(contrast >= 4.5, () -> colour + " has a contrast of " + contrast);
        });
        assertEquals(6, seen.size(), seen::toString);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    private static String coloured(String code) {
        List<String> parts = SPAN.matcher(Highlighter.html(code))
                .results()
                .map(m -> m.group(1) + ":" + text(m.group(2)))
                .toList();
        return String.join(" ", parts);
    }

    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
