package interleave.trial;

import static interleave.trial.Parameters.memory;
import static interleave.trial.Parameters.millis;
import static interleave.trial.Parameters.seconds;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
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
 * Runs programs that misbehave in every way, two at a time, and stops or interrupts most at a random moment; then
 * nothing may be left. {@code -Dinterleave.sandbox.runs=1000} runs more and tells how they ended,
 * {@code -Dinterleave.sandbox.seed} others.
 */
@EnabledOnOs(OS.LINUX)
class SandboxLeavesNothingTest {

    private static final int DEFAULT_RUNS = 100;
    private static final int RUNS = Integer.getInteger("interleave.sandbox.runs", DEFAULT_RUNS);
    private static final long SEED = Long.getLong("interleave.sandbox.seed", 20_251L);

    /** In the command line of each process that a run has started, however it has left its parent. */
    private static final String TAG = "1000." + ProcessHandle.current().pid();

    /** Generous, since a program ends or is stopped long before. */
    private static final Within AMPLE = within(seconds(60));

    /** What a program does that nobody should run but here, with the exit code if it ends by itself. */
    enum Misdeed {
        HANGS,
        SPINS,
        PRINTS_FOR_EVER,
        DEADLOCKS,
        DEADLOCKS_IN_LOCKS,
        DEADLOCKS_IN_VIRTUAL_THREADS,
        STARTS_MANY_THREADS,
        EXHAUSTS_MEMORY(1),
        LIVES_ON_WITHOUT_MEMORY,
        THROWS(1),
        EXITS(3),
        FORKS_AND_EXITS(0),
        FORKS_AND_HALTS(4),
        FORKS_AND_CRASHES(1),
        FORKS_INTO_A_SESSION(0),
        FORKS_AND_HANGS,
        DROPS_A_FORK_BOMB(0);

        private final OptionalInt exitCode;

        Misdeed() {
            exitCode = OptionalInt.empty();
        }

        Misdeed(int exitCode) {
            this.exitCode = OptionalInt.of(exitCode);
        }
    }

    /** What is done to a run. */
    enum Treatment {
        LEFT_ALONE,
        STOPPED,
        INTERRUPTED,
        /** Stopped or interrupted at any moment of its start. */
        STOPPED_EARLY,
        INTERRUPTED_EARLY;

        /** Each misdeed meets all of them in turn. */
        static Treatment of(Misdeed misdeed, int round) {
            var next = values()[round % values().length];
            return next == LEFT_ALONE && misdeed.exitCode.isEmpty() ? STOPPED : next;
        }

        boolean interrupts() {
            return this == INTERRUPTED || this == INTERRUPTED_EARLY;
        }
    }

    /** How many runs of a misdeed came to its main, ended by themselves, were stopped, were interrupted. */
    private static final class Count {
        private int started;
        private int ended;
        private int stopped;
        private int interrupted;

        @Override
        public String toString() {
            return "%d started, %d ended by themselves, %d were stopped, %d interrupted"
                    .formatted(started, ended, stopped, interrupted);
        }
    }

    /** A run that is over; nothing ended if it was interrupted. */
    private record Over(Misdeed misdeed, boolean started, Optional<SandboxResult> result) {

        void addTo(Count count) {
            count.started += started ? 1 : 0;
            count.ended += result.filter(SandboxResult::ended).isPresent() ? 1 : 0;
            count.stopped += result.filter(each -> !each.ended()).isPresent() ? 1 : 0;
            count.interrupted += result.isEmpty() ? 1 : 0;
        }
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
        var counts = new EnumMap<Misdeed, Count>(Misdeed.class);
        try (var two = Executors.newFixedThreadPool(2);
                var clocks = Executors.newCachedThreadPool()) {
            var runs = new ArrayList<Future<Over>>();
            var random = new Random(SEED);
            var misdeeds = Misdeed.values();
            for (int i = 0; i < RUNS; i++) {
                var misdeed = misdeeds[i % misdeeds.length];
                var treatment = Treatment.of(misdeed, i / misdeeds.length);
                int millis = random.nextInt(1, 150);
                runs.add(two.submit(() -> run(misdeed, treatment, millis, clocks)));
            }
            for (var run : runs) {
                var over = run.get();
                over.addTo(counts.computeIfAbsent(over.misdeed(), misdeed -> new Count()));
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
        for (var misdeed : Misdeed.values()) {
            var count = counts.get(misdeed);
            if (RUNS != DEFAULT_RUNS) {
                System.out.println(misdeed + ": " + count);
            }
            assertTrue(count.started > 0, () -> misdeed + ": " + count);
            assertEquals(misdeed.exitCode.isPresent(), count.ended > 0, () -> misdeed + ": " + count);
            // One that ends by itself may always be faster than what would stop it.
            assertTrue(
                    misdeed.exitCode.isPresent() || (count.stopped > 0 && count.interrupted > 0),
                    () -> misdeed + ": " + count);
        }
    }

    /** Runs a misdeed. Its clock goes from its main, or from the beginning if it is not to come so far. */
    private static Over run(Misdeed misdeed, Treatment treatment, int millis, Executor clocks) {
        var started = new AtomicBoolean();
        var over = new CountDownLatch(1);
        var treated = new CompletableFuture<Runnable>();
        var caller = Thread.currentThread();
        Sandbox.Ear ear = (line, stop) -> {
            if (line.equals("started")) {
                started.set(true);
                treated.complete(
                        switch (treatment) {
                            case LEFT_ALONE -> () -> {};
                            case INTERRUPTED, INTERRUPTED_EARLY -> caller::interrupt;
                            case STOPPED, STOPPED_EARLY -> stop;
                        });
            }
        };
        if (treatment == Treatment.INTERRUPTED_EARLY) {
            treated.complete(caller::interrupt);
        }
        var clock = CompletableFuture.runAsync(
                () -> {
                    var treat = treated.join();
                    if (!passes(over, millis)) {
                        treat.run();
                    }
                },
                clocks);
        try {
            var limit = treatment == Treatment.STOPPED_EARLY ? within(millis(millis)) : AMPLE;
            var result = Sandbox.run(Program.class, limit, memory(32), ear, misdeed.toString(), TAG);
            if (result.ended()) {
                assertEquals(misdeed.exitCode, OptionalInt.of(result.exitCode()), misdeed + " " + result);
            } else {
                assertTrue(treatment == Treatment.STOPPED || treatment == Treatment.STOPPED_EARLY, misdeed::toString);
            }
            return new Over(misdeed, started.get(), Optional.of(result));
        } catch (InterruptedException e) {
            assertTrue(treatment.interrupts(), misdeed::toString);
            return new Over(misdeed, started.get(), Optional.empty());
        } finally {
            over.countDown();
            treated.complete(() -> {});
            clock.join();
            // The clock may have interrupted a run that was just over.
            Thread.interrupted();
        }
    }

    private static boolean passes(CountDownLatch latch, int millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
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
