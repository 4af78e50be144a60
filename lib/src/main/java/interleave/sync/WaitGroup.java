package interleave.sync;

import interleave.lock.Condvar;
import interleave.lock.Mutex;
import java.time.Duration;

/**
 * Something that goes on, counted, and threads that wait until none of it is left: a latch that can count up again.
 *
 * {@snippet :
 * var downloads = new WaitGroup();
 * for (var page : pages) {
 *     downloads.add(1); // before the thread is started: else the wait may be over before it begins
 *     Thread.startVirtualThread(() -> {
 *         try {
 *             download(page);
 *         } finally {
 *             downloads.done();
 *         }
 *     });
 * }
 * downloads.await();
 * }
 *
 * <p>What a thread did before {@link #done} is seen by those who wait after the last one.
 */
public final class WaitGroup {

    private final Mutex<Integer> count = Mutex.of(0);
    private final Condvar<Integer> ended = count.condvar();

    /** Makes one with nothing to wait for. */
    public WaitGroup() {}

    /**
     * Adds to what is waited for.
     *
     * @param more how many more, at least one
     */
    public void add(int more) {
        if (more < 1) {
            throw new IllegalArgumentException(
                    "add(%d): at least one begins; for one that ends call done()".formatted(more));
        }
        try (var guard = count.lock()) {
            guard.set(Math.addExact(guard.get(), more));
        }
    }

    /**
     * Says that one has ended.
     *
     * @throws IllegalStateException if none is left that could
     */
    public void done() {
        try (var guard = count.lock()) {
            int left = guard.get() - 1;
            if (left < 0) {
                throw new IllegalStateException("done() was called more often than add(1)");
            }
            guard.set(left);
            if (left == 0) {
                ended.signalAll();
            }
        }
    }

    /**
     * Waits until none is left; not at all if none is.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public void await() throws InterruptedException {
        try (var guard = count.lockInterruptibly()) {
            guard.awaitWhile(ended, left -> left > 0);
        }
    }

    /**
     * Waits until none is left, but not longer than this.
     *
     * @return whether none is left
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    public boolean await(Duration timeout) throws InterruptedException {
        try (var guard = count.lockInterruptibly()) {
            return guard.awaitWhile(ended, left -> left > 0, timeout);
        }
    }

    /** Returns how many are left, at some moment during the call. */
    public int left() {
        return count.read(now -> now);
    }
}
