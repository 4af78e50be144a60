package interleave.trial.flight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses the threads that belong to an action, and makes of their waits a life without gaps.
 *
 * <p>An action's threads are the one that runs it, and whatever began meanwhile: a platform thread only if one of these
 * started it, since of such a thread the parent is known. Of the threads that were there before, a pool's for instance,
 * nothing says whether they work for this action; shown are those for which the action's threads waited, and those of the
 * common pool that had something to wait for. The JVM's own threads, carriers of virtual threads among them, are hidden.
 *
 * <p>An event is written when a wait is over. So of a platform thread that lives from beginning to end, all waits are
 * known, and the rest is not waiting; of one that was there before, what lies before its first event is not known; of one
 * that waits at the end, what lies after its last. Of a virtual thread only waits are known, and so of every thread if the
 * JVM lost events.
 *
 * <p>Used once, by the thread that reads the recording.
 */
final class Lanes {

    static final String CALLER = "caller";

    private final Clock clock;
    private final long caller;
    private final boolean callerIsVirtual;
    private final long begin;
    private final long length;
    private final long lostUntil;
    private final long bytesLost;
    private final Map<Long, AtEnd> atEnd;
    private final Map<Long, ThreadTrace> threads;
    private final Map<Long, String> labels = new HashMap<>();
    private final Set<String> used = new HashSet<>(List.of(CALLER));

    Lanes(
            Clock clock,
            Thread caller,
            long begin,
            long end,
            long lostUntil,
            long bytesLost,
            Map<Long, AtEnd> atEnd,
            Map<Long, ThreadTrace> threads) {
        this.clock = clock;
        this.caller = caller.threadId();
        this.callerIsVirtual = caller.isVirtual();
        this.begin = begin;
        this.length = end - begin;
        this.lostUntil = lostUntil - begin;
        this.bytesLost = bytesLost;
        this.atEnd = atEnd;
        this.threads = threads;
    }

    /** A wait of a thread, told in the time of the action. */
    private record Told(ThreadTrace thread, List<Interval> waits) {}

    Recorded recorded(long threadsNotKept) {
        var own = threads.get(caller);
        var chosen = new LinkedHashSet<ThreadTrace>();
        if (own != null) {
            chosen.add(own);
        }
        chosen.addAll(begunMeanwhile());
        var told = new ArrayList<Told>();
        chosen.forEach(thread -> told.add(tell(thread)));
        addOthers(chosen, told);
        labels.put(caller, CALLER);
        chosen.forEach(this::label);
        var lanes = new ArrayList<Lane>();
        if (own == null) {
            lanes.add(callersLane(List.of()));
        }
        told.forEach(each -> lanes.add(each.thread() == own ? callersLane(each.waits()) : lane(each)));
        return new Recorded(lanes, length, threadsNotKept, bytesLost, lostUntil, deadlocks(chosen));
    }

    /** Returns the threads that began meanwhile and belong to the action, in the order of their start. */
    private Set<ThreadTrace> begunMeanwhile() {
        var ours = new LinkedHashSet<ThreadTrace>();
        threads.values().stream()
                .filter(thread -> thread.id() != caller && thread.start() != null && !thread.isHidden())
                .filter(thread -> relative(thread.start()) >= 0 && relative(thread.start()) <= length)
                .sorted(Comparator.comparingLong(ThreadTrace::start).thenComparingLong(ThreadTrace::id))
                // Who starts a thread has begun before it.
                .filter(thread -> thread.isVirtual() || isOurs(thread.parent(), ours))
                .forEachOrdered(ours::add);
        return ours;
    }

    /** Whether the threads that this one starts belong to the action. */
    private boolean isOurs(ThreadTrace parent, Set<ThreadTrace> ours) {
        // A thread that a virtual thread starts has a carrier for a parent.
        return parent != null
                && (parent.id() == caller
                        || parent.isCarrier()
                        || parent.isOfTheCommonPool()
                        || parent.isVirtual()
                        || ours.contains(parent));
    }

    /** Returns the circles in which threads of the action wait, each for the next, with no time that ends it. */
    private List<List<String>> deadlocks(Set<ThreadTrace> chosen) {
        var circles = new ArrayList<List<String>>();
        var seen = new HashSet<Long>();
        for (var thread : chosen) {
            var path = new ArrayList<Long>();
            long at = thread.id();
            while (at != 0 && seen.add(at)) {
                path.add(at);
                var stands = atEnd.get(at);
                at = stands == null || !stands.waitsForEver() ? 0 : stands.whom();
            }
            if (path.contains(at)) {
                circles.add(path.subList(path.indexOf(at), path.size()).stream()
                        .map(this::name)
                        .toList());
            }
        }
        return circles;
    }

    private void addOthers(Set<ThreadTrace> chosen, List<Told> told) {
        var waitedFor = new HashSet<String>();
        told.forEach(
                each -> each.waits().forEach(wait -> waitedFor.add(wait.cause().whom())));
        chosen.stream()
                .map(thread -> atEnd.get(thread.id()))
                .filter(stands -> stands != null && stands.whom() != 0)
                .forEach(stands -> waitedFor.add(Long.toString(stands.whom())));
        threads.values().stream()
                .filter(thread -> !chosen.contains(thread) && thread.start() == null && !thread.isHidden())
                .sorted(Comparator.comparingLong(ThreadTrace::id))
                .map(this::tell)
                .filter(each -> waitedFor.contains(Long.toString(each.thread().id()))
                        || (each.thread().isOfTheCommonPool() && !each.waits().isEmpty()))
                .forEach(each -> {
                    chosen.add(each.thread());
                    told.add(each);
                });
    }

