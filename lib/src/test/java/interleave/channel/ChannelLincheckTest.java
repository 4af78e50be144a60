package interleave.channel;

import interleave.testing.ModelCheck;
import interleave.testing.ModelChecks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What the model checker says of channels. */
class ChannelLincheckTest {

    /** All mixes of operations and all programs. */
    static final class Suite implements Supplier<List<ModelCheck>> {
        @Override
        public List<ModelCheck> get() {
            var all = new ArrayList<ModelCheck>(Tries.MIXES);
            all.addAll(Programs.all());
            return all;
        }
    }

    @TestFactory
    Stream<DynamicTest> noScheduleFails() throws IOException, InterruptedException {
        return ModelChecks.tests(Suite.class, new Suite().get().size());
    }
}
