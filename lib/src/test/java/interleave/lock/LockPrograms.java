package interleave.lock;

import static interleave.trial.schedule.Schedules.thread;
import static interleave.trial.schedule.Schedules.together;

import interleave.testing.ModelCheck;
import interleave.testing.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * Small programs in which threads wait for locks and conditions, are woken and interrupted, for the model checker.
 *
 * <p>An outcome is what each thread got, in the order of the threads, and after a bar what came after them: mostly the data,
 * and whether the lock can be had.
 */
final class LockPrograms implements Supplier<List<ModelCheck>> {

    /** Two numbers that are equal except while a writer is at work. */
    private static final class Pair {
        int left;
        int right;
    }

    private static Mutex<Pair> mutex;
    private static Condvar<Pair> changed;
    private static RwLock<Pair> lock;

    private static final Map<String, Supplier<Mutex<Pair>>> MUTEXES =
            Map.of("barging", () -> Mutex.of(new Pair()), "fair", () -> Mutex.fair(new Pair()));

    private static final Map<String, Supplier<RwLock<Pair>>> LOCKS =
            Map.of("one word", () -> RwLock.of(new Pair()), "striped", LockPrograms::striped);

    private final List<ModelCheck> programs = new ArrayList<>();

    private static RwLock<Pair> striped() {
        var made = RwLock.of(new Pair());
        made.countApart();
        return made;
    }

    @Override
    public List<ModelCheck> get() {
        exclusion();
        waiting();
        sharing();
        trying();
        return programs;
    }

    private void mutexes(String what, Set<String> outcomes, Callable<String> play) {
        MUTEXES.forEach((name, make) -> programs.add(new Program(what + ", " + name, outcomes, Set.of(), () -> {
            mutex = make.get();
            changed = mutex.condvar();
            return play.call();
        })));
    }

    private void locks(String what, Set<String> outcomes, Set<String> rare, Callable<String> play) {
        LOCKS.forEach((name, make) -> programs.add(new Program(what + ", " + name, outcomes, rare, () -> {
            lock = make.get();
            return play.call();
        })));
    }

    private static String add() {
        try (var guard = mutex.lock()) {
            return "" + ++guard.get().left;
        }
    }

    private static String addInterruptibly() throws InterruptedException {
        try (var guard = mutex.lockInterruptibly()) {
            return "" + ++guard.get().left;
        }
    }

    private static String interrupt(int action) {
        thread(action).interrupt();
        return "interrupts";
    }

    /** Returns the data and whether the mutex is free. */
    private static String mutexAfter() {
        try (var guard = mutex.tryLock().orElseThrow()) {
            return guard.get().left + " " + changed.waiting();
        }
    }

    private static String take() throws InterruptedException {
        try (var guard = mutex.lock()) {
            guard.awaitWhile(changed, pair -> pair.left == 0);
            guard.get().left--;
            return "takes";
        }
    }

    private static String give(int count) {
        for (int i = 0; i < count; i++) {
            mutex.mutate(pair -> pair.left++);
            changed.signal();
        }
        return "gives";
    }

    private static String giveToAll(int count) {
        try (var guard = mutex.lock()) {
            guard.get().left += count;
            changed.signalAll();
        }
        return "gives";
    }

    private static String write() {
        lock.mutate(pair -> {
            pair.left++;
            pair.right++;
        });
        return "writes";
    }

    private static String writeInterruptibly() throws InterruptedException {
        try (var guard = lock.writeInterruptibly()) {
            guard.get().left++;
            guard.get().right++;
        }
        return "writes";
    }

    private static String read() {
        return lock.read(pair -> pair.left == pair.right ? "reads" : "torn");
    }

    private static String readInterruptibly() throws InterruptedException {
        try (var guard = lock.readInterruptibly()) {
            return guard.get().left == guard.get().right ? "reads" : "torn";
        }
    }

    private static String tryRead() {
        return lock.tryRead()
                .map(guard -> {
                    guard.close();
                    return "in";
                })
                .orElse("out");
    }

    private static String tryWrite() {
        return lock.tryWrite()
                .map(guard -> {
                    guard.close();
                    return "in";
                })
                .orElse("out");
    }

    /** Returns the data and whether the lock is free. */
    private static String lockAfter() {
        try (var guard = lock.tryWrite().orElseThrow()) {
            return guard.get().left + " " + guard.get().right;
        }
    }

