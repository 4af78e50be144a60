package interleave.testing;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * An operation that runs in a thread of its own, and what comes of it. A test that is wrong, or right about a fault, ends by
 * {@link #PATIENCE}; no test passes by it.
 *
 * @param thread where it runs
 * @param end what it returned or threw
 */
public record Call<T>(Thread thread, FutureTask<T> end) {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    public static <T> Call<T> start(Thread.Builder kind, Callable<T> operation) {
        var end = new FutureTask<>(operation);
        return new Call<>(kind.start(end), end);
    }

    /** Returns when the thread is parked in its operation. */
    @SuppressWarnings("ThreadPriorityCheck") // lets the thread run for which it waits
    public Call<T> waiting() throws Exception {
        long begin = System.nanoTime();
        while (!isParked()) {
            if (!thread.isAlive()) {
                throw new AssertionError("it ended instead of waiting, with: " + end.get());
            }
            assertTrue(System.nanoTime() - begin < PATIENCE, "it neither ends nor waits: " + thread.getState());
            Thread.yield();
        }
        return this;
    }

    private boolean isParked() {
        var state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && LockSupport.getBlocker(thread) != null;
    }

    /** Interrupts it where it is parked. */
    public Call<T> interrupted() throws Exception {
        waiting().thread.interrupt();
        return this;
    }

    /** Waits for its end. */
    public T get() throws Exception {
        return end.get(PATIENCE, TimeUnit.NANOSECONDS);
    }

    /** Waits for its end, which is an exception. */
    public <E extends Throwable> E thrown(Class<E> type) {
        return assertInstanceOf(
                type, assertThrows(ExecutionException.class, this::get).getCause());
    }
}
