package interleave.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.Call;
import interleave.testing.ThreadKind;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A channel's threads look long for as long as that saves them from parking, and then less and less often. */
class AdaptiveSpinTest {

    private final AdaptiveSpin spin = new AdaptiveSpin();

    /** Waits so often, each time in vain, and returns how many of the waits looked long. */
    private int longLooks(int waits, int shortLook) {
        int found = 0;
        for (int i = 0; i < waits; i++) {
            int turns = spin.turns();
            spin.learn(turns, false);
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
            assertEquals(shortLook(), spin.turns());
            assertTrue(spin.turns() > shortLook());
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
                int turns = spin.turns();
                assertTrue(turns > shortLook());
                spin.learn(turns, wait % 8 == 7); // seven in vain, then one that helps
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
            int turns = spin.turns();
            assertTrue(turns > shortLook());
            spin.learn(turns, true);
            assertEquals(8, longLooks(8 + 128 + 1, shortLook()));
            assertTrue(spin.turns() > shortLook());
            return null;
        });
        call.get();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void looksNoLongerThanTheTimeAllows(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            assertTrue(AdaptiveSpin.pause(0, Deadline.never()));
            assertTrue(AdaptiveSpin.pause(0, Deadline.after(Duration.ofHours(1))));
            assertFalse(AdaptiveSpin.pause(0, Deadline.after(Duration.ZERO)));
            return null;
        });
        call.get();
    }

    @ParameterizedTest
    @EnumSource(ThreadKind.class)
    void looksNoLongerWhenItIsInterrupted(ThreadKind kind) throws Exception {
        Call<?> call = kind.start(() -> {
            Thread.currentThread().interrupt();
            assertFalse(AdaptiveSpin.pause(0, Deadline.never()));
            assertTrue(Thread.interrupted(), "the wait itself has to see the interrupt");
            return null;
        });
        call.get();
    }
}
