package interleave.trial.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class WaitsTest {

    private static final Cause OWN = new Cause(State.PARKED, "lock", "Gate", "");
    private static final Cause PARK = new Cause(State.PARKED, "", "Gate", "");
    private static final Cause ELSEWHERE = new Cause(State.PARKED, "", "Semaphore", "");
    private static final Cause SLEEP = new Cause(State.SLEEPING, "", "", "");

    private final Waits waits = new Waits();

    private void add(Cause cause, long from, long to) {
        waits.add(Interval.wait(cause, from, to), cause.equals(OWN));
    }

    private static long count(List<Interval> waits) {
        return waits.stream().mapToLong(Interval::waits).sum();
    }

    private static long waited(List<Interval> waits) {
        return waits.stream().mapToLong(Interval::waited).sum();
    }

    @Test
    void theParksOfAnOwnWaitAreNotToldAgainWhicheverIsReadFirst() {
        add(PARK, 10, 14);
        add(PARK, 15, 19);
        add(OWN, 9, 20);
        add(PARK, 31, 39);
        add(SLEEP, 22, 25);
        add(OWN, 30, 40);
        assertEquals(
                List.of(Interval.wait(OWN, 9, 20), Interval.wait(SLEEP, 22, 25), Interval.wait(OWN, 30, 40)),
                waits.inOrder());
    }

    @Test
    void whatOverlapsIsCut() {
        add(ELSEWHERE, 10, 20);
        add(SLEEP, 18, 30);
        assertEquals(
                List.of(10L, 20L, 20L, 30L),
                waits.inOrder().stream()
                        .flatMap(each -> List.of(each.from(), each.to()).stream())
                        .toList());
    }

    /** Own waits with two parks each, another park in the gap behind; read in any order, merged at any time. */
    @Test
    void alsoMergedEachIsToldOnceAndNoneIsLost() {
        for (int i = 0; i < 1_000; i++) {
            long at = i * 100L;
            add(PARK, at + 1, at + 20);
            add(PARK, at + 21, at + 39);
            add(ELSEWHERE, at + 50, at + 60);
            if (i % 100 == 0) {
                waits.compact(1_000);
            }
            add(OWN, at, at + 40);
        }
        waits.compact(4_000);
        var all = waits.inOrder();
        // The first park of the first own wait may be told twice: it is merged before anything is heard of the library.
        assertTrue(Math.abs(count(all) - 2_000) <= 2, "waits: " + count(all));
        assertTrue(Math.abs(waited(all) - 50_000) <= 50, "waited: " + waited(all));
        assertTrue(all.size() < 200, "it is merged: " + all.size());
        for (int i = 1; i < all.size(); i++) {
            assertTrue(all.get(i).from() >= all.get(i - 1).to(), all.get(i).toString());
        }
    }

    @Test
    void neighboursWithinAGrainAreOneAndDistantOnesStay() {
        add(ELSEWHERE, 0, 4);
        add(ELSEWHERE, 6, 10);
        add(SLEEP, 1_000, 1_001);
        waits.compact(10);
        assertEquals(
                List.of(new Interval(ELSEWHERE, 0, 10, 2, 8, 4), Interval.wait(SLEEP, 1_000, 1_001)), waits.inOrder());
    }
}
