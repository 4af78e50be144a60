package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.Budget;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.LitmusRun;
import interleave.trial.litmus.LitmusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StressToolTest {

    private static List<LitmusTest> chosen(String regex, Budget budget) {
        return StressTool.chosen(LitmusRun.built(Pattern.compile(regex)), regex, budget);
    }

    @Test
    void runsAllTestsInTheQuickBudget() {
        assertEquals(LitmusRun.built(Pattern.compile("")), chosen("", Budget.QUICK));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "QUICK")
    void runsTheCoreWhereEachTestTakesLong(Budget budget) {
        var core = chosen("", budget);
        assertTrue(core.stream().allMatch(LitmusTest::isCore));
        assertTrue(core.stream().anyMatch(test -> test.type().getName().contains("ChannelPublication")));
        assertTrue(core.stream().anyMatch(test -> test.type().getName().contains("ChannelClose")));
        assertTrue(core.size() <= Core.MOST, () -> "too many for a long run: " + core.size());
        assertTrue(core.size() < chosen("", Budget.QUICK).size());
    }

    @ParameterizedTest
    @EnumSource
    void runsWhatAFilterAsksFor(Budget budget) {
        assertEquals(LitmusRun.built(Pattern.compile("Increments")), chosen("Increments", budget));
    }
}
