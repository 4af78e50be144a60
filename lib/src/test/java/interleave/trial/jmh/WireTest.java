package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void whatAJvmPrintsBetweenThePiecesOfAnEventDoesNotHarmIt() {
        var event = new Event.Printed("x".repeat(3_000));
        var pipe = new StringBuilder();
        for (var piece : Wire.pieces(event)) {
            assertTrue(piece.length() <= 512, "a write of %d bytes may be torn".formatted(piece.length()));
            pipe.append("[1.0s][warning] no line end").append(piece);
        }
        var joiner = new Wire.Joiner();
        var events = pipe.toString()
                .lines()
                .filter(Wire::isPiece)
                .flatMap(line -> joiner.take(line).stream())
                .toList();
        assertEquals(List.of(event), events);
    }

    @Test
    void anEventThatFillsItsPiecesIsWhole() {
        for (int length = 300; length < 700; length++) {
            var event = new Event.Printed("y".repeat(length));
            var joiner = new Wire.Joiner();
            var events = Wire.pieces(event).stream()
                    .flatMap(piece -> joiner.take(piece.replace("\n", "")).stream())
                    .toList();
            assertEquals(List.of(event), events);
        }
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertFalse(Wire.isPiece("OpenJDK 64-Bit Server VM warning: odd"));
        for (var broken : List.of("!", "QUJD", "")) {
            var said = assertThrows(IllegalStateException.class, () -> Wire.value(broken));
            assertTrue(said.getMessage().startsWith("What the benchmark's JVM wrote cannot be read"));
        }
    }
}
