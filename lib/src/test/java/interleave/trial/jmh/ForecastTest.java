package interleave.trial.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import interleave.trial.Budget;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;

class ForecastTest {

    @Test
    void aScoreThatIsNoNumberIsNotShown() {
        var what = new BenchmarkCase(
                "p.C.m", Mode.Throughput, new TreeMap<>(), 1, TimeUnit.MICROSECONDS, true, List.of(), null);
        var forecast = new Forecast(List.of(new Leg(what, 1, Plan.of(Budget.QUICK))), 0);
        forecast.legStarted();
        forecast.iterationStarted(true, 1);
        forecast.iterationEnded(1234.5, "us/op");
        assertEquals("1230 µs/op", forecast.step(2).interim());
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            forecast.iterationEnded(odd, "us/op");
            assertEquals("", forecast.step(3).interim());
        }
    }
}
