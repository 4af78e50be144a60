package interleave.bench.channel;

import interleave.trial.child.Uninterrupted;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Threads that are there before a batch and wait for its start: each does its work once for each batch.
 *
 * <p>The thread that calls {@link #move} owns the crew. It hands each worker a permit, waits for the latch of the batch,
 * and reads the sums; the permit and the latch order what lies between. A worker ends by interrupt, when the crew is
 * closed or when its work failed; a failure opens the latch, since the others may wait for what that worker owes them.
 */
final class Crew implements Mover {

    private final List<Worker> workers;
    private volatile CountDownLatch batch;
    private volatile Throwable failure;

    private Crew(List<Work> works, Thread.Builder threads) {
        this.workers = works.stream().map(Worker::new).toList();
        workers.forEach(worker -> worker.thread = threads.unstarted(worker));
        workers.forEach(worker -> worker.thread.start());
    }

    /**
     * Starts a thread for each work.
     *
     * @param kind {@code platform} or {@code virtual}
     * @throws IllegalArgumentException if it is neither
     */
    static Crew of(String kind, List<Work> works) {
        return new Crew(
                works,
                switch (kind) {
                    case "platform" -> Thread.ofPlatform().daemon().name("worker-", 1);
                    case "virtual" -> Thread.ofVirtual().name("worker-", 1);
                    default -> throw new IllegalArgumentException("Threads are platform or virtual, not " + kind);
                });
    }

    @Override
    public long move() throws InterruptedException {
        var latch = new CountDownLatch(workers.size());
        batch = latch;
        for (var worker : workers) {
            worker.start.release();
        }
        latch.await();
        if (failure != null) {
            throw new IllegalStateException("A worker failed: " + failure, failure);
        }
        long sum = 0;
        for (var worker : workers) {
            sum += worker.sum;
        }
        return sum;
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.thread.interrupt());
        Uninterrupted.join(workers.stream().map(worker -> worker.thread).toArray(Thread[]::new));
    }

    private final class Worker implements Runnable {

        private final Work work;
        private final Semaphore start = new Semaphore(0);
        private Thread thread;
        /** Of the last batch; the latch publishes it. */
        private long sum;

        Worker(Work work) {
            this.work = work;
        }

        @Override
        public void run() {
            try {
                while (true) {
                    start.acquire();
                    sum = work.run();
                    batch.countDown();
                }
            } catch (InterruptedException closed) {
                // The end of the crew.
            } catch (RuntimeException | Error e) {
                failure = e;
                var latch = batch;
                while (latch.getCount() > 0) {
                    latch.countDown();
                }
            }
        }
    }
}
