package interleave.trial.flight;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stretch of a thread's life in one state. Waits that are too close and too short to be told apart are one interval.
 *
 * @param cause its state, and for a wait on what and for whom; of several waits, the kind that took most of it
 * @param from where it begins, in nanoseconds after the beginning of the action
 * @param to where it ends, in nanoseconds after the beginning of the action
 * @param waits how many waits are in it, 0 unless it is a wait
 * @param waited how many nanoseconds of it were waits
 * @param longest how many nanoseconds the longest of its waits took
 */
public record Interval(Cause cause, long from, long to, long waits, long waited, long longest) {

    /** Returns one wait. */
    static Interval wait(Cause cause, long from, long to) {
        return new Interval(cause, from, to, 1, to - from, to - from);
    }

    /** Returns a stretch between waits. */
    static Interval between(State state, long from, long to) {
        return new Interval(new Cause(state, "", "", ""), from, to, 0, 0, 0);
    }

    /** Returns the state. */
    public State state() {
        return cause.state();
    }

    /** Returns how many nanoseconds it takes. */
    public long length() {
        return to - from;
    }

    /** Returns several, in the order of time, as one interval. */
    static Interval together(List<Interval> several) {
        if (several.size() == 1) {
            return several.getFirst();
        }
        long from = several.getFirst().from;
        long to = several.stream().mapToLong(Interval::to).max().orElseThrow();
        return new Interval(
                mostly(several).orElseThrow(),
                from,
                to,
                several.stream().mapToLong(Interval::waits).sum(),
                Math.min(to - from, several.stream().mapToLong(Interval::waited).sum()),
                several.stream().mapToLong(Interval::longest).max().orElseThrow());
    }

    /** Returns the cause that took most; it names a thread only if that is the same in all waits of its kind. */
    static Optional<Cause> mostly(List<Interval> waits) {
        var shares = new LinkedHashMap<Cause, Long>();
        var exact = new HashMap<Cause, Cause>();
        for (var wait : waits) {
            var kind = wait.cause.kind();
            shares.merge(kind, wait.waited, Long::sum);
            exact.merge(kind, wait.cause, (one, other) -> one.equals(other) ? one : kind);
        }
        return shares.entrySet().stream().max(Map.Entry.comparingByValue()).map(most -> exact.get(most.getKey()));
    }

    /** Returns it with another cause. */
    Interval because(Cause other) {
        return new Interval(other, from, to, waits, waited, longest);
    }

    /** Returns the part between two times; what was cut off was not waited. */
    Interval within(long begin, long end) {
        long cut = Math.max(0, begin - from) + Math.max(0, to - end);
        return cut == 0
                ? this
                : new Interval(
                        cause,
                        Math.max(from, begin),
                        Math.min(to, end),
                        waits,
                        Math.max(0, waited - cut),
                        Math.max(0, Math.min(longest, length() - cut)));
    }
}
