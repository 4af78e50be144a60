package interleave.sync;

import interleave.testing.ModelChecks;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the model checker says of permits, barriers and their like. */
class SyncLincheckTest {

    @TestFactory
    Stream<DynamicTest> noScheduleFails() throws IOException, InterruptedException {
        return ModelChecks.tests(SyncPrograms.class, new SyncPrograms().get().size());
    }
}
