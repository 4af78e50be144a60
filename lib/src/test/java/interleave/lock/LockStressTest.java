package interleave.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.testing.Carriers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short form of {@link LockStress}. */
class LockStressTest {

    private static List<Carriers> kinds() {
        return Carriers.ALL;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void noTurnIsLostAndNothingHangs(Carriers kind) throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        int exit = LockStress.run(kind, "0.2", "", lines::add);
        assertEquals(0, exit, () -> String.join("\n", lines));
        assertEquals(
                LockStress.subjects(),
                lines.stream().filter(line -> line.endsWith("none lost")).count());
    }
}
