package interleave.lock;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** One of our locks as the JDK's interface shows locks: the guard of who holds it is kept here until it is released. */
final class GuardedLock implements Lock {

    interface Locking {
        AutoCloseable lock();

        Optional<? extends AutoCloseable> tryLock();

        Optional<? extends AutoCloseable> tryLock(Duration timeout) throws InterruptedException;
    }

    private final Locking locking;
    /** A lock that is shared has a guard for each of its readers. */
    private final Map<Thread, AutoCloseable> held = new ConcurrentHashMap<>();

    private GuardedLock(Locking locking) {
        this.locking = locking;
    }

    static Lock of(Mutex<?> mutex) {
        return new GuardedLock(new Locking() {
            @Override
            public AutoCloseable lock() {
                return mutex.lock();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock() {
                return mutex.tryLock();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock(Duration timeout) throws InterruptedException {
                return mutex.tryLock(timeout);
            }
        });
    }

    static Lock reader(RwLock<?> lock) {
        return new GuardedLock(new Locking() {
            @Override
            public AutoCloseable lock() {
                return lock.read();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock() {
                return lock.tryRead();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock(Duration timeout) throws InterruptedException {
                return lock.tryRead(timeout);
            }
        });
    }

    static Lock writer(RwLock<?> lock) {
        return new GuardedLock(new Locking() {
            @Override
            public AutoCloseable lock() {
                return lock.write();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock() {
                return lock.tryWrite();
            }

            @Override
            public Optional<? extends AutoCloseable> tryLock(Duration timeout) throws InterruptedException {
                return lock.tryWrite(timeout);
            }
        });
    }

    @Override
    public void lock() {
        keep(locking.lock());
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        keep(locking.tryLock(Duration.ofDays(1)).orElseThrow());
    }

    @Override
    public boolean tryLock() {
        return keep(locking.tryLock());
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return keep(locking.tryLock(Duration.of(time, unit.toChronoUnit())));
    }

    private void keep(AutoCloseable guard) {
        held.put(Thread.currentThread(), guard);
    }

    private boolean keep(Optional<? extends AutoCloseable> guard) {
        guard.ifPresent(this::keep);
        return guard.isPresent();
    }

    @Override
    public void unlock() {
        try {
            held.remove(Thread.currentThread()).close();
        } catch (Exception e) {
            throw new AssertionError("a guard cannot be closed", e);
        }
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("conditions have a contract of their own");
    }
}
