package interleave.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.BenchException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anything runs. The notebooks' tests run the magic in a real kernel. */
class BenchmarkMagicTest {

    private static String refusal(String body) {
        return assertThrows(MagicException.class, () -> BenchmarkMagic.compile(body))
                .getMessage();
    }

    @Test
    void aBenchmarkSeesJmhTheJdkAndTheLibrary() throws MagicException {
        var compiled = BenchmarkMagic.compile("""
                @State(Scope.Thread) @OutputTimeUnit(TimeUnit.MILLISECONDS) @Threads(2) public class Sums {
                    @Param({"10"}) int size;
                    List<Integer> list = new ArrayList<>(); AtomicInteger atomic; CountBySeverity counted;
                    @Benchmark public void sum(Blackhole hole) { hole.consume(threads(size)); }
                }""");
        assertEquals("cell.Sums", compiled.mainType());
    }

    @Test
    void messagesHaveTheLinesOfTheCellWhoseFirstIsTheMagic() {
        var said = refusal(
                "@State(Scope.Benchmark) public class A {\n    int plain\n    @Benchmark public void a() {}\n}");
        assertTrue(said.startsWith("line 4: "), said);
        assertTrue(said.contains("    @Benchmark public void a() {}"), said);
    }

    @Test
    void onlyALineOfTheCellIsShownAsOne() {
        var body = "public class A {\n    @Benchmark public void a() {}\n}";
        assertEquals("threw\nline 3:  @Benchmark public void a() {}", told("A.java:3", body));
        for (var place : List.of("LogFile.java:3", "A.java:1", "A.java:0", "A.java:99", "Unknown Source")) {
            assertEquals("threw", told(place, body), place);
        }
    }

    private static String told(String place, String body) {
        return BenchmarkMagic.told(new BenchException("threw", Optional.of(place), List.of()), "cell.A", body);
    }

    @Test
    void whatJmhRefusesIsExplained() {
        var state = refusal("public class A {\n    int plain;\n    @Benchmark public int a() { return ++plain; }\n}");
        assertTrue(state.startsWith("line 3: Field \"plain\""), state);
        assertTrue(state.contains("Write @State(Scope.Benchmark) before the class"), state);
        var closed = refusal("class A {\n    @Benchmark public int a() { return 1; }\n}");
        assertTrue(closed.startsWith("line 2: ") && closed.contains("write public before it"), closed);
    }

    @Test
    void aClassOfAnotherCellIsNotSeenAndThatIsSaid() {
        var said = refusal("public class A {\n    @Benchmark public Object a() { return new Mine(); }\n}");
        assertTrue(said.contains("class Mine"), said);
        assertTrue(said.endsWith("nothing that other cells declare."), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "int x = 1;",
                "x();",
                "public class A { void a() {} }",
                "public record A() {}",
                "package a;\npublic class A {}"
            })
    void whatIsNoBenchmarkClassIsToldWhatOneIs(String body) {
        var said = refusal(body);
        assertTrue(said.contains("public class") || said.startsWith("line 2: class, interface"), said);
    }

    @Test
    void argumentsAreThreadsAndTheClassesOwnParameters() {
        var parsed = BenchmarkArguments.parse(List.of("size=1,a b", "threads=1,2,4"));
        assertEquals(List.of(1, 2, 4), parsed.threads());
        assertEquals(Map.of("size", List.of("1", "a b")), parsed.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "threads=, empty value",
        "'size=1,,2', empty value",
        "threads=two, no number of threads",
        "threads, does not understand",
        "=4, does not understand",
        "--threads=4, does not understand",
    })
    void whatIsMalformedIsNamedWithTheFormThatThereIs(String argument, String said) {
        var message = assertThrows(IllegalArgumentException.class, () -> BenchmarkArguments.parse(List.of(argument)))
                .getMessage();
        assertTrue(message.contains(said), message);
        assertTrue(message.contains("threads=1,2,4"), message);
    }

    @Test
    void nothingIsGivenTwice() {
        var twice = List.of("threads=1", "threads=2");
        assertThrows(IllegalArgumentException.class, () -> BenchmarkArguments.parse(twice));
    }
}
