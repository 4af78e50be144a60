package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel's threads look long for as long as that saves them from parking, and then less and less often. */
class PatienceTest {

    private final Patience patience = new Patience();

    /** Waits so often, each time in vain, and returns how many of the waits looked long. */
    private int longLooks(int waits, int shortLook) {
        int found = 0;
        for (int i = 0; i < waits; i++) {
            int turns = patience.turns();
            patience.learn(turns, false);
            found += turns > shortLook ? 1 : 0;
        }
        return found;
    }

    private static int shortLook() {
        return Thread.currentThread().isVirtual() ? 0 : WaitPolicy.turns();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void looksLongOnlyAfterARest(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            assertEquals(0, longLooks(64, shortLook()));
            assertEquals(shortLook(), patience.turns());
            assertTrue(patience.turns() > shortLook());
            return null;
        });
        call.get();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void looksLongAsLongAsItHelps(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            longLooks(65, shortLook());
            for (int wait = 0; wait < 10_000; wait++) {
                int turns = patience.turns();
                assertTrue(turns > shortLook());
                patience.learn(turns, wait % 8 == 7); // seven in vain, then one that helps
            }
            return null;
        });
        call.get();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void restsLongerEachTimeThatItIsInVain(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            for (int rest = 64; rest <= 4096; rest *= 2) {
                assertEquals(0, longLooks(rest + 1, shortLook()));
                assertEquals(8, longLooks(8, shortLook()));
            }
            assertEquals(0, longLooks(4096 + 1, shortLook())); // not longer than that
            assertEquals(8, longLooks(8, shortLook()));
            return null;
        });
        call.get();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void oneLookThatHelpsEndsTheLongRests(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            longLooks(64 + 9 + 128 + 9 + 256 + 1, shortLook());
            int turns = patience.turns();
            assertTrue(turns > shortLook());
            patience.learn(turns, true);
            assertEquals(8, longLooks(8 + 128 + 1, shortLook()));
            assertTrue(patience.turns() > shortLook());
            return null;
        });
        call.get();
    }
}
