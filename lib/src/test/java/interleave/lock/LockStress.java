package interleave.lock;

import interleave.sync.Permits;
import interleave.testing.Carriers;
import interleave.testing.Rounds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The stress runs of locks: more threads than cores lock, wait for conditions and give up, interrupted and timed out at random.
 *
 * <pre>
 * java -cp lib/target/test-classes:lib/target/classes:(dependencies) interleave.lock.LockStress SECONDS [KIND [ONLY]]
 * </pre>
 *
 * <p>In a JVM of its own for each kind of threads. A round that does not end is a lost wake-up; a sum that is wrong, two
 * threads inside at once; a lock that is not free after the round, a leaked turn.
 */
final class LockStress {

    private static final int WORKERS = 6;
    private static final int TURNS = 400;

    /** Long enough to park, short enough to pass often. */
    private static final int LONGEST_NANOS = 100_000;

    /** What the threads of a round do with what they share. */
    private abstract static class Subject {

        /** Does one turn, and returns how much it has changed; may be interrupted or run out of time, which is no turn. */
        abstract int turn(ThreadLocalRandom random) throws InterruptedException;

        /** Returns what all turns have changed, after all have ended; throws if the lock is not free. */
        abstract long after();

        /** Looks whether those who wait can go on, when a worker has ended. */
        void ended() {}
    }

    private static final Map<String, Supplier<Subject>> SUBJECTS = new LinkedHashMap<>();

    static {
        SUBJECTS.put("mutex", () -> new Exclusive(Mutex.of(new long[1])));
        SUBJECTS.put("fair mutex", () -> new Exclusive(Mutex.fair(new long[1])));
        SUBJECTS.put("condition", () -> new Conditional(Mutex.of(new long[2])));
        SUBJECTS.put("fair condition", () -> new Conditional(Mutex.fair(new long[2])));
        SUBJECTS.put("readers and writers", () -> new Shared(false));
        SUBJECTS.put("striped readers and writers", () -> new Shared(true));
        SUBJECTS.put("permits", Counted::new);
    }

    private static Duration aWhile(ThreadLocalRandom random) {
        return Duration.ofNanos(random.nextInt(LONGEST_NANOS));
    }

    private static final class Exclusive extends Subject {
        private final Mutex<long[]> mutex;

        Exclusive(Mutex<long[]> mutex) {
            this.mutex = mutex;
        }

        @Override
        int turn(ThreadLocalRandom random) throws InterruptedException {
            switch (random.nextInt(4)) {
                case 0 -> mutex.mutate(sum -> sum[0]++);
                case 1 -> {
                    try (var guard = mutex.lockInterruptibly()) {
                        guard.get()[0]++;
                    }
                }
                case 2 -> {
                    var guard = mutex.tryLock(aWhile(random));
                    if (guard.isEmpty()) {
                        return 0;
                    }
                    guard.get().get()[0]++;
                    guard.get().close();
                }
                default -> {
                    var guard = mutex.tryLock();
                    if (guard.isEmpty()) {
                        return 0;
                    }
                    guard.get().get()[0]++;
                    guard.get().close();
                }
            }
            return 1;
        }

        @Override
        long after() {
            try (var guard = mutex.tryLock().orElseThrow()) {
                return guard.get()[0];
            }
        }
    }

    /** One puts tokens, at most two, another takes them: each waits for the other; the sum counts both. */
    private static final class Conditional extends Subject {
        private static final int MOST = 2;

        private final Mutex<long[]> mutex;
        private final Condvar<long[]> notEmpty;
        private final Condvar<long[]> notFull;
        private final AtomicInteger roles = new AtomicInteger();
        private final Map<Thread, Integer> role = new ConcurrentHashMap<>();
        private boolean over;

        Conditional(Mutex<long[]> mutex) {
            this.mutex = mutex;
            notEmpty = mutex.condvar();
            notFull = mutex.condvar();
        }

