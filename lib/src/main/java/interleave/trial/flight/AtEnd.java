package interleave.trial.flight;

import interleave.event.Owned;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * What a platform thread does at one moment: whether it waits, on what, and for which thread. That is all there is to say of
 * waits that are not over, of which a recording knows nothing; those of a deadlock are among them.
 *
 * @param name the thread's name, which may be another's too
 * @param state its state
 * @param on the class of what it waits on; empty if it is not known
 * @param whom the number of the thread for which it waits; 0 if it is not known
 * @param joins whether it waits for that thread's end, rather than for what that thread holds
 * @param asleep whether it sleeps
 */
record AtEnd(String name, Thread.State state, String on, long whom, boolean joins, boolean asleep) {

    /**
     * Returns all platform threads that are alive, by their number.
     *
     * <p>The JVM tells at one moment who holds its monitors and the locks of the JDK. What is {@link Owned} is asked
     * between two such moments, and the answer counts for a thread that was in one and the same wait at both. So threads
     * that wait for each other in a circle did so at the same time.
     */
    static Map<Long, AtEnd> now() {
        var before = infos();
        var owners = new HashMap<Long, Thread>();
        var threads = threads();
        for (var thread : threads) {
            if (LockSupport.getBlocker(thread) instanceof Owned owned) {
                owners.put(thread.threadId(), owned.owner());
            }
        }
        var byIdentity = threads.stream().collect(Collectors.groupingBy(System::identityHashCode));
        var all = new HashMap<Long, AtEnd>();
        infos().forEach((id, info) -> {
            var owner = isSameWait(before.get(id), info) ? owners.get(id) : null;
            all.put(id, of(info, owner, byIdentity));
        });
        return all;
    }

    private static AtEnd of(ThreadInfo info, Thread owner, Map<Integer, List<Thread>> threads) {
        var state = info.getThreadState();
        var lock = info.getLockInfo();
        var frames = info.getStackTrace();
        boolean asleep = state == Thread.State.TIMED_WAITING
                && frames.length > 0
                && frames[0].getClassName().equals(Thread.class.getName())
                && frames[0].getMethodName().startsWith("sleep");
        if (lock == null) {
            return new AtEnd(info.getThreadName(), state, "", 0, false, asleep);
        }
        var awaited = threads.getOrDefault(lock.getIdentityHashCode(), List.of()).stream()
                .filter(thread -> thread.getClass().getName().equals(lock.getClassName()))
                .findFirst();
        if (state != Thread.State.BLOCKED && awaited.isPresent()) {
            return new AtEnd(
                    info.getThreadName(), state, "Thread", awaited.get().threadId(), true, false);
        }
        long whom = owner == null ? Math.max(0, info.getLockOwnerId()) : owner.threadId();
        return new AtEnd(info.getThreadName(), state, TypeNames.shown(lock.getClassName()), whom, false, false);
    }

    private static boolean isSameWait(ThreadInfo before, ThreadInfo after) {
        return before != null
                && before.getThreadState() == after.getThreadState()
                && before.getWaitedCount() == after.getWaitedCount()
                && before.getBlockedCount() == after.getBlockedCount();
    }

    /** Returns what the JVM says of all platform threads at one moment, with the method in which each is. */
    private static Map<Long, ThreadInfo> infos() {
        var bean = ManagementFactory.getThreadMXBean();
        return Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds(), 1))
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(ThreadInfo::getThreadId, info -> info, (one, other) -> one));
    }

    private static List<Thread> threads() {
        var root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        var threads = new Thread[2 * root.activeCount() + 64];
        return List.of(Arrays.copyOf(threads, root.enumerate(threads)));
    }

    boolean isAlive() {
        return state != Thread.State.TERMINATED;
    }

    boolean waits() {
        return state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** Whether no time ends its wait. */
    boolean waitsForEver() {
        return waits() && state != Thread.State.TIMED_WAITING;
    }

    /** Returns what comes after "still there at the end", by the name of the thread for which it waits. */
    String words(String awaited) {
        if (!waits()) {
            return "";
        }
        if (asleep) {
            return ", asleep";
        }
        if (joins) {
            return ", waiting for the end of " + awaited;
        }
        var held = whom == 0 ? "" : ", held by " + awaited;
        return (state == Thread.State.BLOCKED
                        ? ", waiting for the monitor of "
                        : on.isEmpty() ? ", waiting" : ", waiting on ")
                + on
                + held;
    }
}
