package interleave.channel;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a handle that is watched: where it was made, later where it was closed; and that nobody has it any more,
 * which the garbage collector tells.
 *
 * <p>It keeps neither the handle nor its channel alive, but the set of the open ones keeps it, since a reference that is
 * itself forgotten is told nothing. Who takes it out of that set decides what becomes of it: the thread that closes the
 * handle, or, if the collector was first, a daemon thread that reports it. Only that thread and the JVM's own touch the
 * reference queue, which has a monitor; threads that make and close handles meet no lock at all: the set is a skip list,
 * since a hash map would lock its bins.
 */
final class TrackedHandle extends PhantomReference<Handle<?>> {

    /** Enough to see who called the helper that made it. */
    private static final int CALLS = 4;

    private static final Set<String> OWN = Stream.of(
                    Channel.class, Handle.class, Sender.class, Receiver.class, Leaks.class, TrackedHandle.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    private static final AtomicLong MADE = new AtomicLong();
    private static final ReferenceQueue<Handle<?>> FORGOTTEN = new ReferenceQueue<>();
    private static final ConcurrentSkipListSet<TrackedHandle> OPEN =
            new ConcurrentSkipListSet<>(Comparator.comparingLong(handle -> handle.number));

    static {
        // A thread of the JVM's own group: it serves whoever uses channels, and no timeline takes it for one of theirs.
        var group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var watcher = new Thread(group, TrackedHandle::watch, "interleave-leaks", 0, false);
        watcher.setDaemon(true);
        watcher.setContextClassLoader(null);
        watcher.start();
    }

    private final long number = MADE.incrementAndGet();
    private final Leak.End end;
    private final WeakReference<Flavor<?>> channel;
    private final List<StackWalker.StackFrame> created = callers(CALLS);
    private volatile List<StackWalker.StackFrame> closed = List.of();

    private TrackedHandle(Handle<?> handle) {
        super(handle, FORGOTTEN);
        end = handle.end();
        channel = new WeakReference<>(handle.channel());
    }

    /** Begins to watch a handle. */
    static TrackedHandle of(Handle<?> handle) {
        var tracked = new TrackedHandle(handle);
        OPEN.add(tracked);
        return tracked;
    }

    /** Ends the watch, since the handle, which the caller keeps reachable meanwhile, is being closed. */
    void close() {
        closed = callers(1);
        OPEN.remove(this);
        clear();
    }

    /** Returns where it was closed, to be put into a message. */
    String whereClosed() {
        return closed.isEmpty() ? "" : " (by " + closed.getFirst() + ")";
    }

    private static List<StackWalker.StackFrame> callers(int most) {
        return StackWalker.getInstance()
                .walk(calls -> calls.dropWhile(call -> OWN.contains(call.getClassName()))
                        .limit(most)
                        .toList());
    }

    private static void watch() {
        for (; ; ) {
            try {
                ((TrackedHandle) FORGOTTEN.remove()).forgotten();
            } catch (InterruptedException e) {
                // It belongs to nobody who could want it to end.
            }
        }
    }

    private void forgotten() {
        var used = channel.get();
        if (OPEN.remove(this) && used != null && used.misses(end)) {
            LeakTracking.report(new Leak(
                    end,
                    used.name(),
                    created.stream()
                            .map(StackWalker.StackFrame::toStackTraceElement)
                            .toList()));
        }
    }
}
