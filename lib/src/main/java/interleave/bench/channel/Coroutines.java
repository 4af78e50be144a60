package interleave.bench.channel;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import kotlin.Result;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.Dispatchers;

/**
 * Kotlin coroutines on Kotlin's default dispatcher, which has as many threads as there are processors. They are started for
 * each batch, which costs about what waking a thread does: an object and a place in a queue.
 *
 * <p>The thread that calls {@link #move} waits for the latch of its batch; the latch orders the sums before it.
 */
final class Coroutines implements Mover {

    private final List<Function<Continuation<Object>, Coroutine>> makers;

    /** Makes coroutines of each maker for each batch. */
    Coroutines(List<Function<Continuation<Object>, Coroutine>> makers) {
        this.makers = List.copyOf(makers);
    }

    @Override
    public long move() throws InterruptedException {
        var batch = new Batch(makers.size());
        for (var maker : makers) {
            maker.apply(batch).intercepted().resumeWith(Unit.INSTANCE);
        }
        batch.latch.await();
        if (batch.failure != null) {
            throw new IllegalStateException("A coroutine failed: " + batch.failure, batch.failure);
        }
        return batch.sum.get();
    }

    /** Nothing of Kotlin's needs an end: a coroutine that nobody resumes is garbage, the dispatcher's threads are daemons. */
    @Override
    public void close() {}

    /** What the coroutines of a batch complete. */
    private static final class Batch implements Continuation<Object> {

        private final CountDownLatch latch;
        private final AtomicLong sum = new AtomicLong();
        private volatile Throwable failure;

        Batch(int coroutines) {
            this.latch = new CountDownLatch(coroutines);
        }

        @Override
        public CoroutineContext getContext() {
            return Dispatchers.getDefault();
        }

        @Override
        public void resumeWith(Object result) {
            if (result instanceof Result.Failure failed) {
                failure = failed.exception;
                while (latch.getCount() > 0) {
                    latch.countDown();
                }
            } else {
                sum.addAndGet((Long) result);
                latch.countDown();
            }
        }
    }
}