    private long relative(long recorded) {
        return clock.nanos(recorded) - begin;
    }

    /** Puts the waits of a thread into the time of the action, and cuts off what lies outside. */
    private Told tell(ThreadTrace thread) {
        var waits = new ArrayList<Interval>();
        for (var wait : thread.waits().inOrder()) {
            long from = relative(wait.from());
            long to = relative(wait.to());
            // The two clocks differ by a little, and one wait is all of its interval.
            var moved = wait.waits() == 1
                    ? Interval.wait(wait.cause(), from, to)
                    : new Interval(
                            wait.cause(), from, to, wait.waits(), Math.min(wait.waited(), to - from), wait.longest());
            if (moved.to() >= 0 && moved.from() <= length) {
                waits.add(moved.within(0, length));
            }
        }
        return new Told(thread, waits);
    }

    /** Gives each thread a name that no other has. */
    private void label(ThreadTrace thread) {
        if (thread.id() == caller) {
            return;
        }
        var given = thread.name().strip();
        var label = !given.isEmpty() ? given : (thread.isVirtual() ? "virtual #" : "thread #") + thread.id();
        if (!used.add(label)) {
            label = "%s #%d".formatted(label, thread.id());
            used.add(label);
        }
        labels.put(thread.id(), label);
    }

    private Interval named(Interval wait) {
        var cause = wait.cause();
        return cause.whom().isEmpty() ? wait : wait.because(cause.named(name(Long.parseLong(cause.whom()))));
    }

    /** Returns the name of any thread: that of its lane, if it has one. */
    private String name(long thread) {
        var label = labels.get(thread);
        if (label != null) {
            return label;
        }
        var trace = threads.get(thread);
        var stands = atEnd.get(thread);
        var given = trace != null ? trace.name() : stands != null ? stands.name() : "";
        return given.isBlank() ? "thread #" + thread : given;
    }

    /** The caller is not waiting at the beginning, nor at the end: it runs the action. */
    private Lane callersLane(List<Interval> waits) {
        return new Lane(
                CALLER,
                callerIsVirtual,
                true,
                life(waits, 0, length, callerIsVirtual || bytesLost > 0, 0, length),
                Optional.empty());
    }

    private Lane lane(Told told) {
        var thread = told.thread();
        var waits = told.waits();
        boolean before = thread.start() == null || relative(thread.start()) < 0;
        long from = before ? 0 : Math.clamp(relative(thread.start()), 0, length);
        long end = thread.end() == null ? length : Math.min(length, relative(thread.end()));
        var stands = atEnd.get(thread.id());
        // Who joins a thread may go on before the event of its end is written: it is there if it is seen.
        boolean there =
                end == length && (thread.isVirtual() ? thread.end() == null : stands != null && stands.isAlive());
        long to = Math.max(from, end);
        boolean waitsAtEnd = there && stands != null && stands.waits();
        long knownFrom =
                !before ? from : waits.isEmpty() ? to : waits.getFirst().from();
        long knownTo =
                !waitsAtEnd ? to : waits.isEmpty() ? from : waits.getLast().to();
        return new Lane(
                labels.get(thread.id()),
                thread.isVirtual(),
                before,
                life(waits, from, to, thread.isVirtual() || bytesLost > 0, knownFrom, knownTo),
                there
                        ? Optional.of(
                                "still there at the end" + (stands == null ? "" : stands.words(name(stands.whom()))))
                        : Optional.empty());
    }

    /**
     * Returns a life without gaps: its waits, and between them what is known of a thread that is in no wait; if only waits
     * are known, that is nothing.
     */
    private List<Interval> life(
            List<Interval> waits, long from, long to, boolean waitsOnly, long knownFrom, long knownTo) {
        var life = new ArrayList<Interval>();
        long at = from;
        for (var each : waits) {
            var wait = named(each).within(from, to);
            if (wait.length() < 0 || wait.from() < at) {
                continue;
            }
            between(life, at, wait.from(), waitsOnly, knownFrom, knownTo);
            life.add(wait);
            at = wait.to();
        }
        between(life, at, to, waitsOnly, knownFrom, knownTo);
        if (life.isEmpty()) {
            life.add(Interval.between(waitsOnly ? State.NOT_RECORDED : State.NOT_WAITING, from, from));
        }
        return life;
    }

    private void between(List<Interval> life, long from, long to, boolean waitsOnly, long knownFrom, long knownTo) {
        long first = waitsOnly ? to : Math.clamp(Math.max(knownFrom, lostUntil), from, to);
        long last = waitsOnly ? to : Math.clamp(knownTo, first, to);
        if (first > from) {
            life.add(Interval.between(State.NOT_RECORDED, from, first));
        }
        if (last > first) {
            life.add(Interval.between(State.NOT_WAITING, first, last));
        }
        if (to > last) {
            life.add(Interval.between(State.NOT_RECORDED, last, to));
        }
    }
}
