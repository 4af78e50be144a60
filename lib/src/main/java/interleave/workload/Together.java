package interleave.workload;

import interleave.trial.Threads;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Several threads that begin to work at the same moment, and one that waits for all of them.
 *
 * <p>A thread takes longer to start than many a task takes to run: without a common start the first would often be done
 * before the second exists. So each waits, spinning, until all are there. What the threads wrote is there for the caller
 * when {@link #run} returns.
 */
public final class Together {

    /** As many looks take a few microseconds; after them a thread lets others run, which may be the missing ones. */
    private static final int LOOKS = 1_000;

    private Together() {}

    /**
     * Starts the threads, lets them do the work, and joins them all.
     *
     * @param work is given the number of the thread, 0 first; it must end by itself
     * @throws InterruptedException if this thread is interrupted while it waits; the work is then joined all the same
     * @throws ExecutionException if the work of a thread fails; the first such failure
     */
    public static void run(Threads threads, IntConsumer work) throws InterruptedException, ExecutionException {
        run("worker", threads, work);
    }

    /**
     * Does the same with threads of another name.
     *
     * @param name what the threads are called, each with its number behind it, 1 first
     */
    public static void run(String name, Threads threads, IntConsumer work)
            throws InterruptedException, ExecutionException {
        var missing = new AtomicInteger(threads.count());
        var tasks = new ArrayList<FutureTask<?>>();
        for (int i = 0; i < threads.count(); i++) {
            int number = i;
            tasks.add(new FutureTask<>(
                    () -> {
                        awaitOthers(missing);
                        work.accept(number);
                    },
                    null));
        }
        var workers = new ArrayList<Thread>();
        try {
            for (var task : tasks) {
                workers.add(Thread.ofPlatform()
                        .name(name + " " + (workers.size() + 1))
                        .start(task));
            }
        } finally {
            // Where the system refused a thread, those that wait for it go ahead.
            missing.addAndGet(workers.size() - threads.count());
            joinAll(workers);
        }
        for (var task : tasks) {
            task.get();
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // yielding is a courtesy here: nothing relies on it
    private static void awaitOthers(AtomicInteger missing) {
        missing.decrementAndGet();
        for (int looks = 0; missing.get() > 0; looks++) {
            if (looks < LOOKS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Joins them although it is interrupted, so that no thread works on for a caller that is gone. */
    private static void joinAll(Iterable<Thread> workers) throws InterruptedException {
        InterruptedException interrupted = null;
        for (var worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = e;
                }
            }
        }
        if (interrupted != null) {
            throw interrupted;
        }
    }
}
