package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.channel.StressMain.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short form of {@link StressMain}. */
class ChannelStressTest {

    /** Four workloads at four capacities. */
    private static final int COMBINATIONS = 16;

    private static List<Kind> kinds() {
        return StressMain.KINDS;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyMessageArrivesOnceAndNothingHangs(Kind kind) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        int exit = kind.run("0.1", "", lines::add);
        assertEquals(0, exit, () -> String.join("\n", lines));
        assertEquals(
                COMBINATIONS,
                lines.stream().filter(line -> line.endsWith("each once")).count());
    }
}
