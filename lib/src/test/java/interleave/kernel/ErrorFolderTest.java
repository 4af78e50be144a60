package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import org.dflib.jjava.jupyter.messages.publish.PublishError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel's error texts, as it publishes them, against what the learner reads. */
class ErrorFolderTest {

    private static final String RED = "\u001b[1m\u001b[31m";
    private static final String RESET = "\u001b[0m";

    private JShell shell;
    private ErrorFolder folder;

    @BeforeEach
    void start() {
        shell = JShell.builder().executionEngine("local").build();
        folder = new ErrorFolder(shell);
    }

    @AfterEach
    void stop() {
        shell.close();
    }

    private String evaluate(String source) {
        return shell.eval(source).getFirst().snippet().id();
    }

    private static PublishError published(String summary, String... lines) {
        List<String> styled =
                List.of(lines).stream().map(line -> RED + line + RESET).toList();
        return new PublishError("RuntimeException", summary, styled);
    }

    private static List<String> plain(PublishError error) {
        return error.getStacktrace().stream()
                .map(line -> line.replaceAll("\u001b\\[[0-9;]*m", ""))
                .toList();
    }

    @Test
    void learnersLineStandsAsWrittenAndLibraryFramesAreFolded() {
        String method = evaluate("int f(int x) {\n    return 10 / x;\n}");
        String cell = evaluate("int unused = 1;");
        PublishError folded = folder.fold(published(
                "java.lang.ArithmeticException, / by zero",
                "java.lang.ArithmeticException: / by zero",
                "\tat .f(#" + method + ":2)",
                "\tat .lambda$do_it$$0(#" + cell + ":1)",
                "\tat Counter.lambda$count$3(#" + method + ":1)",
                "\tat java.base/java.util.ImmutableCollections$List12.forEach(ImmutableCollections.java:681)",
                "\tat tech.tablesaw.api.Row.next(Row.java:9)",
                "\tat .(#" + cell + ":1)"));
        assertEquals("java.lang.ArithmeticException", folded.getErrorName());
        assertEquals("/ by zero", folded.getErrorMessage());
        assertEquals(
                List.of(
                        "java.lang.ArithmeticException: / by zero",
                        "    in f:  return 10 / x;",
                        "    in the cell:  int unused = 1;",
                        "    in Counter.count:  int f(int x) {",
                        "    in the cell:  int unused = 1;",
                        "    (2 frames of java.base, tech.tablesaw folded)"),
                plain(folded));
    }

    @Test
    void causesAreKeptEachWithItsOwnFrames() {
        String cell = evaluate("int unused = 1;");
        PublishError folded = folder.fold(published(
                "java.lang.IllegalStateException, outer",
                "java.lang.IllegalStateException: outer",
                "\tat interleave.lab.Source.of(Source.java:5)",
                "\tat .(#" + cell + ":1)",
                "Caused by: java.io.IOException: inner",
                "\tat java.base/java.io.File.read(File.java:1)",
                "\t... 2 more"));
        assertEquals(
                List.of(
                        "java.lang.IllegalStateException: outer",
                        "    in the cell:  int unused = 1;",
                        "    (1 frame of interleave.lab folded)",
                        "Caused by: java.io.IOException: inner",
                        "    (1 frame of java.base folded)"),
                plain(folded));
    }

    @Test
    void messageOfSeveralLinesIsKeptWhole() {
        String cell = evaluate("int unused = 1;");
        PublishError folded = folder.fold(published(
                "java.lang.AssertionError, first\nsecond",
                "java.lang.AssertionError: first\nsecond",
                "\tat .(#" + cell + ":1)"));
        assertEquals("first\nsecond", folded.getErrorMessage());
        assertEquals(
                List.of("java.lang.AssertionError: first", "second", "    in the cell:  int unused = 1;"),
                plain(folded));
    }

    @Test
    void endlessRecursionIsAsShortAsAnyOtherError() {
        String method = evaluate("int f(int n) { return f(n + 1); }");
        List<String> lines = new ArrayList<>(List.of("java.lang.StackOverflowError"));
        lines.addAll(Collections.nCopies(1024, "\tat .f(#" + method + ":1)"));
        List<String> plain = plain(folder.fold(published("x", lines.toArray(String[]::new))));
        assertEquals(10, plain.size(), plain::toString);
        assertEquals("    in f:  int f(int n) { return f(n + 1); }", plain.get(1));
        assertEquals("    (1016 more lines of your own folded)", plain.getLast());
    }

