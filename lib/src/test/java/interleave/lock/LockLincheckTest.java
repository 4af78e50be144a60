package interleave.lock;

import interleave.testing.ModelChecks;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the model checker says of locks and conditions. */
class LockLincheckTest {

    @TestFactory
    Stream<DynamicTest> noScheduleFails() throws IOException, InterruptedException {
        return ModelChecks.tests(LockPrograms.class, new LockPrograms().get().size());
    }
}
