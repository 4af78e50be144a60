package interleave.trial;

import static interleave.trial.Parameters.memory;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.Compilation;
import interleave.trial.child.CompilationException;
import interleave.trial.child.GivenClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxSourceTest {

    private static final Within AMPLE = within(seconds(60));

    @Test
    void runsEveryKindOfMainThatTheLauncherRuns() throws Exception {
        assertEquals("hello", output("void main() { IO.println(\"hello\"); }"));
        assertEquals(
                "[x, y]",
                output(
                        "class A { static void main(String[] a) { System.out.println(List.of(a)); } }"
                                .replace("class A", "import java.util.List; class A"),
                        "x",
                        "y"));
        assertEquals("2", output("public class A { int n = 2; protected void main(String[] a) { IO.println(n); } }"));
        assertEquals("static", output("record R() { static void main() { IO.println(\"static\"); } }"));
        assertEquals("Second", output("""
                class First { void main() { IO.println(getClass().getName()); } }
                public class Second extends First {}"""));
    }

    @Test
    void theProgramSeesItsOwnClassesItsPackageAndTheLibrary() throws Exception {
        assertEquals("a.b.P a.b.Q 3", output("""
                package a.b;
                public class P {
                    public static void main(String[] arguments) throws Exception {
                        var loader = Thread.currentThread().getContextClassLoader();
                        System.out.println(P.class.getName() + " " + loader.loadClass("a.b.Q").getName() + " "
                                + new interleave.trial.Threads(3).count());
                    }
                }
                class Q {}
                """));
    }

    private static String output(String source, String... arguments) throws Exception {
        var result = Sandbox.run(source, AMPLE, arguments);
        assertEquals(0, result.exitCode(), result::toString);
        assertEquals(1, result.output().size(), result::toString);
        return result.output().getFirst().text();
    }

    @Test
    void anExceptionNamesTheLineOfTheText() throws Exception {
        var result = Sandbox.run("void main() {\n    throw new IllegalStateException(\"why\");\n}", AMPLE);
        assertEquals("\tat Main.main(Main.java:2)", result.output().get(1).text());
        assertEquals("Main", result.program());
    }

    @Test
    void whatTheCompilerRefusesIsToldBeforeAnythingRuns() {
        var refused = assertThrows(CompilationException.class, () -> Sandbox.run("void main() {\n  x++;\n}", AMPLE));
        assertTrue(refused.getMessage().startsWith("line 2: cannot find symbol"), refused.getMessage());
    }

    @Test
    void aTextWithoutMainSaysSo() {
        for (var source : List.of(
                "class A {}",
                "class A { private static void main(String[] a) {} }",
                "class A { int main() { return 1; } }",
                "class A { A(int n) {} void main() {} }",
                "interface A { void main(); }")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Sandbox.run(source, AMPLE), source);
            assertTrue(refused.getMessage().startsWith("A has no main method: the sandbox runs "), refused::getMessage);
        }
    }

    @Test
    void aClassOfACellIsRefused() throws Exception {
        var cell = Compilation.of("package REPL; public class Mine { public static void main(String[] a) {} }");
        var mine = new GivenClasses(cell.classes(), getClass().getClassLoader()).loadClass("REPL.Mine");
        var refused = assertThrows(IllegalArgumentException.class, () -> Sandbox.run(mine, AMPLE));
        assertTrue(refused.getMessage().startsWith("Mine is declared in a cell"), refused::getMessage);
    }

    @Test
    void boundsThatMakeNoSenseAreRefused() {
        assertEquals(
                "memory(7): choose 8 to 16384 megabytes",
                assertThrows(IllegalArgumentException.class, () -> memory(7)).getMessage());
        assertEquals(
                "Sandbox.run(null, ...): pass a source text, for instance \"void main() {}\"",
                assertThrows(NullPointerException.class, () -> Sandbox.run((String) null, AMPLE))
                        .getMessage());
        assertEquals(
                "Sandbox.run(program, limit, null): pass a size, for instance memory(64)",
                assertThrows(NullPointerException.class, () -> Sandbox.run("void main() {}", AMPLE, (Memory) null))
                        .getMessage());
    }

    @Test
    void theLeastMemoryIsEnoughForASmallProgram() throws Exception {
        assertEquals(
                "true",
                Sandbox.run(
                                "void main() { System.out.println(Runtime.getRuntime().maxMemory() <= 8 << 20); }",
                                AMPLE,
                                memory(Memory.LEAST))
                        .output()
                        .getFirst()
                        .text());
    }

    @Test
    void memoryOutsideTheHeapIsBoundedToo() throws Exception {
        var result = Sandbox.run("void main() { java.nio.ByteBuffer.allocateDirect(33 << 20); }", AMPLE, memory(32));
        assertEquals(1, result.exitCode());
        assertTrue(result.ending().contains("; java.lang.OutOfMemoryError: "), result.ending());
    }

    /** What bypasses System.out comes through too: from a process that has inherited the output, and from the JVM. */
    @Test
    void whatOtherProcessesPrintIsToldApart() throws Exception {
        var result = Sandbox.run("""
                void main() throws Exception {
                    System.out.print("a\\n");
                    new ProcessBuilder("sh", "-c", "echo b; echo c >&2").inheritIO().start().waitFor();
                    System.out.write(0xFF);
                    System.out.println("Grüße".repeat(300));
                }""", AMPLE);
        var out = result.output().stream()
                .filter(line -> line.stdio() == SandboxResult.Stdio.STDOUT)
                .map(SandboxResult.Line::text)
                .toList();
        assertEquals(List.of("a", "b", "\uFFFD" + "Grüße".repeat(300)), out);
        assertEquals(4, result.output().size());
    }
}
