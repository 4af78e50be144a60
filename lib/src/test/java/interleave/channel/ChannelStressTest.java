package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Carriers;
import interleave.testing.Patched;
import interleave.testing.Rounds;
import interleave.trial.child.Scratch;
import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short form of {@link StressMain}. */
class ChannelStressTest {

    /** Four workloads at four capacities. */
    private static final int COMBINATIONS = 16;

    private static List<Carriers> kinds() {
        return Carriers.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyMessageArrivesOnceAndNothingHangs(Carriers kind) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        int exit = Carriers.run(StressMain.jvm(kind, "0.1", ""), lines::add);
        assertEquals(0, exit, () -> String.join("\n", lines));
        assertEquals(
                COMBINATIONS,
                lines.stream().filter(line -> line.endsWith("each once")).count());
    }

    @Test
    void aLostWakeUpIsToldWithAllThreads() throws IOException, InterruptedException {
        try (var scratch = Scratch.create()) {
            Patched.write(scratch.folder(), Selection.class, CodeBuilder::return_, "wake");
            var lines = new ArrayList<String>();
            var jvm = new Carriers("virtual", 2)
                    .jvm(
                            StressChild.class,
                            "60",
                            "plain, rendezvous",
                            Duration.ofSeconds(1).toString())
                    .classPath(scratch.folder())
                    .scratch(scratch);
            assertEquals(Rounds.HANGS, Carriers.run(jvm, lines::add), () -> String.join("\n", lines));
            assertEquals("FAILED: a round did not end within 1000 ms", lines.getFirst());
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("interleave.channel.Flavor.receive")),
                    lines::toString);
        }
    }

    @Test
    void aNameThatFitsNothingIsAnError() throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        assertEquals(2, Carriers.run(StressMain.jvm(new Carriers("platform", 0), "0.1", "select_both"), lines::add));
        assertTrue(
                lines.getFirst().contains("\"select_both\"") && lines.getFirst().contains("select, rendezvous"),
                lines::toString);
    }
}