    private void exclusion() {
        mutexes(
                "two threads, each alone",
                Set.of("1, 2 | 2 0", "2, 1 | 2 0"),
                () -> together(LockPrograms::add, LockPrograms::add) + " | " + mutexAfter());
        mutexes(
                "three threads, each alone",
                Set.of(
                        "1, 2, 3 | 3 0",
                        "2, 1, 3 | 3 0",
                        "3, 1, 2 | 3 0",
                        "1, 3, 2 | 3 0",
                        "2, 3, 1 | 3 0",
                        "3, 2, 1 | 3 0"),
                () -> together(LockPrograms::add, LockPrograms::add, LockPrograms::add) + " | " + mutexAfter());
        mutexes(
                "a thread that comes again and again",
                Set.of("1 2, 3 | 3 0", "1 3, 2 | 3 0", "2 3, 1 | 3 0"),
                () -> together(() -> add() + " " + add(), LockPrograms::add) + " | " + mutexAfter());
        mutexes(
                "an interrupted thread locks or leaves",
                Set.of("1, interrupts, 2 | 2 0", "2, interrupts, 1 | 2 0", "InterruptedException, interrupts, 1 | 1 0"),
                () -> together(LockPrograms::addInterruptibly, () -> interrupt(0), LockPrograms::add) + " | "
                        + mutexAfter());
        programs.add(new Program(
                "behind an interrupted thread, barging",
                Set.of("InterruptedException, interrupts, 1, 2 | 2 0"),
                Set.of(
                        "InterruptedException, interrupts, 2, 1 | 2 0",
                        "1, interrupts, 2, 3 | 3 0",
                        "1, interrupts, 3, 2 | 3 0",
                        "2, interrupts, 1, 3 | 3 0",
                        "2, interrupts, 3, 1 | 3 0",
                        "3, interrupts, 1, 2 | 3 0",
                        "3, interrupts, 2, 1 | 3 0"),
                () -> {
                    mutex = Mutex.of(new Pair());
                    changed = mutex.condvar();
                    return together(
                                    LockPrograms::addInterruptibly,
                                    () -> interrupt(0),
                                    LockPrograms::add,
                                    LockPrograms::add)
                            + " | " + mutexAfter();
                }));
    }

    private void waiting() {
        mutexes(
                "a signal is not lost",
                Set.of("takes, gives | 0 0"),
                () -> together(LockPrograms::take, () -> give(1)) + " | " + mutexAfter());
        mutexes(
                "two waiting threads, two signals",
                Set.of("takes, takes, gives | 0 0"),
                () -> together(LockPrograms::take, LockPrograms::take, () -> give(2)) + " | " + mutexAfter());
        mutexes(
                "two waiting threads, one signal for all",
                Set.of("takes, takes, gives | 0 0"),
                () -> together(LockPrograms::take, LockPrograms::take, () -> giveToAll(2)) + " | " + mutexAfter());
        mutexes(
                "an interrupted thread takes what it was signalled for or leaves the signal",
                Set.of("takes, interrupts, gives | 0 0", "InterruptedException, interrupts, gives | 1 0"),
                () -> together(LockPrograms::take, () -> interrupt(0), () -> give(1)) + " | " + mutexAfter());
        mutexes(
                "what an interrupted thread leaves is the other's",
                Set.of("InterruptedException, takes, interrupts, gives | 1 0", "takes, takes, interrupts, gives | 0 0"),
                () -> together(LockPrograms::take, LockPrograms::take, () -> interrupt(0), () -> give(2)) + " | "
                        + mutexAfter());
    }

    private void sharing() {
        locks(
                "a reader sees whole changes",
                Set.of("writes, writes, reads | 2 2"),
                Set.of(),
                () -> together(LockPrograms::write, LockPrograms::write, LockPrograms::read) + " | " + lockAfter());
        locks(
                "two readers and a writer",
                Set.of("reads, reads, writes | 1 1"),
                Set.of(),
                () -> together(LockPrograms::read, LockPrograms::read, LockPrograms::write) + " | " + lockAfter());
        locks(
                "an interrupted writer writes or leaves",
                Set.of(
                        "writes, interrupts, reads, reads | 1 1",
                        "InterruptedException, interrupts, reads, reads | 0 0"),
                Set.of(),
                () -> together(
                                LockPrograms::writeInterruptibly,
                                () -> interrupt(0),
                                LockPrograms::read,
                                LockPrograms::read)
                        + " | " + lockAfter());
        locks(
                "an interrupted reader reads or leaves",
                Set.of("reads, interrupts, writes | 1 1", "InterruptedException, interrupts, writes | 1 1"),
                Set.of(),
                () -> together(LockPrograms::readInterruptibly, () -> interrupt(0), LockPrograms::write) + " | "
                        + lockAfter());
        locks(
                "a writer goes on as a reader",
                Set.of("reads, writes | 2 2"),
                Set.of(),
                () -> together(
                                () -> {
                                    var writer = lock.write();
                                    writer.get().left++;
                                    writer.get().right++;
                                    int written = writer.get().left;
                                    try (var reader = writer.downgrade()) {
                                        return reader.get().left == written ? "reads" : "another came in";
                                    }
                                },
                                LockPrograms::write)
                        + " | " + lockAfter());
        locks(
                "a look without the lock sees whole changes",
                Set.of("reads, writes | 1 1"),
                Set.of(),
                () -> together(
                                () -> lock.readOptimistically(pair -> pair.left - pair.right) == 0 ? "reads" : "torn",
                                LockPrograms::write)
                        + " | " + lockAfter());
    }

    private void trying() {
        locks(
                "not both tries fail",
                Set.of("in, in | 0 0", "in, out | 0 0", "out, in | 0 0"),
                Set.of(),
                () -> together(LockPrograms::tryRead, LockPrograms::tryWrite) + " | " + lockAfter());
        locks(
                "a try to read fails only for a writer",
                Set.of("in, out, reads | 0 0", "in, in, reads | 0 0"),
                Set.of("out, in, reads | 0 0"),
                () -> together(LockPrograms::tryRead, LockPrograms::tryWrite, LockPrograms::read) + " | "
                        + lockAfter());
        locks(
                "two tries to write",
                Set.of("in, in | 0 0", "in, out | 0 0", "out, in | 0 0"),
                Set.of(),
                () -> together(LockPrograms::tryWrite, LockPrograms::tryWrite) + " | " + lockAfter());
    }
}
