package interleave.lock;

import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;

/**
 * What lets in one writer or many readers, ours and the JDK's.
 *
 * @param strict whether nobody passes who is queued
 */
record Sharing(String name, boolean strict, Supplier<ReadWriteLock> make) {

    static List<Sharing> all() {
        return List.of(
                new Sharing("RwLock", true, Sharing::ours),
                new Sharing("RwLock, striped", true, Sharing::striped),
                new Sharing("ReentrantReadWriteLock", false, ReentrantReadWriteLock::new),
                new Sharing("ReentrantReadWriteLock, fair", true, () -> new ReentrantReadWriteLock(true)),
                new Sharing("StampedLock", false, () -> new StampedLock().asReadWriteLock()));
    }

    private static ReadWriteLock ours() {
        return pair(RwLock.of("data"));
    }

    private static ReadWriteLock striped() {
        var lock = RwLock.of("data");
        lock.countApart();
        return pair(lock);
    }

    private static ReadWriteLock pair(RwLock<?> lock) {
        var reader = GuardedLock.reader(lock);
        var writer = GuardedLock.writer(lock);
        return new ReadWriteLock() {
            @Override
            public Lock readLock() {
                return reader;
            }

            @Override
            public Lock writeLock() {
                return writer;
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
