package interleave.trial;

import static interleave.trial.Parameters.memory;
import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.within;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs programs that misbehave in every way, two at a time, and interrupts some at a random moment; then nothing may be
 * left. {@code -Dinterleave.sandbox.runs=1000} runs more, {@code -Dinterleave.sandbox.seed} others.
 */
@EnabledOnOs(OS.LINUX)
class SandboxLeavesNothingTest {

    private static final int RUNS = Integer.getInteger("interleave.sandbox.runs", 100);
    private static final long SEED = Long.getLong("interleave.sandbox.seed", 20_251L);

    /** In the command line of each process that a run has started, however it has left its parent. */
    private static final String TAG = "1000." + ProcessHandle.current().pid();

    /** What a program does that nobody should run but here. */
    enum Misdeed {
        HANGS,
        SPINS,
        PRINTS_FOR_EVER,
        DEADLOCKS,
        DEADLOCKS_IN_LOCKS,
        DEADLOCKS_IN_VIRTUAL_THREADS,
        STARTS_MANY_THREADS,
        EXHAUSTS_MEMORY,
        LIVES_ON_WITHOUT_MEMORY,
        THROWS,
        EXITS,
        FORKS_AND_EXITS,
        FORKS_AND_HALTS,
        FORKS_AND_CRASHES,
        FORKS_INTO_A_SESSION,
        FORKS_AND_HANGS,
        DROPS_A_FORK_BOMB
    }

    /** Does a misdeed. */
    static final class Program {

        private static final List<Object> KEPT = new ArrayList<>();

        private Program() {}

        public static void main(String[] arguments) throws Exception {
            var tag = arguments[1];
            System.out.println("started");
            switch (Misdeed.valueOf(arguments[0])) {
                case HANGS -> hang();
                case SPINS -> spin();
                case PRINTS_FOR_EVER -> {
                    while (true) {
                        System.err.println("again");
                    }
                }
                case DEADLOCKS -> deadlock(Thread.ofPlatform());
                case DEADLOCKS_IN_VIRTUAL_THREADS -> {
                    deadlock(Thread.ofVirtual());
                    hang();
                }
                case DEADLOCKS_IN_LOCKS -> deadlockInLocks();
                case STARTS_MANY_THREADS -> {
                    for (int i = 0; i < 200; i++) {
                        Thread.ofPlatform().start(Program::hang);
                        Thread.ofVirtual().start(Program::hang);
                    }
                }
                case EXHAUSTS_MEMORY -> exhaust();
                case LIVES_ON_WITHOUT_MEMORY -> {
                    while (true) {
                        try {
                            exhaust();
                        } catch (OutOfMemoryError again) {
                            Thread.onSpinWait();
                        }
                    }
                }
                case THROWS -> throw new IllegalStateException("why");
                case EXITS -> System.exit(3);
                case FORKS_AND_EXITS -> shell("sleep %s & echo", tag);
                case FORKS_AND_HALTS -> {
                    shell("sleep %s & echo", tag);
                    Runtime.getRuntime().halt(4);
                }
                case FORKS_AND_CRASHES -> {
                    shell("sleep %s & kill -SEGV $PPID", tag);
                    hang();
                }
                case FORKS_INTO_A_SESSION -> shell("setsid setsid sh -c 'sleep %s' >&- 2>&- & echo", tag);
                case FORKS_AND_HANGS -> shell("while true; do sleep %s & wait; done", tag);
                case DROPS_A_FORK_BOMB ->
                    shell(
                            "b() { if [ $1 -lt 6 ]; then b $(($1+1)) & b $(($1+1)) & else sleep %s; fi; }; b 0; echo",
                            tag);
                default -> throw new AssertionError(arguments[0]);
            }
        }

        private static void hang() {
            while (true) {
                LockSupport.park();
            }
        }

        private static void spin() {
            for (long turns = 0; turns >= 0; turns++) {
                Thread.onSpinWait();
            }
        }

        private static void exhaust() {
            while (true) {
                KEPT.add(new byte[10_000]);
            }
        }

