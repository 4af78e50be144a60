package interleave.trial.child;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the threads of a child JVM were doing at one moment, platform and virtual ones; threads of the JVM itself are
 * not among them.
 *
 * <p>A deadlock is a circle of threads each of which waits, without a limit, for the next: for a monitor or a lock with
 * one holder, such as {@code ReentrantLock}, or for its end. Who holds a read lock or a semaphore is not known to the
 * JVM, so circles through these are not found.
 *
 * @param threads those in a deadlock first, then those that run, are blocked, wait
 * @param deadlocks the circles, each in the order of waiting
 * @param missing what is not in this dump and why; empty if nothing is missing
 */
public record ThreadDump(List<ThreadState> threads, List<List<ThreadState>> deadlocks, String missing) {

    /** Keeps copies. */
    public ThreadDump {
        threads = List.copyOf(threads);
        deadlocks = deadlocks.stream().map(List::copyOf).toList();
    }

    /** Returns a dump without threads that says why there are none. */
    static ThreadDump none(String why) {
        return new ThreadDump(List.of(), List.of(), why);
    }

    /** Returns a dump of these threads with the deadlocks among them. */
    static ThreadDump of(List<ThreadState> threads, String missing) {
        var circles = circles(threads);
        var stuck = circles.stream().flatMap(List::stream).collect(Collectors.toSet());
        var ordered = threads.stream()
                .sorted(Comparator.comparingInt((ThreadState thread) -> stuck.contains(thread) ? 0 : 1)
                        .thenComparing(ThreadState::state)
                        .thenComparingLong(ThreadState::id))
                .toList();
        return new ThreadDump(ordered, circles, missing);
    }

    /** Follows from each thread whom it waits for, until somebody comes up again: within this walk, it is a circle. */
    private static List<List<ThreadState>> circles(List<ThreadState> threads) {
        var byId = threads.stream()
                .collect(
                        Collectors.toMap(ThreadState::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
        var circles = new ArrayList<List<ThreadState>>();
        var seen = new HashSet<ThreadState>();
        for (var start : threads) {
            var walk = new ArrayList<ThreadState>();
            Optional<ThreadState> next = Optional.of(start);
            while (next.isPresent() && seen.add(next.get())) {
                walk.add(next.get());
                next = awaited(next.get(), byId);
            }
            next.map(walk::indexOf)
                    .filter(from -> from >= 0)
                    .ifPresent(from -> circles.add(walk.subList(from, walk.size())));
        }
        return circles;
    }

    private static Optional<ThreadState> awaited(ThreadState thread, Map<Long, ThreadState> byId) {
        return thread.waitsForThread() ? thread.holder().map(byId::get) : Optional.empty();
    }

    /** Returns for what a thread of this dump waits and who holds it, {@code a lock that `b` holds}, if this is known. */
    public Optional<String> waiting(ThreadState thread) {
        return thread.waitsFor()
                .map(what -> thread.holder()
                        .flatMap(this::name)
                        .map(holder -> what.equals(ThreadState.END_OF_THREAD)
                                ? "the end of `%s`".formatted(holder)
                                : "%s that `%s` holds".formatted(what, holder))
                        .orElse(what));
    }

    private Optional<String> name(long id) {
        return threads.stream()
                .filter(thread -> thread.id() == id)
                .map(ThreadState::name)
                .findFirst();
    }

    /** Returns the most telling finding in one line: the deadlocks, or else a thread that runs, or one that waits. */
    public String finding() {
        var parts = new ArrayList<String>();
        for (var circle : deadlocks) {
            parts.add("deadlock: "
                    + circle.stream()
                            .map(thread -> "`%s` waits for %s"
                                    .formatted(thread.name(), waiting(thread).orElse("another")))
                            .collect(Collectors.joining(", ")));
        }
        if (deadlocks.isEmpty() && !threads.isEmpty()) {
            var first = threads.getFirst();
            parts.add(
                    first + waiting(first).map(what -> " and waits for " + what).orElse(""));
            if (threads.size() > 1) {
                parts.add(threads.size() == 2 ? "1 more thread" : "%,d more threads".formatted(threads.size() - 1));
            }
        }
        if (!missing.isEmpty()) {
            parts.add(missing);
        }
        return parts.isEmpty() ? "no thread of the program was left" : String.join("; ", parts);
    }
}
