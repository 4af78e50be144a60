package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The waits of one thread as they come out of a recording: in no certain order, some told twice.
 *
 * <p>The JVM's own events and those of this library lie in different buffers, so a wait of the library may be read long
 * before or after the parks of which it consists. They are kept apart until all are there. Belongs to the thread that
 * reads the recording.
 */
final class Waits {

    private List<Interval> jvm = new ArrayList<>();
    private List<Interval> own = new ArrayList<>();

    void add(Interval wait, boolean ofTheLibrary) {
        (ofTheLibrary ? own : jvm).add(wait);
    }

    int size() {
        return jvm.size() + own.size();
    }

    /** Merges what lies within a stretch of this length. */
    void compact(long grain) {
        jvm = merged(sorted(jvm), grain);
        own = merged(sorted(own), grain);
    }

    /** Returns all waits in the order of time, each told once, none overlapping the next. */
    List<Interval> inOrder() {
        var all = new ArrayList<>(own);
        var ends = new TreeMap<Long, Long>();
        own.forEach(wait -> ends.merge(wait.from(), wait.to(), Math::max));
        for (var wait : jvm) {
            long middle = wait.from() + wait.length() / 2;
            var around = ends.floorEntry(middle);
            if (around == null || around.getValue() < middle) {
                all.add(wait);
            }
        }
        var clear = new ArrayList<Interval>();
        long end = Long.MIN_VALUE;
        for (var wait : sorted(all)) {
            if (wait.from() >= end || wait.to() > end) {
                clear.add(wait.within(Math.max(end, wait.from()), Long.MAX_VALUE));
                end = wait.to();
            }
        }
        return clear;
    }

    private static List<Interval> sorted(List<Interval> waits) {
        return waits.stream().sorted(Comparator.comparingLong(Interval::from)).toList();
    }

    /**
     * Merges neighbours that lie within a stretch of this length. Of a span no more than twice its length divided by the
     * grain are left.
     */
    static List<Interval> merged(List<Interval> sorted, long grain) {
        var merged = new ArrayList<Interval>();
        var group = new ArrayList<Interval>();
        long end = 0;
        for (var wait : sorted) {
            if (!group.isEmpty() && Math.max(end, wait.to()) - group.getFirst().from() > grain) {
                merged.add(Interval.together(group));
                group.clear();
            }
            end = group.isEmpty() ? wait.to() : Math.max(end, wait.to());
            group.add(wait);
        }
        if (!group.isEmpty()) {
            merged.add(Interval.together(group));
        }
        return merged;
    }
}
