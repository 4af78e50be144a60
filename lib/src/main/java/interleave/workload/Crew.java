package interleave.workload;

import interleave.channel.InterruptedReceiveException;
import interleave.trial.child.Uninterrupted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The threads of one program: started one by one, and none of them outlives it.
 *
 * <p>Owned by the thread that runs the program. {@link #join} waits for their ends; {@link #close} interrupts those that
 * still run, which is so only if the program gives up, and waits for them whatever happens. What a thread wrote is seen
 * after either.
 */
final class Crew implements AutoCloseable {

    private final List<FutureTask<?>> tasks = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /** Starts a platform thread; the result can be asked for after {@link #join}. */
    <T> Future<T> start(String name, Callable<T> work) {
        var task = new FutureTask<>(work);
        start(name, task);
        return task;
    }

    /** Work without a result. */
    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    /** Starts a platform thread for work without a result. */
    void start(String name, Action work) {
        start(name, new FutureTask<>(() -> {
            work.run();
            return null;
        }));
    }

    private void start(String name, FutureTask<?> task) {
        threads.add(Thread.ofPlatform().name(name).start(task));
        tasks.add(task);
    }

    /**
     * Waits until all have ended.
     *
     * @throws InterruptedException if this thread is interrupted meanwhile; {@link #close} then ends the others
     * @throws ExecutionException if one failed: the one that was started first, with what the others threw suppressed
     */
    void join() throws InterruptedException, ExecutionException {
        for (var thread : threads) {
            thread.join();
        }
        ExecutionException failure = null;
        for (var task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e.getCause());
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Turns the exception of a loop over a receiver into the one of a program that waits; the flag is cleared. */
    static InterruptedException interrupted(InterruptedReceiveException e) {
        Thread.interrupted();
        var interrupted = new InterruptedException(e.getMessage());
        interrupted.initCause(e);
        return interrupted;
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        Uninterrupted.join(threads.toArray(Thread[]::new));
    }
}
