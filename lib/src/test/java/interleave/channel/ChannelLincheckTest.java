package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A short form of {@link LincheckMain}: it runs once, and each of its checks is a test here. */
class ChannelLincheckTest {

    private static final String MIXES = "3";
    private static final String SCHEDULES_OF_A_MIX = "100";
    private static final String SCHEDULES_OF_A_PROGRAM = "100";

    @TestFactory
    Stream<DynamicTest> noScheduleFails() throws IOException, InterruptedException {
        var lines = new ArrayList<String>();
        int exit = LincheckMain.run(lines::add, MIXES, SCHEDULES_OF_A_MIX, SCHEDULES_OF_A_PROGRAM);
        assertEquals(0, exit, () -> String.join("\n", lines));
        var checks = checks(lines);
        assertEquals(Tries.MIXES.size() + Programs.all().size(), checks.size(), checks::toString);
        return checks.entrySet().stream()
                .map(check -> DynamicTest.dynamicTest(
                        check.getKey(),
                        () -> assertTrue(
                                check.getKey().startsWith(LincheckChild.PASSED),
                                () -> String.join("\n", check.getValue()))));
    }

    /** Returns what was printed of each check, under the line that says how it ended. */
    private static Map<String, List<String>> checks(List<String> lines) {
        var checks = new LinkedHashMap<String, List<String>>();
        List<String> check = new ArrayList<>();
        for (var line : lines) {
            if (line.startsWith(LincheckChild.PASSED) || line.startsWith(LincheckChild.FAILED)) {
                check = new ArrayList<>();
                checks.put(line.substring(0, line.lastIndexOf(';')), check);
            }
            check.add(line);
        }
        return checks;
    }
}
