package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Machine;
import interleave.trial.Sandbox;
import interleave.trial.SandboxResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTest {

    /** The files that were compiled, as the sources jar will hold them. */
    private static Optional<String> compiledFile(String file) {
        try {
            return Optional.of(Files.readString(Path.of("src/main/java", file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String HOSTILE = """
            package p;

            import java.util.*;

            /**
             * Breaks {@code </pre>} and <b>bold & <i>open, {@link java.util.List#of(Object) a list},
             * {@link Inner#run}, &copy; &amp; <script>alert("x")</script> <a href="javascript:x">y</a>
             * <h1>loud</h1>
             * <ul><li>one<li>two</ul>
             *
             * <p>Second.
             *
             * @param <T> any < type
             * @author nobody
             */
            final class Outer<T extends Comparable<? super T>> {
                /** First & only. @return no tag */
                static class Inner {
                    private final String text = \"""
                        </pre> "quoted" \\\""" {
                      less
                        \""";

                    Inner() {}

                    Inner(int 線程) {
                    }

                    /**
                     * Runs.
                     *
                     * @param n how often
                     * @return what came of it
                     * @throws IllegalStateException if "closed"
                     */
                    @Deprecated
                    public int run(int n) {
                        // }
                        return '}' + n;
                    }

                    void other() {}

                    int run() { return run(1); }
                }

                enum Kind { A { void x() {} }; void x() {} }
            }
            """;

    private static List<Listing> cut(List<String> names, String method) {
        return Listing.of(HOSTILE, names, Optional.ofNullable(method));
    }

    @Test
    void cutsATypeFromItsFirstModifierToItsLastBrace() {
        var code = cut(List.of("Outer"), null).getFirst().code();
        assertTrue(code.startsWith("final class Outer<T"), code);
        assertTrue(code.endsWith("}\n}") || code.endsWith("}"), code);
        assertEquals(16, cut(List.of("Outer"), null).getFirst().firstLine());
        assertTrue(code.contains("enum Kind"), code);
    }

    @Test
    void cutsANestedTypeAndTakesItsIndentationOff() {
        var listing = cut(List.of("Outer", "Inner"), null).getFirst();
        assertTrue(listing.code().startsWith("static class Inner {\n    private final String text"), listing.code());
        assertTrue(listing.code().endsWith("\n}"), listing.code());
        assertTrue(listing.comment().startsWith("/** First & only."), listing.comment());
        assertEquals(
                "enum Kind { A { void x() {} }; void x() {} }",
                cut(List.of("Outer", "Kind"), null).getFirst().code());
    }

    @Test
    void cutsAllOverloadsInOrderAndNothingThatTheCompilerAdds() {
        var run = cut(List.of("Outer", "Inner"), "run");
        assertEquals(2, run.size());
        assertEquals(
                "@Deprecated\npublic int run(int n) {\n    // }\n    return '}' + n;\n}",
                run.getFirst().code());
        assertEquals("int run() { return run(1); }", run.getLast().code());
        assertEquals(
                List.of("Inner() {}", "Inner(int 線程) {\n}"),
                cut(List.of("Outer", "Inner"), "Inner").stream()
                        .map(Listing::code)
                        .toList());
        var refused = assertThrows(IllegalArgumentException.class, () -> cut(List.of("Outer"), "Outer"));
        assertEquals("Outer declares no method Outer. It declares none.", refused.getMessage());
    }

    @Test
    void anUnknownMethodIsAnsweredWithThoseThatThereAre() {
        var refused = assertThrows(IllegalArgumentException.class, () -> cut(List.of("Outer", "Inner"), "rum"));
        assertEquals("Outer.Inner declares no method rum. It declares: Inner, run, other.", refused.getMessage());
    }

    @Test
    void rendersTheCommentWithoutLettingItBreakThePage() {
        var doc = cut(List.of("Outer"), null).getFirst().doc();
        assertTrue(doc.startsWith("<p>Breaks <code>&lt;/pre&gt;</code> and <b>bold &amp; <i>open, "), doc);
        assertTrue(doc.contains("a list"), doc);
        assertTrue(doc.contains("<code>Inner.run</code>"), doc);
        assertTrue(doc.contains("&copy;"), doc);
        assertFalse(doc.contains("<script") || doc.contains("href") || doc.contains("<h1"), doc);
        assertTrue(doc.contains("<p>loud</p>"), doc);
        assertTrue(doc.contains("<ul><li>one</li><li>two</li></ul>"), doc);
        assertTrue(doc.contains("<p>Second."), doc);
        assertTrue(doc.endsWith("<dl><dt><code>&lt;T&gt;</code></dt><dd>any &lt; type</dd></dl>"), doc);
        for (var name : List.of("p", "b", "i", "ul", "li", "dl", "dt", "dd", "code")) {
            assertEquals(count(doc, "<" + name + ">"), count(doc, "</" + name + ">"), name + " in " + doc);
        }
    }

    @Test
    void rendersTheTags() {
        assertEquals(
                "<p>Runs.</p><dl><dt><code>n</code></dt><dd>how often</dd><dt><code>returns</code></dt><dd>what came of"
                        + " it</dd><dt><code>throws IllegalStateException</code></dt><dd>if &quot;closed&quot;</dd></dl>",
                cut(List.of("Outer", "Inner"), "run").getFirst().doc());
    }

    @Test
    void showsALibraryTypeWithCaptionDocumentationAndCode() {
        var source = Source.of(SandboxResult.Line.class, Optional.empty(), SourceTest::compiledFile);
        assertEquals(
                "public record Line(Duration at, Stdio stdio, String text) {}",
                source.text().lines().toList().getLast());
        assertTrue(source.text().startsWith("/**\n"), source.text());
        var html = source.html();
        assertTrue(
                html.startsWith("<figure class=\"il-source\"><figcaption><code>SandboxResult.Line</code> in "
                        + "interleave/trial/SandboxResult.java, line "),
                html);
        assertTrue(html.contains("aria-label=\"Code of SandboxResult.Line\""), html);
        assertTrue(html.contains("<dt><code>at</code></dt>"), html);
        assertEquals(1, count(html, "<pre class=\"il-code\" tabindex=\"0\" role=\"group\""));
    }

    @Test
    void eachOverloadHasALabelOfItsOwn() {
        var html = Source.of(Source.class, Optional.of("of"), SourceTest::compiledFile)
                .html();
        assertTrue(html.contains("aria-label=\"Code of Source.of, 1 of 3\""), html);
        assertTrue(html.contains("aria-label=\"Code of Source.of, 3 of 3\""), html);
    }

    @Test
    void everyTypeOfTheLibraryCanBeShown() throws Exception {
        try (var files = Files.walk(Path.of("target/classes/interleave"))) {
            var names = files.map(
                            file -> Path.of("target/classes").relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("package-info"))
                    .filter(name -> !name.contains("_jcstress") && !name.contains("jmh_generated"))
                    .map(name -> name.replaceAll("\\.class$", "").replaceAll("[/\\\\]", "."))
                    .toList();
            for (var name : names) {
                var type = Class.forName(name, false, Source.class.getClassLoader());
                if (type.getCanonicalName() != null) {
                    var text = Source.of(type, Optional.empty(), SourceTest::compiledFile)
                            .text();
                    assertTrue(text.contains(type.getSimpleName()), name);
                }
            }
            assertTrue(names.size() > 10, names::toString);
        }
    }

    @Test
    void whatHasNoSourceSaysWhatHas() {
        assertEquals(
                "String belongs to the JDK (module java.base): Source shows the types of Interleave",
                refused(String.class));
        assertEquals("int[] has no source file of its own: Source shows declared types", refused(int[].class));
        assertEquals(
                "The class path holds no source of org.junit.jupiter.api.Test: Source shows the types of Interleave",
                refused(Test.class));
        var local = new Object() {}.getClass();
        assertTrue(refused(local).endsWith("has no source file of its own: Source shows declared types"));
        assertEquals(
                "Source.of(null): name a type, for instance Source.of(Machine.class)",
                assertThrows(NullPointerException.class, () -> Source.of(null)).getMessage());
        assertEquals(
                "Source.of(type, null): name a method, for instance \"card\", or leave it out for the whole type",
                assertThrows(NullPointerException.class, () -> Source.of(Machine.class, null))
                        .getMessage());
        var method = assertThrows(
                IllegalArgumentException.class,
                () -> Source.of(Sandbox.class, Optional.of("ran"), SourceTest::compiledFile));
        assertTrue(
                method.getMessage().startsWith("Sandbox declares no method ran. It declares: Sandbox, run, "),
                method::getMessage);
    }

    private static String refused(Class<?> type) {
        return assertThrows(IllegalArgumentException.class, () -> Source.of(type))
                .getMessage();
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
