package interleave.trial;

import static interleave.trial.Parameters.capacity;
import static interleave.trial.Parameters.increments;
import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.producers;
import static interleave.trial.Parameters.rendezvous;
import static interleave.trial.Parameters.repeats;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.steps;
import static interleave.trial.Parameters.threads;
import static interleave.trial.Parameters.unbounded;
import static interleave.trial.Parameters.within;
import static interleave.trial.Parameters.workers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ParametersTest {

    @Test
    void keepsWhatItIsGiven() {
        assertEquals(1, threads(1).count());
        assertEquals(Threads.MOST, threads(Threads.MOST).count());
        assertEquals(7, repeats(7).count());
        assertEquals(9, steps(9).count());
        assertEquals(100_000, increments(100_000).count());
        assertEquals(Duration.ofMillis(1_500), within(millis(1_500)).limit());
    }

    @Test
    void refusesInTheWordsOfTheCell() {
        assertEquals("threads(0): choose 1 to 1000", refused(() -> threads(0)));
        assertEquals("threads(1001): choose 1 to 1000", refused(() -> threads(1_001)));
        assertEquals("repeats(-3): choose 1 to 1000000", refused(() -> repeats(-3)));
        assertEquals("steps(0): choose 1 to 1000", refused(() -> steps(0)));
        assertEquals("increments(0): choose 1 to 2000000", refused(() -> increments(0)));
        assertEquals("producers(0): choose 1 to 1000", refused(() -> producers(0)));
        assertEquals("workers(1001): choose 1 to 1000", refused(() -> workers(1_001)));
        for (int places : new int[] {-1, 0, (1 << 20) + 1, Integer.MAX_VALUE}) {
            assertEquals(
                    "capacity(" + places + "): choose 1 to 1048576; without a buffer take rendezvous(), without a bound"
                            + " unbounded()",
                    refused(() -> capacity(places)));
        }
        assertEquals("within(0 s): choose more than nothing and at most 10 minutes", refused(() -> within(seconds(0))));
        assertEquals(
                "within(601 s): choose more than nothing and at most 10 minutes", refused(() -> within(seconds(601))));
    }

    @Test
    void aCapacityMakesItsChannel() {
        assertEquals(7, capacity(7).channel().sender().capacity().orElseThrow());
        assertEquals(0, rendezvous().channel().sender().capacity().orElseThrow());
        assertTrue(unbounded().channel().sender().capacity().isEmpty());
        assertEquals("a bounded channel of 1,048,576", capacity(Capacity.MOST).toString());
        assertEquals("a rendezvous channel", rendezvous().toString());
        assertEquals("an unbounded channel", unbounded().toString());
    }

    private static String refused(Runnable parameter) {
        return assertThrows(IllegalArgumentException.class, parameter::run).getMessage();
    }
}
