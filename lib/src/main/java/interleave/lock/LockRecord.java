package interleave.lock;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of one lock in the order of all locks: which were taken under it, and how.
 *
 * <p>Keeps no lock alive. Many threads add to it and none waits: two that close a circle at the same time each add first and
 * look then, so at least one sees it. The maps are skip lists, since a hash map would lock its bins.
 */
final class LockRecord {

    private static final AtomicLong MADE = new AtomicLong();

    /** The pairs that were reported. */
    private static final ConcurrentSkipListSet<String> REPORTED = new ConcurrentSkipListSet<>();

    /** So many locks under one are kept before those that are garbage are looked for. */
    private static final int MANY = 64;

    /** A lock that was taken while this one was held. */
    private record Then(LockHold held, LockHold wanted) {}

    private final long number = MADE.incrementAndGet();
    private final WeakReference<Guarded<?>> lock;
    private final String name;
    private final ConcurrentSkipListMap<Long, Then> under = new ConcurrentSkipListMap<>();
    private volatile int tidyAt = MANY;

    private LockRecord(Guarded<?> lock, String name) {
        this.lock = new WeakReference<>(lock);
        this.name = name;
    }

    static LockRecord of(Guarded<?> lock) {
        return new LockRecord(lock, lock.name());
    }

    /** Returns its kind and number. */
    @Override
    public String toString() {
        return name + " #" + number;
    }

    /** Notes that a lock is wanted while this one is held, and returns the circle that this closes; else {@code null}. */
    LockOrderInversion before(LockHold held, LockHold wanted) {
        long other = wanted.lock().number;
        var then = new Then(held, wanted);
        if (under.containsKey(other) || under.putIfAbsent(other, then) != null) {
            return null;
        }
        tidy();
        var way = wanted.lock().wayTo(this, new HashSet<>());
        if (way == null || !REPORTED.add(Math.min(number, other) + " " + Math.max(number, other))) {
            return null;
        }
        way.addFirst(then);
        return new LockOrderInversion(way.stream()
                .map(step -> new LockOrderInversion.Step(
                        step.held.thread(),
                        step.held.lock().toString(),
                        step.held.calls(),
                        step.wanted.lock().toString(),
                        step.wanted.calls()))
                .toList());
    }

    /** Returns the steps by which another lock was taken under this one; {@code null} if there are none. */
    private List<Then> wayTo(LockRecord goal, Set<LockRecord> seen) {
        if (this == goal) {
            return new ArrayList<>();
        }
        if (seen.add(this)) {
            for (var then : under.values()) {
                var way = then.wanted.lock().wayTo(goal, seen);
                if (way != null) {
                    way.addFirst(then);
                    return way;
                }
            }
        }
        return null;
    }

    private void tidy() {
        if (under.size() >= tidyAt) {
            under.values().removeIf(then -> then.wanted.lock().lock.get() == null);
            tidyAt = Math.max(MANY, 2 * under.size());
        }
    }
}
