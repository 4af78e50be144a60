package interleave.sync;

import interleave.event.Deadline;
import interleave.lock.Condvar;
import interleave.lock.Mutex;
import interleave.lock.MutexGuard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * So many permits, each of which one may hold: a counting semaphore whose permits are guards.
 *
 * {@snippet :
 * Permits downloads = Permits.of(4);
 *
 * try (var permit = downloads.acquire()) {
 *     download(page); // at most four at a time
 * }
 * }
 *
 * <p>First come, first served: whoever waits for many is not passed by those who want few. A permit may be given back by any
 * thread, once; so none can be given back that was never taken, and none twice.
 *
 * <p>Guarded by one mutex. A thread that waits is given its permits by who gives them back, so it need not look again.
 */
public final class Permits {

    /** A thread that waits for permits. */
    private static final class Request {
        final int wanted;
        final Condvar<Stock> served;
        boolean granted;

        Request(int wanted, Condvar<Stock> served) {
            this.wanted = wanted;
            this.served = served;
        }
    }

    /** The permits that nobody has, and who waits for them. */
    private static final class Stock {
        int free;
        final Deque<Request> waiting = new ArrayDeque<>();

        Stock(int free) {
            this.free = free;
        }

        /** Gives permits to those who have waited longest, as far as they last. */
        void serve() {
            for (var first = waiting.peek(); first != null && first.wanted <= free; first = waiting.peek()) {
                waiting.remove();
                free -= first.wanted;
                first.granted = true;
                first.served.signal();
            }
        }
    }

    /** Permits that somebody holds until they are closed; any thread may do that, and once more does nothing. */
    public final class Permit implements AutoCloseable {
        private final int count;
        private final AtomicBoolean held = new AtomicBoolean(true);

        private Permit(int count) {
            this.count = count;
        }

        /** Returns how many permits it stands for. */
        public int count() {
            return count;
        }

        /** Gives them back. */
        @Override
        public void close() {
            if (held.compareAndSet(true, false)) {
                stock.mutate(now -> {
                    now.free += count;
                    now.serve();
                });
            }
        }
    }

    private final int total;
    private final Mutex<Stock> stock;

    private Permits(int total) {
        this.total = total;
        stock = Mutex.of(new Stock(total));
    }

    /** Returns so many permits, at least one. */
    public static Permits of(int total) {
        if (total < 1) {
            throw new IllegalArgumentException("Permits.of(%d): at least one permit is needed".formatted(total));
        }
        return new Permits(total);
    }

    /**
     * Takes one permit, to be closed. Waits until there is one.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; no permit is taken
     */
    public Permit acquire() throws InterruptedException {
        return acquire(1);
    }

    /**
     * Takes several permits at once, to be closed together. Waits until there are as many.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; no permit is taken
     */
    public Permit acquire(int count) throws InterruptedException {
        return acquire(count, Deadline.never()).orElseThrow();
    }

    /** Takes one permit if one is free and nobody waits; else nothing. Never waits for one. */
    public Optional<Permit> tryAcquire() {
        return stock.write(now -> {
            if (now.free == 0 || !now.waiting.isEmpty()) {
                return Optional.empty();
            }
            now.free--;
            return Optional.of(new Permit(1));
        });
    }

    /**
     * Takes one permit if that can be done within this time; else nothing.
     *
     * @param timeout zero or less to try once
     * @throws InterruptedException if the thread is interrupted before or while it waits; no permit is taken
     */
    public Optional<Permit> tryAcquire(Duration timeout) throws InterruptedException {
        return acquire(1, Deadline.after(timeout));
    }

    private Optional<Permit> acquire(int count, Deadline deadline) throws InterruptedException {
        if (count < 1 || count > total) {
            throw new IllegalArgumentException(
                    "acquire(%d): there are %d permits, so 1 to %d can be had at once".formatted(count, total, total));
        }
        try (var guard = stock.lockInterruptibly()) {
            var request = new Request(count, stock.condvar());
            guard.get().waiting.add(request);
            guard.get().serve();
            return await(request, guard, deadline) ? Optional.of(new Permit(count)) : Optional.empty();
        }
    }

    /** Waits until the request is granted, or takes it back and lets those behind it come forward. */
    private static boolean await(Request request, MutexGuard<Stock> guard, Deadline deadline)
            throws InterruptedException {
        try {
            return guard.awaitWhile(request.served, now -> !request.granted, deadline);
        } finally {
            if (!request.granted) {
                guard.get().waiting.remove(request);
                guard.get().serve();
            }
        }
    }

    /** Returns how many permits there are in all. */
    public int total() {
        return total;
    }

    /** Returns how many permits nobody holds, at some moment during the call. */
    public int available() {
        return stock.read(now -> now.free);
    }

    /** Returns how many threads wait for permits, at some moment during the call. */
    public int waiting() {
        return stock.read(now -> now.waiting.size());
    }

    /** Returns how many permits there are, and how many are free. */
    @Override
    public String toString() {
        return available() + " of " + total + " permits free";
    }
}