        private static void deadlock(Thread.Builder threads) {
            var a = new Object();
            var b = new Object();
            var met = new CyclicBarrier(2);
            threads.start(() -> takeBoth(a, b, met));
            threads.start(() -> takeBoth(b, a, met));
        }

        private static void takeBoth(Object first, Object second, CyclicBarrier met) {
            synchronized (first) {
                meet(met);
                synchronized (second) {
                    System.out.println("never");
                }
            }
        }

        private static void deadlockInLocks() {
            Lock a = new ReentrantLock();
            Lock b = new ReentrantLock();
            var met = new CyclicBarrier(2);
            Thread.ofPlatform().start(() -> {
                a.lock();
                meet(met);
                b.lock();
            });
            b.lock();
            meet(met);
            a.lock();
        }

        private static void meet(CyclicBarrier barrier) {
            try {
                barrier.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static void shell(String script, String tag) throws Exception {
            new ProcessBuilder("sh", "-c", script.formatted(tag))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void noProcessNoThreadAndNoFileIsLeft(@TempDir Path folder) throws Exception {
        var before = System.getProperty("java.io.tmpdir");
        // Where the children run, and so where a JVM that crashes leaves its report.
        System.setProperty("java.io.tmpdir", folder.toString());
        var endings = new EnumMap<Misdeed, Integer>(Misdeed.class);
        int interrupted = 0;
        try (var two = Executors.newFixedThreadPool(2)) {
            var runs = new ArrayList<Future<Boolean>>();
            var random = new Random(SEED);
            for (int i = 0; i < RUNS; i++) {
                var misdeed = Misdeed.values()[i % Misdeed.values().length];
                long seed = random.nextLong();
                runs.add(two.submit(() -> run(misdeed, new Random(seed))));
                endings.merge(misdeed, 1, Integer::sum);
            }
            for (var run : runs) {
                interrupted += run.get() ? 1 : 0;
            }
        } finally {
            System.setProperty("java.io.tmpdir", before);
        }
        assertEquals(List.of(), tagged(), "processes");
        assertEquals(0, ProcessHandle.current().descendants().count(), "descendants");
        assertEquals(List.of(), threads(), "threads");
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(), files.toList(), "files");
        }
        assertTrue(interrupted > 0 && interrupted < RUNS, "some runs are interrupted and some not: " + interrupted);
        assertEquals(Math.min(RUNS, Misdeed.values().length), endings.size());
    }

    /** Returns whether the run was interrupted. One in three is, at a moment before or after its deadline. */
    private static boolean run(Misdeed misdeed, Random random) throws Exception {
        var limit = within(millis(random.nextInt(100, 350)));
        var over = new CountDownLatch(1);
        var caller = Thread.currentThread();
        if (random.nextInt(3) > 0) {
            caller = null;
        }
        var interrupter = interrupter(caller, over, random.nextInt(400));
        try {
            var result = Sandbox.run(Program.class, limit, memory(32), misdeed.toString(), TAG);
            assertTrue(result.ended() || result.dump().isPresent());
            return false;
        } catch (InterruptedException e) {
            return true;
        } finally {
            over.countDown();
            interrupter.join();
            Thread.interrupted();
        }
    }

    /** Interrupts the caller, if there is one, after some time, unless its run is over. */
    private static Thread interrupter(Thread caller, CountDownLatch over, long millis) {
        return Thread.ofPlatform().start(() -> {
            try {
                if (caller != null && !over.await(millis, TimeUnit.MILLISECONDS)) {
                    caller.interrupt();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Returns the command lines of processes that this test has started. This JVM has no such argument. */
    private static List<String> tagged() throws IOException {
        var found = new ArrayList<String>();
        try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (var process : processes) {
                try {
                    var command = new String(Files.readAllBytes(process.resolve("cmdline")), StandardCharsets.UTF_8);
                    if (command.contains(TAG)) {
                        found.add(process + " " + command);
                    }
                } catch (IOException gone) {
                    // It has ended meanwhile.
                }
            }
        }
        return found;
    }

    private static List<String> threads() {
        return Map.copyOf(Thread.getAllStackTraces()).keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("child-"))
                .toList();
    }
}
