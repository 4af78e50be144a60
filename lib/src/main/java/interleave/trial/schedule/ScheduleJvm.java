package interleave.trial.schedule;

import interleave.channel.LeakTracking;
import interleave.trial.check.CheckJvm;
import interleave.trial.check.CheckTask;
import interleave.trial.litmus.LitmusTest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.openjdk.jcstress.annotations.Actor;

/**
 * The child JVM that the model checker lives in, and nothing else: it rewrites classes for good, and a program that it
 * has rewritten no longer runs on real threads as it would anywhere else.
 *
 * <p>Kept and guarded by the {@link CheckJvm}. Each child plays a small program once before its first check, so that no
 * learner waits for what the model checker does only once.
 */
public final class ScheduleJvm {

    private static final CheckJvm JVM = CheckJvm.of(
            First.class,
            // The model checker attaches to its own JVM, and must not need a process for it.
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+EnableDynamicAgentLoading",
            "--sun-misc-unsafe-memory-access=allow",
            // A channel that is watched by chance in one of its runs would differ from the others.
            "-D" + LeakTracking.PROPERTY + "=off",
            // Nothing here runs for so long that the second compiler would pay.
            "-XX:TieredStopAtLevel=1");

    private ScheduleJvm() {}

    /** Returns the child; it is started for the first check. */
    public static CheckJvm get() {
        return JVM;
    }

    /** What each child does first. */
    static final class First implements CheckTask {

        @Override
        public String run(ClassLoader given, String argument, Consumer<String> progress) {
            var checked = ModelChecker.check(
                    LitmusTest.of(LockAndMap.class), new ModelChecker.Effort(20, Duration.ofSeconds(10)));
            if (checked instanceof Checked.Failed) {
                return CheckedJson.write(checked);
            }
            throw new IllegalStateException("the model checker does not find a deadlock: " + checked);
        }
    }

    /** Uses what many programs use. */
    public static final class LockAndMap {
        private final ConcurrentMap<String, Integer> map = new ConcurrentHashMap<>();
        private final Lock lock = new ReentrantLock();
        private int count;

        /** Takes the lock first. */
        @Actor
        public void lockThenMonitor() {
            lock.lock();
            try {
                synchronized (map) {
                    count++;
                }
            } finally {
                lock.unlock();
            }
        }

        /** Takes the monitor first. */
        @Actor
        public void monitorThenLock() {
            synchronized (map) {
                lock.lock();
                try {
                    map.putIfAbsent("count", count);
                } finally {
                    lock.unlock();
                }
            }
        }
    }
}
