package interleave.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import interleave.stress.AdjacentBytes;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Counts what the annotation processors built. A processor that does not run leaves no error, only fewer benchmarks
 * and stress tests: who adds one, raises the number here.
 */
class BuiltTest {

    @Test
    void allBenchmarksAreBuilt() throws Exception {
        // One line for each benchmark and mode.
        assertEquals(18, lines("META-INF/BenchmarkList").size());
    }

    @Test
    void allStressTestsAreBuilt() throws Exception {
        assertEquals(71, lines("META-INF/TestList").size());
    }

    /** Reads the library's own list: the tests have one too. */
    private static Set<String> lines(String resource) throws IOException {
        var library = AdjacentBytes.class.getProtectionDomain().getCodeSource().getLocation();
        try (var alone = new URLClassLoader(new URL[] {library}, null);
                var list = alone.getResourceAsStream(resource)) {
            assertNotNull(list, resource + " is missing: its processor did not run");
            return new String(list.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
