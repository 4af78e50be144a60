package interleave.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import interleave.stress.ChannelClose;
import interleave.stress.ChannelLastValue;
import interleave.stress.ChannelPublication;
import interleave.trial.Budget;
import interleave.trial.litmus.Core;
import interleave.trial.litmus.LitmusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.openjdk.jcstress.annotations.JCStressTest;

class StressToolTest {

    /** Those of the library; the list of what is built is, in a test, that of the tests. */
    private static final List<LitmusTest> ALL = new ClassFileImporter()
            .importPackages(ChannelPublication.class.getPackageName()).stream()
                    .filter(type -> type.isAnnotatedWith(JCStressTest.class))
                    .map(type -> LitmusTest.of(type.reflect()))
                    .toList();

    @Test
    void runsAllTestsInTheQuickBudget() {
        assertEquals(ALL, StressTool.chosen(ALL, "", Budget.QUICK));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "QUICK")
    void runsTheCoreWhereEachTestTakesLong(Budget budget) {
        var core = StressTool.chosen(ALL, "", budget);
        assertEquals(ALL.stream().filter(LitmusTest::isCore).toList(), core);
        assertTrue(core.size() <= Core.MOST, () -> "too many for a long run: " + core.size());
        for (var group : List.of(ChannelPublication.class, ChannelClose.class, ChannelLastValue.class)) {
            assertTrue(core.stream().anyMatch(test -> test.type().getEnclosingClass() == group), group::getName);
        }
        assertTrue(core.size() < ALL.size());
    }

    @ParameterizedTest
    @EnumSource
    void runsWhatAFilterAsksFor(Budget budget) {
        assertEquals(ALL, StressTool.chosen(ALL, "Channel", budget));
    }
}
