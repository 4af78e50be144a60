package interleave.lock;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One locking of one lock by one thread.
 *
 * @param lock which lock
 * @param thread the name of the thread
 * @param calls where it was locked: the innermost calls outside this package, the innermost first
 */
record LockHold(LockRecord lock, String thread, List<StackTraceElement> calls) {

    /** Enough to see who called the helper that locks. */
    private static final int CALLS = 6;

    private static final Set<String> OWN = Stream.of(
                    Mutex.class,
                    RwLock.class,
                    Guarded.class,
                    Guard.class,
                    MutexGuard.class,
                    WriteGuard.class,
                    Condvar.class,
                    LockChecking.class,
                    LockRecord.class,
                    LockHold.class)
            .map(Class::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** Returns the locking of a lock by the current thread, here. */
    static LockHold of(LockRecord lock) {
        return new LockHold(lock, Thread.currentThread().getName(), callers());
    }

    static List<StackTraceElement> callers() {
        return StackWalker.getInstance()
                .walk(calls -> calls.dropWhile(call -> OWN.contains(call.getClassName()))
                        .limit(CALLS)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toList());
    }

    /** Returns the innermost call, to be put into a message. */
    String place() {
        return calls.isEmpty() ? "an unknown call" : calls.getFirst().toString();
    }
}
