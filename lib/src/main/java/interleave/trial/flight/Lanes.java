package interleave.trial.flight;

import java.lang.management.ThreadInfo;
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
 * that waits at the end, what lies after its last. Of a virtual thread only waits are known.
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
    private final Map<Long, ThreadInfo> atEnd;
    private final Map<Long, ThreadTrace> threads;
    private final Map<String, String> labels = new HashMap<>();
    private final Set<String> used = new HashSet<>(List.of(CALLER));

    Lanes(
            Clock clock,
            Thread caller,
            long begin,
            long end,
            long lostUntil,
            Map<Long, ThreadInfo> atEnd,
            Map<Long, ThreadTrace> threads) {
        this.clock = clock;
        this.caller = caller.threadId();
        this.callerIsVirtual = caller.isVirtual();
        this.begin = begin;
        this.length = end - begin;
        this.lostUntil = lostUntil - begin;
        this.atEnd = atEnd;
        this.threads = threads;
    }

    /** A wait of a thread, told in the time of the action. */
    private record Told(ThreadTrace thread, List<Interval> waits) {}

    Recorded recorded(long bytesLost, long threadsNotKept) {
        var own = threads.get(caller);
        var begun = threads.values().stream()
                .filter(this::beganMeanwhile)
                .sorted(Comparator.comparingLong(ThreadTrace::start).thenComparingLong(ThreadTrace::id))
                .toList();
        var chosen = new LinkedHashSet<ThreadTrace>();
        if (own != null) {
            chosen.add(own);
        }
        chosen.addAll(begun);
        var told = new ArrayList<Told>();
        chosen.forEach(thread -> told.add(tell(thread)));
        addOthers(chosen, told);
        labels.put(Long.toString(caller), CALLER);
        chosen.forEach(this::label);
        var lanes = new ArrayList<Lane>();
        if (own == null) {
            lanes.add(callersLane(List.of()));
        }
        told.forEach(each -> lanes.add(each.thread() == own ? callersLane(each.waits()) : lane(each)));
        return new Recorded(lanes, length, threadsNotKept, bytesLost, lostUntil);
    }

    private boolean beganMeanwhile(ThreadTrace thread) {
        if (thread.id() == caller || thread.start() == null || thread.isHidden()) {
            return false;
        }
        long start = relative(thread.start());
        return start >= 0 && start <= length && (thread.isVirtual() || isOurs(thread.parent()));
    }

    /** Whether the threads that this one starts belong to the action. */
    private boolean isOurs(ThreadTrace parent) {
        // A thread that a virtual thread starts has a carrier for a parent.
        return parent != null
                && (parent.id() == caller
                        || parent.isCarrier()
                        || parent.isOfTheCommonPool()
                        || parent.isVirtual()
                        || beganMeanwhile(parent));
    }

    private void addOthers(Set<ThreadTrace> chosen, List<Told> told) {
        var waitedFor = new HashSet<String>();
        told.forEach(
                each -> each.waits().forEach(wait -> waitedFor.add(wait.cause().whom())));
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
        var label = given.isEmpty() ? "virtual #" + thread.id() : given;
        if (!used.add(label)) {
            label = "%s #%d".formatted(label, thread.id());
            used.add(label);
        }
        labels.put(Long.toString(thread.id()), label);
    }

    private Interval named(Interval wait) {
        var cause = wait.cause();
        if (cause.whom().isEmpty()) {
            return wait;
        }
        var other = threads.get(Long.parseLong(cause.whom()));
        var name = labels.getOrDefault(
                cause.whom(), other == null || other.name().isBlank() ? "thread #" + cause.whom() : other.name());
        return new Interval(
                new Cause(cause.state(), cause.operation(), cause.on(), name),
                wait.from(),
                wait.to(),
                wait.waits(),
                wait.waited(),
                wait.longest());
    }

    /** The caller is not waiting at the beginning, nor at the end: it runs the action. */
    private Lane callersLane(List<Interval> waits) {
        return new Lane(CALLER, callerIsVirtual, life(waits, 0, length, callerIsVirtual, 0, length), Optional.empty());
    }

    private Lane lane(Told told) {
        var thread = told.thread();
        var waits = told.waits();
        boolean before = thread.start() == null || relative(thread.start()) < 0;
        long from = before ? 0 : Math.clamp(relative(thread.start()), 0, length);
        long end = thread.end() == null ? length : Math.min(length, relative(thread.end()));
        var info = atEnd.get(thread.id());
        // Who joins a thread may go on before the event of its end is written: it is there if it is seen.
        boolean there = end == length
                && (thread.isVirtual()
                        ? thread.end() == null
                        : info != null && info.getThreadState() != Thread.State.TERMINATED);
        long to = Math.max(from, end);
        boolean waitsAtEnd = there && info != null && info.getThreadState() != Thread.State.RUNNABLE;
        long knownFrom =
                !before ? from : waits.isEmpty() ? to : waits.getFirst().from();
        long knownTo =
                !waitsAtEnd ? to : waits.isEmpty() ? from : waits.getLast().to();
        return new Lane(
                labels.get(Long.toString(thread.id())),
                thread.isVirtual(),
                life(waits, from, to, thread.isVirtual(), knownFrom, knownTo),
                there ? Optional.of(endWords(info, waitsAtEnd)) : Optional.empty());
    }

    private static String endWords(ThreadInfo info, boolean waits) {
        if (!waits) {
            return "still there at the end";
        }
        var lock = info.getLockInfo();
        var on = lock == null ? "" : " on " + TypeNames.shown(lock.getClassName());
        var owner = info.getLockOwnerName() == null ? "" : ", held by " + info.getLockOwnerName();
        var verb = info.getThreadState() == Thread.State.BLOCKED ? "blocked" : "waiting";
        return "still there at the end, %s%s%s".formatted(verb, on, owner);
    }

    /** Returns a life without gaps: its waits, and between them what is known of a thread that is in no wait. */
    private List<Interval> life(
            List<Interval> waits, long from, long to, boolean virtual, long knownFrom, long knownTo) {
        var life = new ArrayList<Interval>();
        long at = from;
        for (var each : waits) {
            var wait = named(each).within(from, to);
            if (wait.length() < 0 || wait.from() < at) {
                continue;
            }
            between(life, at, wait.from(), virtual, knownFrom, knownTo);
            life.add(wait);
            at = wait.to();
        }
        between(life, at, to, virtual, knownFrom, knownTo);
        if (life.isEmpty()) {
            life.add(Interval.between(virtual ? State.NOT_RECORDED : State.NOT_WAITING, from, from));
        }
        return life;
    }

    private void between(List<Interval> life, long from, long to, boolean virtual, long knownFrom, long knownTo) {
        long first = virtual ? to : Math.clamp(Math.max(knownFrom, lostUntil), from, to);
        long last = virtual ? to : Math.clamp(knownTo, first, to);
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
