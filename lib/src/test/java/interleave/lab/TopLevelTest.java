package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopLevelTest {

    @Test
    void aVariableLosesVolatileAndFinal() {
        assertEquals(
                List.of("public static boolean stop"),
                TopLevel.of("volatile boolean stop = false;").fields());
        assertEquals(
                List.of("public static int n"), TopLevel.of("final int n = 1;").fields());
    }

    @Test
    void aFieldOfAClassKeepsThem() {
        var flag = TopLevel.of("class Flag { volatile boolean stop; }");
        assertEquals(List.of("volatile boolean stop"), flag.fields());
        assertEquals("volatile boolean stop", flag.table().getString(0, "the JVM gets"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 + 1", "int x = 1; int y = 2;", "volatile", "void f() {}", "int x = unknown;", ""})
    void anythingElseIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> TopLevel.of(text));
    }
}