        @Override
        int turn(ThreadLocalRandom random) throws InterruptedException {
            boolean puts = role.computeIfAbsent(Thread.currentThread(), _ -> roles.getAndIncrement()) % 2 == 0;
            try (var guard = mutex.lock()) {
                var place = puts ? notFull : notEmpty;
                boolean timed = random.nextInt(3) == 0;
                boolean can = true;
                if (timed) {
                    can = guard.awaitWhile(place, state -> mustWait(state, puts), aWhile(random));
                } else {
                    guard.awaitWhile(place, state -> mustWait(state, puts));
                }
                if (!can || over) {
                    return 0;
                }
                guard.get()[0] += puts ? 1 : -1;
                guard.get()[1]++;
                (puts ? notEmpty : notFull).signal();
                return 1;
            }
        }

        private boolean mustWait(long[] state, boolean puts) {
            return !over && (puts ? state[0] == MOST : state[0] == 0);
        }

        @Override
        void ended() {
            mutex.mutate(_ -> over = true);
            notEmpty.signalAll();
            notFull.signalAll();
        }

        @Override
        long after() {
            try (var guard = mutex.tryLock().orElseThrow()) {
                if (notEmpty.waiting() + notFull.waiting() > 0 || guard.get()[0] < 0 || guard.get()[0] > MOST) {
                    throw new IllegalStateException("somebody waits still, or the tokens are wrong: " + guard.get()[0]);
                }
                return guard.get()[1];
            }
        }
    }

    private static final class Shared extends Subject {
        private final RwLock<long[]> lock = RwLock.of(new long[2]);

        Shared(boolean striped) {
            if (striped) {
                lock.countApart();
            }
        }

        @Override
        int turn(ThreadLocalRandom random) throws InterruptedException {
            return switch (random.nextInt(8)) {
                case 0 -> {
                    lock.mutate(Shared::add);
                    yield 1;
                }
                case 1 -> {
                    try (var guard = lock.writeInterruptibly()) {
                        add(guard.get());
                    }
                    yield 1;
                }
                case 2 -> {
                    var guard = lock.tryWrite(aWhile(random));
                    guard.ifPresent(Shared::addAndClose);
                    yield guard.isPresent() ? 1 : 0;
                }
                case 3 -> {
                    var guard = lock.tryWrite();
                    guard.ifPresent(Shared::addAndClose);
                    yield guard.isPresent() ? 1 : 0;
                }
                case 4 -> {
                    var guard = lock.tryRead(aWhile(random));
                    guard.ifPresent(Shared::lookAndClose);
                    yield 0;
                }
                case 5 -> {
                    lookAndClose(lock.readInterruptibly());
                    yield 0;
                }
                case 6 -> {
                    var writer = lock.write();
                    add(writer.get());
                    lookAndClose(writer.downgrade());
                    yield 1;
                }
                default -> {
                    if (lock.readOptimistically(pair -> pair[0] - pair[1]) != 0) {
                        throw new IllegalStateException("a look saw a half change");
                    }
                    lock.tryRead().ifPresent(Shared::lookAndClose);
                    yield 0;
                }
            };
        }

        private static void add(long[] pair) {
            pair[0]++;
            pair[1]++;
        }

        private static void addAndClose(WriteGuard<long[]> guard) {
            add(guard.get());
            guard.close();
        }

        private static void lookAndClose(ReadGuard<long[]> guard) {
            if (guard.get()[0] != guard.get()[1]) {
                throw new IllegalStateException("a reader saw a half change");
            }
            guard.close();
        }

        @Override
        long after() {
            try (var guard = lock.tryWrite().orElseThrow()) {
                return guard.get()[1];
            }
        }
    }

    private static final class Counted extends Subject {
        private static final int ALL = 3;

        private final Permits permits = Permits.of(ALL);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger turns = new AtomicInteger();

        @Override
        int turn(ThreadLocalRandom random) throws InterruptedException {
            int wanted = 1 + random.nextInt(ALL);
            if (random.nextBoolean()) {
                try (var permit = permits.acquire(wanted)) {
                    return use(permit);
                }
            }
            var tried = random.nextBoolean() ? permits.tryAcquire(aWhile(random)) : permits.tryAcquire();
            if (tried.isEmpty()) {
                return 0;
            }
            try (var permit = tried.get()) {
                return use(permit);
            }
        }

