package interleave.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * What lets one thread in at a time, ours and the JDK's.
 *
 * @param fair whether it goes to who has waited longest
 * @param make makes one
 */
record Exclusion(String name, boolean fair, Supplier<Lock> make) {

    static final List<Exclusion> OURS = List.of(
            new Exclusion("Mutex", false, () -> GuardedLock.of(Mutex.of("data"))),
            new Exclusion("Mutex, fair", true, () -> GuardedLock.of(Mutex.fair("data"))),
            new Exclusion("RwLock, writer", true, () -> GuardedLock.writer(RwLock.of("data"))));

    static List<Exclusion> all() {
        var all = new ArrayList<>(OURS);
        all.add(new Exclusion("ReentrantLock", false, ReentrantLock::new));
        all.add(new Exclusion("ReentrantLock, fair", true, () -> new ReentrantLock(true)));
        all.add(new Exclusion("ReentrantReadWriteLock, writer", false, () -> new ReentrantReadWriteLock().writeLock()));
        all.add(new Exclusion("StampedLock, writer", false, () -> new StampedLock().asWriteLock()));
        all.add(new Exclusion("Semaphore", false, () -> new OnePermit(new Semaphore(1))));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }

    /** A semaphore with one permit as a lock. */
    private record OnePermit(Semaphore semaphore) implements Lock {
        @Override
        public void lock() {
            semaphore.acquireUninterruptibly();
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            semaphore.acquire();
        }

        @Override
        public boolean tryLock() {
            return semaphore.tryAcquire();
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            return semaphore.tryAcquire(time, unit);
        }

        @Override
        public void unlock() {
            semaphore.release();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a semaphore has no conditions");
        }
    }
}
