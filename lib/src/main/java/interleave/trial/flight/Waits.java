package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The waits of one thread as they come out of a recording: in no certain order, some told twice.
 *
 * <p>The JVM's own events and those of this library lie in different buffers, so a wait of the library may be read long
 * before or after the parks of which it consists. They are kept apart until all are there; then the JVM's waits within one
 * of the library are left out. Once waits are merged their single ends are gone: from then on a park on a class at which the
 * library told of a wait of this thread is taken for a part of such a wait. Belongs to the thread that reads the recording.
 */
final class Waits {

    private final Set<String> ownTypes = new HashSet<>();
    private List<Interval> jvm = new ArrayList<>();
    private List<Interval> own = new ArrayList<>();
    private boolean merged;

    void add(Interval wait, boolean ofTheLibrary) {
        if (ofTheLibrary) {
            ownTypes.add(wait.cause().on());
            own.add(wait);
        } else if (!merged || !isPartOfAnOwn(wait)) {
            jvm.add(wait);
        }
    }

    private boolean isPartOfAnOwn(Interval wait) {
        return wait.state() == State.PARKED && ownTypes.contains(wait.cause().on());
    }

    int size() {
        return jvm.size() + own.size();
    }

    /** Merges what lies within a stretch of this length. */
    void compact(long grain) {
        if (!merged) {
            jvm = told(jvm, own);
            jvm.removeIf(this::isPartOfAnOwn); // of waits that are still to be read
            merged = true;
        }
        jvm = merged(sorted(jvm), grain);
        own = merged(sorted(own), grain);
    }

    /** Returns all waits in the order of time, each told once, none overlapping the next. */
    List<Interval> inOrder() {
        var all = new ArrayList<>(own);
        all.addAll(merged ? jvm : told(jvm, own));
        return merged ? joined(sorted(all)) : cut(sorted(all));
    }

    /** Returns those of the JVM's waits that are not within one of the library. */
    private static List<Interval> told(List<Interval> jvm, List<Interval> own) {
        var ends = new TreeMap<Long, Long>();
        own.forEach(wait -> ends.merge(wait.from(), wait.to(), Math::max));
        var told = new ArrayList<Interval>();
        for (var wait : jvm) {
            long middle = wait.from() + wait.length() / 2;
            var around = ends.floorEntry(middle);
            if (around == null || around.getValue() < middle) {
                told.add(wait);
            }
        }
        return told;
    }

    /** Single waits overlap by no more than the inexactness of their times, which is cut off. */
    private static List<Interval> cut(List<Interval> sorted) {
        var clear = new ArrayList<Interval>();
        long end = Long.MIN_VALUE;
        for (var wait : sorted) {
            if (wait.from() >= end || wait.to() > end) {
                clear.add(wait.within(Math.max(end, wait.from()), Long.MAX_VALUE));
                end = wait.to();
            }
        }
        return clear;
    }

    /** Merged waits overlap where each has some in the gaps of the other: they become one, and none is lost. */
    private static List<Interval> joined(List<Interval> sorted) {
        var joined = new ArrayList<Interval>();
        for (var wait : sorted) {
            if (!joined.isEmpty() && wait.from() < joined.getLast().to()) {
                joined.add(Interval.together(List.of(joined.removeLast(), wait)));
            } else {
                joined.add(wait);
            }
        }
        return joined;
    }

    private static List<Interval> sorted(List<Interval> waits) {
        return waits.stream()
                .sorted(Comparator.comparingLong(Interval::from))
                .collect(Collectors.toCollection(ArrayList::new));
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