        private int use(Permits.Permit permit) {
            if (inside.addAndGet(permit.count()) > ALL) {
                throw new IllegalStateException("more permits are held than there are");
            }
            inside.addAndGet(-permit.count());
            turns.incrementAndGet();
            return 1;
        }

        @Override
        long after() {
            if (permits.available() != ALL || permits.waiting() != 0) {
                throw new IllegalStateException("permits are lost, or somebody waits still: " + permits);
            }
            return turns.get();
        }
    }

    private LockStress() {}

    /**
     * Starts the JVMs, or is one of them.
     *
     * @param arguments the seconds of each subject; a part of the name of a kind of threads; a part of a subject's name
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 4) {
            child(arguments);
            return;
        }
        var kind = arguments.length > 1 ? arguments[1] : "";
        var only = arguments.length > 2 ? arguments[2] : "";
        int worst = 2;
        for (var each : Carriers.ALL) {
            if (each.toString().endsWith(kind) || each.toString().startsWith(kind)) {
                int exit = run(each, arguments[0], only, line -> System.out.println(each + ": " + line));
                worst = worst == 2 ? exit : Math.max(worst, exit);
            }
        }
        System.exit(worst);
    }

    static int run(Carriers kind, String seconds, String only, Consumer<String> lines)
            throws IOException, InterruptedException {
        return Carriers.run(kind.jvm(LockStress.class, seconds, only, Rounds.LONGEST.toString()), lines);
    }

    static int subjects() {
        return SUBJECTS.size();
    }

    private static void child(String[] arguments) throws InterruptedException {
        var threads = Carriers.threads(arguments[0]);
        long nanos = (long) (Double.parseDouble(arguments[1]) * TimeUnit.SECONDS.toNanos(1));
        var rounds = Rounds.begin(Duration.parse(arguments[3]));
        for (var subject : SUBJECTS.entrySet()) {
            if (!subject.getKey().contains(arguments[2])) {
                continue;
            }
            long turns = 0;
            int count = 0;
            for (long start = System.nanoTime(); count == 0 || System.nanoTime() - start < nanos; count++) {
                try {
                    turns += round(subject.getValue().get(), threads);
                } catch (IllegalStateException wrong) {
                    System.out.println("FAILED " + subject.getKey() + ", round " + count + ": " + wrong.getMessage());
                    wrong.printStackTrace(System.out);
                    System.exit(1);
                }
                rounds.end();
            }
            System.out.printf("%s: %,d turns in %,d rounds, none lost%n", subject.getKey(), turns, count);
        }
        System.exit(0);
    }

    /** Lets the workers take their turns while one thread interrupts them at random, and compares the sums. */
    private static long round(Subject subject, Thread.Builder threads) throws InterruptedException {
        var done = new AtomicInteger();
        var failure = new AtomicReference<Throwable>();
        var workers = new ArrayList<Thread>();
        for (int i = 0; i < WORKERS; i++) {
            workers.add(threads.start(() -> {
                try {
                    done.addAndGet(turns(subject));
                } catch (RuntimeException | Error e) {
                    failure.compareAndSet(null, e);
                } finally {
                    Thread.interrupted();
                    subject.ended();
                }
            }));
        }
        var random = ThreadLocalRandom.current();
        while (workers.stream().anyMatch(Thread::isAlive)) {
            workers.get(random.nextInt(WORKERS)).interrupt();
            LockSupport.parkNanos(random.nextInt(LONGEST_NANOS));
        }
        for (var worker : workers) {
            worker.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("a worker failed: " + failure.get(), failure.get());
        }
        long changed = subject.after();
        if (changed != done.get()) {
            throw new IllegalStateException("%d turns were taken, but %d are counted".formatted(done.get(), changed));
        }
        return changed;
    }

    private static int turns(Subject subject) {
        int done = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            try {
                done += subject.turn(ThreadLocalRandom.current());
            } catch (InterruptedException notThisTime) {
                // the next turn
            }
        }
        return done;
    }
}
