package interleave.trial;

import static interleave.trial.Parameters.memory;
import static interleave.trial.Parameters.seconds;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.trial.child.ThreadDump;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What a program's threads did when it was stopped. Each program says when it has come to where its threads stay: a
 * thread that is none of its own, and so not told, watches the others.
 */
class SandboxThreadsTest {

    /** Generous, since a program is stopped as soon as it is ready. */
    private static final Within AMPLE = within(seconds(60));

    private static final Sandbox.Ear UNTIL_READY = (line, stop) -> {
        if (line.equals("ready")) {
            stop.run();
        }
    };

    private static final String WATCHER = """
            class Watcher {
                static void sayWhen(java.util.function.BooleanSupplier ready) {
                    var system = Thread.currentThread().getThreadGroup().getParent();
                    new Thread(system, () -> {
                        while (!ready.getAsBoolean()) {
                            Thread.yield();
                        }
                        System.out.println("ready");
                    }).start();
                }
            }
            """;

    private static final String DEADLOCKS = """
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            class Deadlocks {
                static final CountDownLatch PAST = new CountDownLatch(10);
                static final Set<Thread> THREADS = ConcurrentHashMap.newKeySet();
                static void circle(Thread.Builder one, Thread.Builder two) {
                    Object a = new Object(), b = new Object();
                    var met = new CyclicBarrier(2);
                    one.start(() -> { synchronized (a) { meet(met); synchronized (b) { } } });
                    two.start(() -> { synchronized (b) { meet(met); synchronized (a) { } } });
                }
                static void lockCircle(Thread.Builder one, Thread.Builder two) {
                    Lock a = new ReentrantLock(), b = new ReentrantReadWriteLock().writeLock();
                    var met = new CyclicBarrier(2);
                    one.start(() -> { a.lock(); meet(met); b.lock(); });
                    two.start(() -> { b.lock(); meet(met); a.lock(); });
                }
                static void meet(CyclicBarrier barrier) {
                    try {
                        barrier.await();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    THREADS.add(Thread.currentThread());
                    PAST.countDown();
                }
                static boolean isStuck(Thread thread) {
                    return EnumSet.of(Thread.State.BLOCKED, Thread.State.WAITING).contains(thread.getState());
                }
                public static void main(String[] arguments) throws Exception {
                    circle(Thread.ofPlatform().name("p1"), Thread.ofPlatform().name("p2"));
                    circle(Thread.ofVirtual().name("v1"), Thread.ofVirtual().name("v2"));
                    lockCircle(Thread.ofPlatform().name("pl1"), Thread.ofPlatform().name("pl2"));
                    lockCircle(Thread.ofVirtual().name("vl1"), Thread.ofVirtual().name("vl2"));
                    circle(Thread.ofPlatform().name("m1"), Thread.ofVirtual().name("m2"));
                    var main = Thread.currentThread();
                    var joins = Thread.ofPlatform().name("joins").start(() -> {
                        try {
                            main.join();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
                    PAST.await();
                    THREADS.addAll(List.of(main, joins));
                    Watcher.sayWhen(() -> THREADS.stream().allMatch(Deadlocks::isStuck));
                    joins.join();
                }
            }
            """ + WATCHER;

