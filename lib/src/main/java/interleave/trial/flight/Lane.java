package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one thread did while an action ran.
 *
 * @param thread its name, which no other lane has
 * @param virtual whether it is a virtual thread
 * @param before whether it was there before the action, as a pool's thread may be
 * @param intervals its life in the order of time, without a gap
 * @param atEnd what it did when the action had ended, if it was still there
 */
public record Lane(String thread, boolean virtual, boolean before, List<Interval> intervals, Optional<String> atEnd) {

    /** A thread that began meanwhile. */
    public Lane(String thread, boolean virtual, List<Interval> intervals, Optional<String> atEnd) {
        this(thread, virtual, false, intervals, atEnd);
    }

    /** Keeps a copy of the intervals, of which there is at least one. */
    public Lane {
        intervals = List.copyOf(intervals);
        if (intervals.isEmpty()) {
            throw new IllegalArgumentException("a thread without a life: " + thread);
        }
    }

    /** Returns when its life within the action begins, in nanoseconds after the beginning of the action. */
    public long from() {
        return intervals.getFirst().from();
    }

    /** Returns when its life within the action ends, in nanoseconds after the beginning of the action. */
    public long to() {
        return intervals.getLast().to();
    }

    /** Returns how many nanoseconds of the action it lived. */
    public long lived() {
        return to() - from();
    }

    /** Returns how many times it waited, as far as recorded. */
    public long waits() {
        return intervals.stream().mapToLong(Interval::waits).sum();
    }

    /** Returns how many nanoseconds it waited, as far as recorded. */
    public long waited() {
        return intervals.stream().mapToLong(Interval::waited).sum();
    }

    /** Returns how many nanoseconds its longest wait took, as far as recorded. */
    public long longest() {
        return intervals.stream().mapToLong(Interval::longest).max().orElse(0);
    }

    /** Returns how much of its life it waited, from 0 to 1. */
    public double share() {
        return lived() == 0 ? 0 : (double) waited() / lived();
    }

    /** Returns how many nanoseconds of its life nothing is known about. */
    public long unknown() {
        return intervals.stream()
                .filter(interval -> interval.state() == State.NOT_RECORDED)
                .mapToLong(Interval::length)
                .sum();
    }

    /** Returns how many nanoseconds it waited for what other threads have to do. */
    public long waitedForOthers() {
        return intervals.stream()
                .filter(interval -> interval.cause().isForAnother())
                .mapToLong(Interval::waited)
                .sum();
    }

    /** Returns how many times it waited for what other threads have to do, as far as recorded. */
    public long waitsForOthers() {
        return intervals.stream()
                .filter(interval -> interval.cause().isForAnother())
                .mapToLong(Interval::waits)
                .sum();
    }

    /** Returns why it waited most of the time; empty if it did not wait. */
    public Optional<Cause> mostly() {
        return Interval.mostly(
                intervals.stream().filter(interval -> interval.waits() > 0).toList());
    }

    /** Returns why it waited most for others; empty if it did not. */
    public Optional<Cause> mostlyForOthers() {
        return Interval.mostly(intervals.stream()
                .filter(interval -> interval.cause().isForAnother())
                .toList());
    }

    /**
     * Returns the lane as a picture needs it: neighbouring waits that together, with what lies between them, are shorter
     * than a pixel become one. A wait that is alone stays, however short it is, and so does each stretch between waits that
     * none of them covers.
     *
     * @param pixel nanoseconds
     */
    public Lane coarser(long pixel) {
        var waits = Waits.merged(
                intervals.stream().filter(interval -> interval.waits() > 0).toList(), pixel);
        var all = new ArrayList<>(waits);
        intervals.stream().filter(interval -> interval.waits() == 0).forEach(gap -> between(gap, waits, all));
        all.sort(Comparator.comparingLong(Interval::from));
        return new Lane(thread, virtual, before, all, atEnd);
    }

    /** Adds what no wait covers of a stretch between waits; a merged wait covers it whole or not at all. */
    private static void between(Interval gap, List<Interval> waits, List<Interval> all) {
        int low = 0;
        int high = waits.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            var wait = waits.get(middle);
            if (wait.to() <= gap.from()) {
                low = middle + 1;
            } else if (wait.from() >= gap.to()) {
                high = middle - 1;
            } else {
                return;
            }
        }
        all.add(gap);
    }
}
