package interleave.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait of a program that records nothing loads nothing of the flight recorder: that would take a third of a second. */
class WaitWithoutRecordingTest {

    /** A program that waits. */
    static final class Waits {

        private Waits() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(
                    Parking.on(Waits.class, "wait").await(() -> false, Deadline.after(Duration.ofMillis(5))));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void loadsTheEventOnlyForARecording(boolean records) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-Xlog:class+load=info:stdout"));
        if (records) {
            command.add("-XX:StartFlightRecording");
        }
        Stream.of("-cp", System.getProperty("java.class.path"), Waits.class.getName())
                .forEach(command::add);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertEquals(0, process.waitFor());
        assertTrue(lines.contains("false"), lines::toString);
        assertEquals(records, lines.stream().anyMatch(line -> line.contains(" " + WaitEvent.class.getName() + " ")));
        assertTrue(lines.stream().anyMatch(line -> line.contains(" " + Parking.class.getName() + " ")));
    }
}
