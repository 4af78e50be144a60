package interleave.trial.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNamesTest {

    @ParameterizedTest
    @CsvSource({
        "java.lang.Object, Object",
        "java.util.concurrent.locks.ReentrantLock$NonfairSync, ReentrantLock",
        "java.util.concurrent.CountDownLatch$Sync, CountDownLatch",
        "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject, Condition",
        "java.util.concurrent.FutureTask, FutureTask",
        "REPL.$JShell$12$Counter, Counter",
        "REPL.$JShell$12A$Counter$Part, Counter.Part",
        "interleave.broken.LostUpdate$Count, LostUpdate.Count",
        "interleave.broken.LostUpdate$1, LostUpdate",
        "interleave.X$$Lambda/0x000001, X",
        "[I, a class that is being initialised",
        "[Ljava.lang.Object;, an array"
    })
    void aReaderKnowsTheName(String name, String shown) {
        assertEquals(shown, TypeNames.shown(name));
    }
}
