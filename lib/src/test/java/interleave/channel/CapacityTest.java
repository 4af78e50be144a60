package interleave.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.testing.ThreadKind;
import interleave.testing.Times;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The capacity is exact, also where it is not a power of two, and in every lap. */
@ParameterizedClass(name = "{0}, {1}")
@MethodSource("interleave.channel.Subject#thatCanBeFull")
record CapacityTest(Subject subject, ThreadKind on) {

    @Test
    void takesAsManyAsItHasRoomForAndNotOneMore() throws Exception {
        var conduit = subject.full();
        assertFalse(conduit.trySend(-1));
        for (var timeout : Times.PASSED) {
            assertFalse(conduit.trySend(-1, timeout));
        }
        assertFalse(conduit.trySend(-1, Times.SHORT));
        assertEquals(subject.capacity(), conduit.size());
    }

    @Test
    void isExactInEveryLap() {
        var conduit = subject.full();
        for (int i = 0; i < 7 * subject.capacity(); i++) {
            assertEquals(Optional.of(i), conduit.tryReceive());
            assertEquals(subject.capacity() - 1, conduit.size());
            assertTrue(conduit.trySend(i + subject.capacity()));
            assertFalse(conduit.trySend(-1));
            assertEquals(subject.capacity(), conduit.size());
        }
    }

    @Test
    void isExactAgainAfterItWasEmpty() {
        var conduit = subject.make();
        for (int lap = 0; lap < 5; lap++) {
            for (int i = 0; i < subject.capacity(); i++) {
                assertEquals(i, conduit.size());
                assertTrue(conduit.trySend(i));
            }
            assertFalse(conduit.trySend(-1));
            for (int i = 0; i < subject.capacity(); i++) {
                assertEquals(Optional.of(i), conduit.tryReceive());
            }
            assertEquals(Optional.empty(), conduit.tryReceive());
            assertEquals(0, conduit.size());
        }
    }
}
