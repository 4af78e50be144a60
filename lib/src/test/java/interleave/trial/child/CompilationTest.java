package interleave.trial.child;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompilationTest {

    @Test
    void theMainTypeIsThePublicOneOrTheFirst() throws Exception {
        assertEquals(
                "a.b.Second",
                Compilation.of("package a.b; class First {} public class Second {}")
                        .mainType());
        assertEquals(
                "First",
                Compilation.of("import java.util.List; record First() {} class Second {}")
                        .mainType());
        assertEquals(
                "Main",
                Compilation.of("void main() { IO.println(List.of(1)); }").mainType());
    }

    @Test
    void givesTheBytesOfEveryClass() throws Exception {
        var compiled = Compilation.of("package a; interface I { class Inner {} } class B {}");
        assertEquals(Set.of("a.I", "a.I$Inner", "a.B"), compiled.classes().keySet());
        var inner = new GivenClasses(compiled.classes(), getClass().getClassLoader()).loadClass("a.I$Inner");
        assertEquals("a.I$Inner", inner.getName());
        assertTrue(compiled.resources().isEmpty());
    }

    @Test
    void messagesNameTheLinesThatTheLearnerWrote() {
        var source = "package added;\nclass A {\n\tint a = \"text\";\n\tvoid f() { missing(); }\n}\n";
        var failure = assertThrows(CompilationException.class, () -> Compilation.of(source, 1, List.of()));
        assertEquals(2, failure.messages().size());
        var first = failure.messages().getFirst();
        assertEquals(2, first.line());
        assertEquals("\tint a = \"text\";", first.lineText());
        var nl = System.lineSeparator();
        assertTrue(
                failure.getMessage()
                        .startsWith("line 2: incompatible types: java.lang.String cannot be converted to int" + nl
                                + "    \tint a = \"text\";" + nl + "    \t        ^" + nl
                                + "line 3: cannot find symbol"),
                failure.getMessage());
    }

    @Test
    void aSyntaxErrorNamesItsLine() {
        assertEquals(List.of(1L), lines("class A { int a = ; }"));
        assertEquals(List.of(2L), lines("class A {\n  void f() {\n"), "the end is missing");
    }

    private static List<Long> lines(String source) {
        return assertThrows(CompilationException.class, () -> Compilation.of(source)).messages().stream()
                .map(CompilationException.Message::line)
                .toList();
    }

    @Test
    void whatIsNoProgramIsRefused() {
        assertEquals(
                "the source text is null",
                assertThrows(NullPointerException.class, () -> Compilation.of(null))
                        .getMessage());
        assertEquals("the source text is empty: write a class, or a method void main()", refusal(" \n"));
        assertEquals(
                "the source text declares no type: write a class, or a method void main()",
                refusal("package a; // nothing"));
        assertEquals(
                "the source text declares 2 public types: A, B. A file of Java has at most one",
                refusal("public class A {} public class B {}"));
    }

    private static String refusal(String source) {
        return assertThrows(CompilationException.class, () -> Compilation.of(source))
                .getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(|1|)", "|1| + 1", "|new int[0].length| + this.a"})
    void whatIsNestedTooDeeplyIsRefused(String parts) {
        var part = parts.split("\\|", 3);
        var source = "class A {\n int a = " + part[0].repeat(20_000) + part[1] + part[2].repeat(20_000) + ";\n}";
        assertTrue(refusal(source).startsWith("the source text is nested too deeply"));
        // Only to write a text that can be read takes more of the stack than to read it.
        assertTrue(assertThrows(CompilationException.class, () -> Compilation.parse(source))
                .getMessage()
                .startsWith("the source text is nested too deeply"));
    }

    /** Makes a class and a list of what it has seen. */
    private static final class Lists extends AbstractProcessor {

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of("*");
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latest();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            var filer = processingEnv.getFiler();
            try {
                if (round.processingOver()) {
                    try (var list = filer.createResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/List")
                            .openWriter()) {
                        list.write("seen");
                    }
                } else if (!round.getRootElements().toString().contains("Generated")) {
                    assertThrows(
                            IOException.class,
                            () -> filer.getResource(StandardLocation.CLASS_OUTPUT, "", "META-INF/List")
                                    .openInputStream());
                    try (var source = filer.createSourceFile("a.Generated").openWriter()) {
                        source.write("package a; class Generated extends A {}");
                    }
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return false;
        }
    }

    @Test
    void processorsAddClassesAndResources() throws Exception {
        var compiled = Compilation.of("package a; public class A {}", 0, List.of(new Lists()));
        assertEquals(Set.of("a.A", "a.Generated"), compiled.classes().keySet());
        assertEquals(Set.of("META-INF/List"), compiled.resources().keySet());
        assertEquals("seen", new String(compiled.resources().get("META-INF/List"), UTF_8));
    }

    @Test
    void optionsReachTheCompiler() {
        assertEquals(
                1,
                assertThrows(
                                CompilationException.class,
                                () -> Compilation.of(
                                        "class A { java.util.List a; }", 0, List.of(), "-Xlint:rawtypes", "-Werror"))
                        .messages()
                        .size());
    }
}