    @Test
    void findsDeadlocksOfPlatformAndVirtualThreadsInMonitorsLocksAndJoins() throws Exception {
        var result = Sandbox.run(DEADLOCKS, AMPLE, Memory.DEFAULT, UNTIL_READY);
        var dump = result.dump().orElseThrow();
        var circles = dump.deadlocks().stream()
                .map(circle -> circle.stream().map(thread -> thread.name()).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        Set.of("p1", "p2"),
                        Set.of("v1", "v2"),
                        Set.of("pl1", "pl2"),
                        Set.of("vl1", "vl2"),
                        Set.of("m1", "m2"),
                        Set.of("main", "joins")),
                circles,
                dump::toString);
        assertEquals(12, dump.threads().size(), () -> "threads of the JVM among them: " + dump);
        var ending = result.ending();
        assertTrue(ending.contains("`main` waits for the end of `joins`"), ending);
        assertTrue(ending.contains("`v1` waits for a lock (monitor of Object) that `v2` holds"), ending);
        assertTrue(ending.contains("`vl2` waits for a lock (ReentrantLock) that `vl1` holds"), ending);
        assertTrue(ending.contains("`vl1` waits for a lock (ReentrantReadWriteLock) that `vl2` holds"), ending);
        var places = dump.threads().stream()
                .filter(thread -> thread.name().equals("v1"))
                .map(thread -> thread.place())
                .toList();
        assertEquals(List.of("Deadlocks.java:10"), places);
    }

    private static final String NO_DEADLOCK = """
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            import java.util.stream.*;
            class NoDeadlock {
                static boolean stop;
                public static void main(String[] arguments) throws Exception {
                    var lock = new ReentrantLock();
                    var held = new CountDownLatch(1);
                    var worker = Thread.ofPlatform().name("worker").start(() -> {
                        lock.lock();
                        held.countDown();
                        while (!stop) { }
                    });
                    held.await();
                    var virtual = Thread.ofVirtual().start(() -> lock.lock());
                    var timed = Thread.ofPlatform().name("timed").start(() -> {
                        try {
                            lock.tryLock(1, TimeUnit.HOURS);
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
                    var pooled = Executors.newFixedThreadPool(1).submit(Thread::currentThread).get();
                    var main = Thread.currentThread();
                    Watcher.sayWhen(() -> timed.getState() == Thread.State.TIMED_WAITING
                            && Stream.of(virtual, pooled, main).allMatch(t -> t.getState() == Thread.State.WAITING));
                    worker.join();
                }
            }
            """ + WATCHER;

    @Test
    void namesTheThreadThatRunsAndWhatTheOthersWaitFor() throws Exception {
        var result = Sandbox.run(NO_DEADLOCK, AMPLE, Memory.DEFAULT, UNTIL_READY);
        assertTrue(
                result.ending().endsWith("; thread `worker` is RUNNABLE at NoDeadlock.java:12; 4 more threads"),
                result.ending());
        var threads = result.threads();
        assertEquals(List.of("thread", "kind", "state", "at", "waits for"), threads.columnNames());
        var rows = threads.stream()
                .map(row -> "%s|%s|%s|%s|%s"
                        .formatted(
                                row.getString(0).replaceAll("#[0-9]+", "#n"),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4)))
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "worker|platform|RUNNABLE|NoDeadlock.java:12|",
                        "main|platform|WAITING|NoDeadlock.java:27|the end of worker",
                        "virtual thread #n|virtual|WAITING|NoDeadlock.java:15|a lock (ReentrantLock) that worker holds",
                        "timed|platform|TIMED_WAITING|NoDeadlock.java:18|a lock (ReentrantLock) that worker holds",
                        "pool-1-thread-1|platform|WAITING|Unsafe.park|a signal (Condition)"),
                rows);
    }

    private static final String MANY = """
            void main() throws InterruptedException {
                var none = new java.util.concurrent.CountDownLatch(1);
                for (int i = 0; i < 12_000; i++) {
                    Thread.ofVirtual().name("v" + i).start(() -> {
                        try {
                            none.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    });
                }
                System.out.println("ready");
                none.await();
            }
            """;

    @Test
    void ofManyThreadsNotAllAreLookedAtAndThatIsSaid() throws Exception {
        var dump = Sandbox.run(MANY, AMPLE, Memory.DEFAULT, UNTIL_READY).dump().orElseThrow();
        assertEquals(10_000, dump.threads().size());
        assertEquals("2,001 threads were not looked at", dump.missing());
    }

    private static final String EXHAUSTS = """
            import java.io.*;
            import java.util.*;
            class Exhausts {
                static final List<Object> ALL = new ArrayList<>();
                static final OutputStream OUT = new FileOutputStream(FileDescriptor.out);
                static final byte[] READY = "ready\\n".getBytes();
                public static void main(String[] arguments) throws IOException {
                    boolean said = false;
                    while (true) {
                        try {
                            ALL.add(new Object[arguments.length == 0 ? 8 : 100_000]);
                        } catch (OutOfMemoryError e) {
                            if (arguments.length > 0) {
                                throw e;
                            }
                            if (!said) {
                                said = true;
                                OUT.write(READY);
                            }
                        }
                    }
                }
            }
            """;

    @Test
    void aProgramThatRunsOutOfMemoryIsToldByTheNameOfTheError() throws Exception {
        var result = Sandbox.run(EXHAUSTS, AMPLE, memory(16), "dies");
        assertTrue(result.ended());
        assertEquals(1, result.exitCode());
        assertTrue(
                result.ending().endsWith("; java.lang.OutOfMemoryError: Java heap space in thread `main`"),
                result.ending());
    }

    @Test
    void aChildWithoutMemoryIsStoppedAllTheSame() throws Exception {
        var result = Sandbox.run(EXHAUSTS, AMPLE, memory(16), UNTIL_READY);
        assertFalse(result.ended());
        ThreadDump dump = result.dump().orElseThrow();
        assertTrue(
                dump.missing().startsWith("there is no thread dump: ")
                        || dump.threads().size() == 1,
                dump::toString);
    }
}
