package interleave.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void ordersWhatComesInAnyOrderAndLeavesItAsItWas() {
        var measured = new long[] {30, 10, 20};
        var spread = Spread.of(measured);
        assertEquals(10, spread.min());
        assertEquals(20, spread.median());
        assertEquals(30, spread.max());
        assertArrayEquals(new long[] {30, 10, 20}, measured);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertEquals(2.5, Spread.of(new long[] {4, 1, 3, 2}).median());
        assertEquals(1.25, Spread.of(new double[] {1.5, 1}).median());
    }

    @Test
    void aQuantileIsTheSmallestMeasurementThatAtLeastTheShareDoesNotExceed() {
        var spread = Spread.of(LongStream.rangeClosed(1, 100).toArray());
        assertEquals(5, spread.quantile(0.05));
        assertEquals(95, spread.quantile(0.95));
        assertEquals(100, spread.quantile(1));
        assertEquals(7, Spread.of(new long[] {7}).quantile(0.01));
        assertEquals(7, Spread.of(new long[] {7}).quantile(Double.MIN_VALUE));
    }

    @Test
    void noShareIsOffByItsRounding() {
        for (int count = 1; count <= 200; count++) {
            var spread = Spread.of(LongStream.rangeClosed(1, count).toArray());
            for (int rank = 1; rank <= count; rank++) {
                double share = rank / (double) count;
                assertEquals(rank, spread.quantile(share));
                if (rank < count) {
                    assertEquals(rank + 1, spread.quantile(Math.nextUp(share)));
                }
            }
        }
    }

    @Test
    void refusesWhatHasNoAnswer() {
        assertThrows(IllegalArgumentException.class, () -> Spread.of(new long[0]));
        var spread = Spread.of(new long[] {1});
        assertThrows(IllegalArgumentException.class, () -> spread.quantile(0));
        assertThrows(IllegalArgumentException.class, () -> spread.quantile(1.1));
        assertThrows(IllegalArgumentException.class, () -> spread.quantile(Double.NaN));
    }
}
