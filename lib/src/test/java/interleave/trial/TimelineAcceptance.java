package interleave.trial;

import interleave.trial.flight.Interval;
import interleave.trial.flight.Lane;
import interleave.trial.flight.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Measures timelines of platform threads against the programs' own stamps: the share of waits that are present, and the
 * median error of their length. Its answer is of use on an idle machine only, so it is a program and no test.
 *
 * <p>A stamp is taken before and after each operation that may wait. Such an operation can take long without a wait: its
 * thread loses its core, or spins for a monitor before it gives up. So an operation counts as a wait if the thread's count
 * of waits, which the JVM keeps itself, has grown by it. It is present if at least half of its time is recorded as a wait of
 * its kind; so a neighbour that touches it does not count.
 *
 * <pre>
 * ./mvnw -q -pl lib test-compile exec:exec -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath interleave.trial.TimelineAcceptance 4"
 * </pre>
 */
public final class TimelineAcceptance {

    private static final int ROUNDS = 200;
    private static final long SHORTEST = 50_000;
    /** How the JVM waits in each operation. */
    private static final Map<String, State> STATES = Map.of(
            "monitor", State.BLOCKED,
            "lock", State.PARKED,
            "condition", State.PARKED,
            "sleep", State.SLEEPING,
            "wait", State.WAITING,
            "latch", State.PARKED);

    private static final double SHARE_ASKED = 0.98;
    private static final double MEDIAN_ERROR_ASKED = 50_000;

    private TimelineAcceptance() {}

    /** One operation by the program's own stamps, in readings of the clock. */
    private record Stamped(String thread, String operation, long from, long to) {
        long length() {
            return to - from;
        }
    }

    /** The stamps of one thread, which alone writes to them until it is joined. */
    private static final class Stamps {
        private final String thread;
        private final List<Stamped> stamped = new ArrayList<>();
        private final java.lang.management.ThreadMXBean counts =
                java.lang.management.ManagementFactory.getThreadMXBean();

        Stamps(String thread) {
            this.thread = thread;
        }

        private long waits() {
            var info = counts.getThreadInfo(Thread.currentThread().threadId());
            return info.getBlockedCount() + info.getWaitedCount();
        }

        void around(String operation, Operation action) {
            try {
                long before = waits();
                long from = System.nanoTime();
                action.run();
                long to = System.nanoTime();
                if (waits() > before) {
                    stamped.add(new Stamped(thread, operation, from, to));
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Operation {
        void run() throws InterruptedException;
    }

    /** What the threads share: one of each thing on which a thread can wait. */
    private static final class Shared {
        private final Object monitor = new Object();
        private final ReentrantLock lock = new ReentrantLock();
        private final Object bell = new Object();
        private final java.util.concurrent.locks.Condition turn = lock.newCondition();
    }

    @SuppressWarnings("WaitNotInLoop") // one wait is what is measured, whatever ends it
    private static void round(Shared shared, Stamps stamps, int round) {
        // The operation ends before the monitor or lock is held for its time, so only the wait lies between the stamps.
        var inMonitor = new long[1];
        long waits = stamps.waits();
        long from = System.nanoTime();
        synchronized (shared.monitor) {
            inMonitor[0] = System.nanoTime();
            if (stamps.waits() > waits) {
                stamps.stamped.add(new Stamped(stamps.thread, "monitor", from, inMonitor[0]));
            }
            work(300_000);
        }
        stamps.around("lock", shared.lock::lock);
        try {
            work(200_000);
            if (round % 4 == 0) {
                stamps.around("condition", () -> shared.turn.awaitNanos(1_000_000));
            }
        } finally {
            shared.lock.unlock();
        }
        stamps.around("sleep", () -> Thread.sleep(1));
        synchronized (shared.bell) {
            stamps.around("wait", () -> shared.bell.wait(1));
        }
    }

    private static void work(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) {
            Thread.onSpinWait();
        }
    }

    private static Timeline recorded(List<Stamps> all) {
        var shared = new Shared();
        return Timeline.of(() -> {
            var go = new CountDownLatch(1);
            var threads = new ArrayList<Thread>();
            for (var stamps : all) {
                threads.add(Thread.ofPlatform().name(stamps.thread).start(() -> {
                    stamps.around("latch", go::await);
                    for (int i = 0; i < ROUNDS; i++) {
                        round(shared, stamps, i);
                    }
                }));
            }
            go.countDown();
            for (var thread : threads) {
                thread.join();
            }
        });
    }

    /** Returns how much of an operation the recording has as waits of the right kind. */
    private static long found(Lane lane, Stamped stamped, long start) {
        long sum = 0;
        for (Interval interval : lane.intervals()) {
            long from = Math.max(interval.from() + start, stamped.from());
            long to = Math.min(interval.to() + start, stamped.to());
            if (interval.state() == STATES.get(stamped.operation()) && to > from) {
                sum += interval.waits() == 1 ? to - from : Math.min(to - from, interval.waited());
            }
        }
        return sum;
    }

    /** Measures once; an argument is the number of threads, else two. */
    public static void main(String[] arguments) {
        int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        Timeline.of(() -> {}); // the first recording of a JVM starts slowly
        var all = new ArrayList<Stamps>();
        for (int i = 0; i < threads; i++) {
            all.add(new Stamps("worker-" + i));
        }
        var timeline = recorded(all);
        int present = 0;
        var errors = new ArrayList<Long>();
        var missed = new ArrayList<Stamped>();
        for (var stamps : all) {
            var lane = timeline.lanes().stream()
                    .filter(each -> each.thread().equals(stamps.thread))
                    .findFirst()
                    .orElseThrow();
            for (var stamped : stamps.stamped) {
                if (stamped.length() > SHORTEST) {
                    long found = found(lane, stamped, timeline.startNanos());
                    if (2 * found >= stamped.length()) {
                        present++;
                        errors.add(Math.abs(stamped.length() - found));
                    } else {
                        missed.add(stamped);
                    }
                }
            }
        }
        long[] sorted = errors.stream().mapToLong(Long::longValue).sorted().toArray();
        double share = (double) present / (present + missed.size());
        double median = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        System.out.printf(
                "%d threads, %d operations over 50 µs that waited: %.1f %% present (asked: 98 %%), median error of their length %.1f µs (asked: 50), 95 of 100 within %.1f µs%n",
                threads,
                present + missed.size(),
                100 * share,
                median / 1e3,
                sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * 0.95)] / 1e3);
        Arrays.asList("monitor", "lock", "condition", "sleep", "wait", "latch")
                .forEach(operation -> System.out.printf(
                        "  %-9s %d missed%n",
                        operation,
                        missed.stream()
                                .filter(each -> each.operation().equals(operation))
                                .count()));
        boolean met = share >= SHARE_ASKED && median <= MEDIAN_ERROR_ASKED;
        System.out.println(met ? "met" : "not met");
        System.exit(met ? 0 : 1);
    }
}
