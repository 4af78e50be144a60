package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.trial.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String report(boolean live) {
        var line = ProgressLine.on(out, live);
        line.show(new Progress.Step("a: 1 of 2", 0.1, Optional.of(Duration.ofSeconds(9)), ""));
        line.show(new Progress.Step("a: 1 of 2", 0.299, Optional.empty(), "3 ns/op"));
        line.show(new Progress.Step("b: 2 of 2", 0.6, Optional.empty(), ""));
        line.end("measured in 9 s");
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void aTerminalHasOneLineThatIsWrittenAnew() {
        assertEquals(
                "\r\u001b[K10 % a: 1 of 2, 9 s left\r\u001b[K29 % a: 1 of 2, 3 ns/op\r\u001b[K60 % b: 2 of 2\r\u001b[Kmeasured in 9 s\n",
                report(true));
    }

    @Test
    void aFileHasALineForEachThingThatIsDone() {
        assertEquals("a: 1 of 2\nb: 2 of 2\nmeasured in 9 s\n", report(false));
    }
}