    @Test
    void lineOfAMessageThatLooksLikeAFrameIsKept() {
        String cell = evaluate("int unused = 1;");
        PublishError folded = folder.fold(published(
                "java.lang.IllegalStateException, read",
                "java.lang.IllegalStateException: read:",
                "  at line 3 (of 9)",
                "end",
                "\tat .(#" + cell + ":1)"));
        assertEquals("read:\n  at line 3 (of 9)\nend", folded.getErrorMessage());
        assertEquals("  at line 3 (of 9)", plain(folded).get(1));
    }

    @Test
    void callOfAMethodThatUsesWhatNobodyDefinedSaysWhatToDefine() {
        Snippet method = shell.eval("int g() { return missing(); }").getFirst().snippet();
        PublishError folded = folder.fold(published(
                "jdk.jshell.UnresolvedReferenceException: Attempt to use definition snippet",
                "java.lang.RuntimeException: jdk.jshell.UnresolvedReferenceException: Attempt to use",
                "\tat org.dflib.jjava.kernel.execution.CodeEvaluator.evalSingle(CodeEvaluator.java:149)",
                "Caused by: jdk.jshell.UnresolvedReferenceException: Attempt to use",
                "\tat .g(#" + method.id() + ":1)"));
        assertEquals(
                List.of(
                        "g uses method missing(), which no cell defines: define it in a cell, then run this one again."),
                plain(folded));
    }

    @Test
    void compilersTextStaysAndItsSummaryIsReadable() {
        PublishError error = new PublishError(
                "CompilationException",
                "[snippet: [int z = \"s\";], status: REJECTED]",
                List.of(RED + "|   int z = \"s\";" + RESET, RED + "incompatible types" + RESET, ""));
        PublishError folded = folder.fold(error);
        assertEquals("Does not compile", folded.getErrorName());
        assertEquals("int z = \"s\"; incompatible types", folded.getErrorMessage());
        assertEquals(error.getStacktrace(), folded.getStacktrace());
    }

    @Test
    void refusalOfAMagicIsItsMessageAndNothingElse() {
        PublishError folded = folder.fold(published(
                "java.lang.RuntimeException, Exception running cell magic 'benchmark': line 3: ';' expected",
                "java.lang.RuntimeException: Exception running cell magic 'benchmark': line 3: ';' expected",
                "    int plain",
                "\tat org.dflib.jjava.jupyter.kernel.BaseNotebookStatics.cellMagic(BaseNotebookStatics.java:9)",
                "Caused by: interleave.kernel.MagicException: line 3: ';' expected",
                "    int plain",
                "\tat interleave.kernel.BenchmarkMagic.eval(BenchmarkMagic.java:9)",
                "\t... 2 more",
                "Caused by: interleave.trial.child.CompilationException: line 3: ';' expected"));
        assertEquals("%%benchmark", folded.getErrorName());
        assertEquals("line 3: ';' expected\n    int plain", folded.getErrorMessage());
        assertEquals(List.of("line 3: ';' expected", "    int plain"), plain(folded));
    }

    @Test
    void whatAMagicThrowsIsShownWithoutItsWrapperAndWithoutTheKernelsCallOfIt() {
        String call = evaluate("Object org = null;");
        PublishError folded = folder.fold(published(
                "java.lang.RuntimeException, Exception running line magic 'load': gone",
                "java.lang.RuntimeException: Exception running line magic 'load': gone",
                "\tat .(#" + call + ":1)",
                "Caused by: java.io.IOException: gone",
                "\tat java.base/java.io.File.read(File.java:1)"));
        assertEquals(List.of("java.io.IOException: gone", "    (1 frame of java.base folded)"), plain(folded));
        assertEquals("java.io.IOException", folded.getErrorName());
    }

    @Test
    void textOfAnotherShapePassesUnchanged() {
        PublishError error =
                new PublishError("EvaluationInterruptedException", "x", List.of("Evaluation interrupted."));
        assertSame(error, folder.fold(error));
    }
}
