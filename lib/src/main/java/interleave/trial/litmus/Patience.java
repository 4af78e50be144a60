package interleave.trial.litmus;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Ends jcstress's wait for a thread that was told to end and does not: half a minute is much for a reader.
 *
 * <p>What counts is not how long the runner has waited but how long the thread itself has run meanwhile, on a processor.
 * A thread that looks at its flag ends within microseconds of its own time, however long a busy machine keeps it from
 * running; one that has run for half a second more will never look. A thread that does not run at all, because it waits for
 * something, is left to jcstress.
 *
 * <p>Used by one thread, which looks again and again until this JVM ends.
 */
final class Patience {

    private static final Duration LOOK = Duration.ofMillis(50);

    private final Thread runner;
    private final Duration most;
    private final ToLongFunction<Thread> ownTime;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Optional<Thread> awaited = Optional.empty();
    private long before;

    /**
     * Makes one for a runner.
     *
     * @param runner the thread in which jcstress waits
     * @param most how long the other may run
     * @param ownTime for how many nanoseconds a thread has run; negative if it has ended
     */
    Patience(Thread runner, Duration most, ToLongFunction<Thread> ownTime) {
        this.runner = runner;
        this.most = most;
        this.ownTime = ownTime;
    }

    /** Starts to look after a runner. */
    static void start(Thread runner, Duration most) {
        Thread.ofPlatform().daemon().name("patience").start(() -> {
            var beans = ManagementFactory.getThreadMXBean();
            var patience = new Patience(runner, most, thread -> beans.getThreadCpuTime(thread.threadId()));
            try {
                while (true) {
                    Thread.sleep(LOOK);
                    patience.look();
                }
            } catch (InterruptedException nobodyDoes) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Looks once: interrupts the runner if the thread for whose end it waits has run too long since it was first seen. */
    boolean look() {
        var now = awaited();
        if (now.isEmpty() || !now.equals(awaited)) {
            awaited = now;
            before = now.map(ownTime::applyAsLong).orElse(0L);
            return false;
        }
        if (ownTime.applyAsLong(now.get()) - before < most.toNanos()) {
            return false;
        }
        runner.interrupt();
        return true;
    }

    /** Returns the thread for whose end the runner waits: {@link Thread#join} waits at the thread itself. */
    private Optional<Thread> awaited() {
        ThreadInfo info = threads.getThreadInfo(runner.threadId());
        LockInfo at = info == null ? null : info.getLockInfo();
        if (at == null || info.getThreadState() != Thread.State.TIMED_WAITING) {
            return Optional.empty();
        }
        var group = new Thread[runner.getThreadGroup().activeCount() + 8];
        int found = runner.getThreadGroup().enumerate(group);
        return Stream.of(group)
                .limit(found)
                .filter(thread -> thread.getClass().getName().equals(at.getClassName())
                        && System.identityHashCode(thread) == at.getIdentityHashCode())
                .findFirst();
    }
}
