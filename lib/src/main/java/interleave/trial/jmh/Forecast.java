package interleave.trial.jmh;

import interleave.trial.Progress;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How far a run is and how long it still takes: the iterations that are planned, and for every fork that is still to
 * come the overhead that the forks so far had. Confined to the thread that runs.
 */
final class Forecast {

    /** What a fork adds to its iterations, until one has shown it. */
    private static final double FIRST_GUESS = 1.0;

    private static final MathContext THREE_DIGITS = new MathContext(3);

    private final List<Leg> legs;
    private final double total;
    private final int forks;
    private final long start;

    private int leg = -1;
    private int fork;
    private int forksBegun;
    private double iterated;
    private long iterationStart;
    private boolean iterating;
    private double share;
    private String interim = "";

    Forecast(List<Leg> legs, long now) {
        this.legs = legs;
        this.total = legs.stream().mapToDouble(one -> seconds(one.planned())).sum();
        this.forks = legs.stream().mapToInt(Leg::forks).sum();
        this.start = now;
    }

    void legStarted() {
        leg++;
        fork = 0;
        interim = "";
    }

    void iterationStarted(boolean first, long now) {
        if (first) {
            fork++;
            forksBegun++;
        }
        iterating = true;
        iterationStart = now;
    }

    void iterationEnded(double score, String unit) {
        iterating = false;
        iterated += seconds(legs.get(leg).plan().iteration());
        // A rate of nothing measured is no number.
        interim = Double.isFinite(score)
                ? BigDecimal.valueOf(score).round(THREE_DIGITS).toPlainString() + " " + unit.replace("us/", "µs/")
                : "";
    }

    /** Returns what to show at a time of {@link System#nanoTime()}. */
    Progress.Step step(long now) {
        if (leg < 0) {
            return new Progress.Step("starts JMH", 0, Optional.of(duration(total + forks * FIRST_GUESS)), "");
        }
        double elapsed = (now - start) / 1e9;
        double running = iterating
                ? Math.min(
                        (now - iterationStart) / 1e9,
                        seconds(legs.get(leg).plan().iteration()))
                : 0;
        double overhead = forksBegun == 0 ? FIRST_GUESS : Math.max(0, (elapsed - iterated - running) / forksBegun);
        double left = Math.max(0, total - iterated - running) + (forks - forksBegun) * overhead;
        // What is learned on the way may lengthen the rest: a bar that runs backwards would say less, not more.
        share = Math.max(share, elapsed / Math.max(elapsed + left, 1e-9));
        return new Progress.Step(doing(), share, Optional.of(duration(left)), interim);
    }

    private String doing() {
        var current = legs.get(leg);
        var place = "%s: %d of %d".formatted(current.what(), leg + 1, legs.size());
        return current.forks() == 1 ? place : place + ", fork %d of %d".formatted(Math.max(1, fork), current.forks());
    }

    private static double seconds(Duration length) {
        return length.toNanos() / 1e9;
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }
}
