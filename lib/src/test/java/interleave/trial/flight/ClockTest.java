package interleave.trial.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ClockTest {

    private final Clock clock = new Clock();

    @Test
    void theTightestMarksCountAndTheirMiddle() {
        clock.add(900, 100, 2, false); // disturbed: its reading may lie anywhere in 100
        clock.add(1_000, 2, 51, false); // 1001 is 51
        clock.add(2_000, 50, 7, true);
        clock.add(3_000, 4, 2_052, true); // 3002 is 2052
        clock.settle();
        assertTrue(clock.hasBeginning());
        assertEquals(51, clock.nanos(1_001));
        assertEquals(1_051, clock.nanos(2_001));
        assertEquals(2_052, clock.nanos(3_002));
    }

    @Test
    void clocksOfDifferentSpeedAreFittedBetweenTheMarks() {
        clock.add(0, 0, 1_000, false);
        clock.add(1_000_000, 0, 1_001_100, true); // ours is 100 millionths faster
        clock.settle();
        assertEquals(501_050, clock.nanos(500_000));
        assertEquals(1_000, clock.nanos(0));
    }

    @Test
    void ifTheBeginningWasDroppedTheEndCounts() {
        clock.add(5_000, 0, 100, true);
        clock.settle();
        assertFalse(clock.hasBeginning());
        assertEquals(-900, clock.nanos(4_000));
    }

    @Test
    void withoutAnEndThereIsNoTime() {
        clock.add(5_000, 0, 100, false);
        var error = assertThrows(IllegalStateException.class, clock::settle);
        assertTrue(error.getMessage().contains("no mark of the end"), error.getMessage());
    }
}
