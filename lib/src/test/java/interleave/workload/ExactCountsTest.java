package interleave.workload;

import static interleave.trial.Parameters.increments;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.threads;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExactCountsTest {

    @Test
    void noWayLosesAHit() throws Exception {
        var ways = ExactCounts.run(threads(4), increments(20_000), repeats(20));
        assertEquals(3, ways.table().rowCount());
        assertEquals(60_000, ExactCounts.locked(threads(3), increments(20_000)));
        for (var way : ways.ways()) {
            assertEquals(way.runs(), way.right(), way::guard);
        }
        assertEquals(
                "Every total is right, whatever guards the count",
                ways.sketch().orElseThrow().title());
    }

    @Test
    void allWorkTogetherAndAreJoined() throws Exception {
        var seen = new int[7];
        Together.run(threads(7), thread -> seen[thread] = thread + 1);
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6, 7}, seen);
    }

    @Test
    void aFailureComesBackWhenAllHaveEnded() {
        var ended = new AtomicInteger();
        var failure = new IllegalStateException("planted");
        var thrown = assertThrows(
                ExecutionException.class,
                () -> Together.run(threads(3), thread -> {
                    ended.incrementAndGet();
                    if (thread == 1) {
                        throw failure;
                    }
                }));
        assertSame(failure, thrown.getCause());
        assertEquals(3, ended.get());
    }

    @Test
    void anInterruptLeavesNoThreadAtWork() {
        var ended = new AtomicInteger();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Together.run(threads(3), thread -> ended.incrementAndGet()));
        assertEquals(3, ended.get());
        assertFalse(Thread.interrupted(), "the exception took the flag");
    }
}
