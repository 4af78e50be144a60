package interleave.sync;

import interleave.event.Deadline;
import interleave.lock.Condvar;
import interleave.lock.Mutex;
import interleave.lock.MutexGuard;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * So many resources that are dear to make, lent to those who need one for a while: connections of a database, for instance.
 *
 * {@snippet :
 * var pool = ResourcePool.of(4, () -> DriverManager.getConnection(url))
 *         .check(connection -> connection.isValid(1))
 *         .dispose(Connection::close)
 *         .maximumAge(Duration.ofMinutes(30))
 *         .open();
 *
 * try (var borrowed = pool.borrow()) {
 *     query(borrowed.get());
 * }
 * }
 *
 * <p><b>Making.</b> A resource is made when somebody needs one and all that there are are lent, by the thread that needs it. If
 * that fails, the thread is told, and the next tries again. What is broken, too old, or fails the check is disposed of, and
 * another is made in its place.
 *
 * <p><b>Lending.</b> The resource that came back last is lent first. If all are lent, threads wait, first come first served: a
 * resource that comes back is handed to the first, and nobody can come between.
 *
 * <p><b>Forgotten guards.</b> If a guard is gone without having been closed, its resource is disposed of and replaced, and a
 * report is made of who borrowed it. The garbage collector must have found it; threads that wait look once a second.
 *
 * <p><b>The end.</b> After {@link #close()} nothing is lent, those who wait are told, and what is lent is disposed of as it
 * comes back; {@link #close(Duration)} waits for that.
 *
 * <p>Guarded by one mutex. What makes, checks and disposes of resources runs outside it.
 *
 * @param <T> the resource
 */
public final class ResourcePool<T> implements AutoCloseable {

    /** So long a thread waits before it looks for forgotten guards again. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int CALLS = 8;

    /**
     * Makes a resource; may take its time.
     *
     * @param <T> the resource
     */
    @FunctionalInterface
    public interface Maker<T> {
        /** Returns a new resource, never {@code null}. */
        T make() throws Exception;
    }

    /**
     * Tells whether a resource is still good.
     *
     * @param <T> the resource
     */
    @FunctionalInterface
    public interface Check<T> {
        /** Returns whether it can be lent; {@code false} or an exception replaces it. */
        boolean isSound(T resource) throws Exception;
    }

    /**
     * Ends a resource.
     *
     * @param <T> the resource
     */
    @FunctionalInterface
    public interface Disposal<T> {
        /** Frees what it holds. */
        void dispose(T resource) throws Exception;
    }

    /**
     * How a pool is to be, before it is opened. For one thread.
     *
     * @param <T> the resource
     */
    public static final class Builder<T> {
        private final int size;
        private final Maker<? extends T> maker;
        private Check<? super T> check = _ -> true;
        private Duration checkAfter = Duration.ZERO;
        private Disposal<? super T> disposal = _ -> {};
        private Duration maximumAge;
        private boolean tracing;
        private Consumer<? super Lent> forgotten = ResourcePool::log;

        private Builder(int size, Maker<? extends T> maker) {
            this.size = size;
            this.maker = maker;
        }

        /** Has each resource that was made before checked when it is lent. */
        public Builder<T> check(Check<? super T> isSound) {
            return check(isSound, Duration.ZERO);
        }

        /** Has a resource checked when it is lent, if nobody has used it for this long. */
        public Builder<T> check(Check<? super T> isSound, Duration idleFor) {
            check = Objects.requireNonNull(isSound, "check(null): pass what tells whether a resource is good");
            checkAfter = Objects.requireNonNull(idleFor, "check(isSound, null): pass a duration");
            return this;
        }

        /** Says how a resource is ended. What it throws is logged. */
        public Builder<T> dispose(Disposal<? super T> how) {
            disposal = Objects.requireNonNull(how, "dispose(null): pass what frees a resource");
            return this;
        }

        /** Has resources replaced that are older than this, when they are lent or given back. */
        public Builder<T> maximumAge(Duration age) {
            maximumAge = Objects.requireNonNull(age, "maximumAge(null): pass a duration");
            return this;
        }

        /** Remembers where resources are borrowed, for {@link ResourcePool#lent} and reports; costs some microseconds each. */
        public Builder<T> traceBorrowers() {
            tracing = true;
            return this;
        }

        /** Says who is told of guards that were forgotten; a {@link System.Logger} if nobody else. */
        public Builder<T> reportForgotten(Consumer<? super Lent> to) {
            forgotten = Objects.requireNonNull(to, "reportForgotten(null): pass what takes the reports");
            return this;
        }

        /** Returns the pool, in which there is no resource yet. */
        public ResourcePool<T> open() {
            return new ResourcePool<>(this);
        }
    }

    /** A thread that waits; the mutex guards it. */
    private static final class Request<T> {
        final Condvar<Shelf<T>> served;
        boolean isServed;

        /** What it is given; {@code null} if it may make one. */
        Resource<T> given;

        Request(Condvar<Shelf<T>> served) {
            this.served = served;
        }

        void serve(Resource<T> with) {
            isServed = true;
            given = with;
            served.signal();
        }
    }

    /** What the pool has. */
    private static final class Shelf<T> {
        /** All resources that there are, and so many that are being made. */
        final List<Resource<T>> all = new ArrayList<>();

        int making;
        final Deque<Resource<T>> idle = new ArrayDeque<>();
        final Deque<Request<T>> waiting = new ArrayDeque<>();
        boolean closed;

        int count() {
            return all.size() + making;
        }
    }

    private final int size;
    private final Maker<? extends T> maker;
    private final Check<? super T> check;
    private final Duration checkAfter;
    private final Disposal<? super T> disposal;
    private final Duration maximumAge;
    private final boolean tracing;
    private final Consumer<? super Lent> forgotten;
    private final Mutex<Shelf<T>> shelf = Mutex.of(new Shelf<>());
    private final Condvar<Shelf<T>> returned = shelf.condvar();

    private ResourcePool(Builder<T> builder) {
        size = builder.size;
        maker = builder.maker;
        check = builder.check;
        checkAfter = builder.checkAfter;
        disposal = builder.disposal;
        maximumAge = builder.maximumAge;
        tracing = builder.tracing;
        forgotten = builder.forgotten;
    }

    /**
     * Begins to describe a pool.
     *
     * @param size how many resources there are at most, at least one
     * @param maker makes one
     */
    public static <T> Builder<T> of(int size, Maker<? extends T> maker) {
        if (size < 1) {
            throw new IllegalArgumentException(
                    "ResourcePool.of(%d, maker): at least one resource is needed".formatted(size));
        }
        return new Builder<>(
                size, Objects.requireNonNull(maker, "ResourcePool.of(size, null): pass what makes a resource"));
    }

    /**
     * Borrows a resource, to be given back by closing. Waits until there is one; and it may be made or checked first, by this
     * thread.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; nothing is borrowed
     * @throws ResourceException if a resource could not be made
     * @throws IllegalStateException if the pool is closed, before or meanwhile
     */
    public Borrowed<T> borrow() throws InterruptedException {
        return borrow(Deadline.never()).orElseThrow();
    }

    /**
     * Borrows a resource if one is idle or can be made; nothing if all are lent. Waits for none to come back.
     *
     * @throws InterruptedException if the thread is interrupted before
     * @throws ResourceException if a resource could not be made
     * @throws IllegalStateException if the pool is closed
     */
    public Optional<Borrowed<T>> tryBorrow() throws InterruptedException {
        return borrow(Deadline.passed());
    }

    /**
     * Borrows a resource if one comes back within this time; nothing if the time is over. {@link #lent} tells who has them.
     * The time that making one takes is not limited by this.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; nothing is borrowed
     * @throws ResourceException if a resource could not be made
     * @throws IllegalStateException if the pool is closed, before or meanwhile
     */
    public Optional<Borrowed<T>> tryBorrow(Duration timeout) throws InterruptedException {
        return borrow(Deadline.after(timeout));
    }

    private Optional<Borrowed<T>> borrow(Deadline deadline) throws InterruptedException {
        Resource<T> found;
        try (var guard = shelf.lockInterruptibly()) {
            var now = requireOpen(guard.get());
            found = now.idle.pollLast();
            if (found == null) {
                if (now.count() < size) {
                    now.making++;
                } else {
                    var request = new Request<>(shelf.condvar());
                    if (!await(request, guard, deadline)) {
                        return Optional.empty();
                    }
                    found = request.given;
                }
            }
        }
        if (found != null && !isSound(found)) {
            replace(found);
            found = null;
        }
        return Optional.of(lend(found == null ? make() : found));
    }

    private static <T> Shelf<T> requireOpen(Shelf<T> now) {
        if (now.closed) {
            throw new IllegalStateException("this pool is closed: it lends nothing any more");
        }
        return now;
    }

    /** Waits until it is served, or the deadline has passed; looks for forgotten guards meanwhile. */
    private boolean await(Request<T> request, MutexGuard<Shelf<T>> guard, Deadline deadline)
            throws InterruptedException {
        guard.get().waiting.add(request);
        try {
            do {
                takeBackForgotten(guard.get());
                guard.awaitWhile(
                        request.served,
                        now -> !request.isServed && !now.closed,
                        deadline.earlier(Deadline.after(LOOK)));
            } while (!request.isServed && !guard.get().closed && !deadline.hasPassed());
        } finally {
            if (!request.isServed) {
                guard.get().waiting.remove(request);
            }
        }
        if (!request.isServed) {
            requireOpen(guard.get());
        }
        return request.isServed;
    }

    private boolean isSound(Resource<T> resource) {
        try {
            return resource.forgotten() == null
                    && !resource.isOlderThan(maximumAge)
                    && (!resource.isIdleFor(checkAfter) || check.isSound(resource.value()));
        } catch (Exception e) {
            keepInterrupt(e);
            return false;
        }
    }

    /** Makes a resource where one may be made; if it fails another thread may. */
    private Resource<T> make() {
        Resource<T> made = null;
        try {
            made = new Resource<>(
                    Objects.requireNonNull(maker.make(), "the maker of this pool returned null instead of a resource"));
            return made;
        } catch (Exception e) {
            keepInterrupt(e);
            throw new ResourceException(e);
        } finally {
            var kept = made;
            shelf.mutate(now -> {
                now.making--;
                if (kept != null) {
                    now.all.add(kept);
                } else {
                    oneLess(now);
                }
            });
        }
    }

    private Borrowed<T> lend(Resource<T> resource) {
        return resource.lend(this, tracing ? callers() : List.of());
    }

    private static List<StackTraceElement> callers() {
        return StackWalker.getInstance()
                .walk(calls -> calls.dropWhile(call -> call.getClassName().equals(ResourcePool.class.getName()))
                        .limit(CALLS)
                        .map(StackWalker.StackFrame::toStackTraceElement)
                        .toList());
    }

    /** Takes a resource back from who borrowed it. */
    void giveBack(Resource<T> resource, boolean broken) {
        resource.takeBack();
        boolean keeps = !broken && !resource.isOlderThan(maximumAge);
        boolean kept = shelf.write(now -> {
            if (!keeps || now.closed) {
                now.all.remove(resource);
                oneLess(now);
                return false;
            }
            put(now, resource);
            return true;
        });
        if (!kept) {
            dispose(resource);
        }
    }

    /** Hands a resource to the first that waits, or lays it aside; the mutex is held. */
    private static <T> void put(Shelf<T> now, Resource<T> resource) {
        var first = now.waiting.poll();
        if (first != null) {
            first.serve(resource);
        } else {
            now.idle.add(resource);
        }
    }

    /** Ends a resource that this thread was given, in whose place it will make another. */
    private void replace(Resource<T> resource) {
        shelf.mutate(now -> {
            now.all.remove(resource);
            now.making++;
        });
        if (resource.forgotten() != null) {
            report(resource.forgotten());
        }
        dispose(resource);
    }

    /** Lets the first that waits make a resource, since there is one less; the mutex is held. */
    private void oneLess(Shelf<T> now) {
        var first = now.closed ? null : now.waiting.poll();
        if (first != null) {
            now.making++;
            first.serve(null);
        } else if (now.closed && now.count() == 0) {
            returned.signalAll();
        }
    }

    /** Takes back what is lent to nobody, for the first that waits to replace; the mutex is held. */
    private void takeBackForgotten(Shelf<T> now) {
        for (var resource : now.all) {
            if (resource.takeBackIfForgotten()) {
                put(now, resource);
            }
        }
    }

    private void report(Lent lent) {
        try {
            forgotten.accept(lent);
        } catch (RuntimeException e) {
            logger().log(System.Logger.Level.WARNING, "the listener of a pool fails at: " + lent, e);
        }
    }

    private static void log(Lent lent) {
        logger().log(System.Logger.Level.WARNING, "A resource of a pool was forgotten and is replaced; it was " + lent);
    }

    private void dispose(Resource<T> resource) {
        try {
            disposal.dispose(resource.value());
        } catch (Exception e) {
            keepInterrupt(e);
            logger().log(System.Logger.Level.WARNING, "a resource of a pool could not be disposed of", e);
        }
    }

    /** What makes, checks or disposes of a resource may be interrupted; the next operation that waits hears of it. */
    private static void keepInterrupt(Exception e) {
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private static System.Logger logger() {
        return System.getLogger(ResourcePool.class.getPackageName());
    }

    /**
     * Closes the pool: nothing is lent any more, threads that wait are told, and what is idle is disposed of. What is lent is
     * disposed of when it comes back, for which this does not wait. Once more does nothing.
     */
    @Override
    public void close() {
        var idle = shelf.write(now -> {
            now.closed = true;
            now.waiting.forEach(request -> request.served.signal());
            var ended = List.copyOf(now.idle);
            now.idle.clear();
            now.all.removeAll(ended);
            oneLess(now);
            return ended;
        });
        idle.forEach(this::dispose);
    }

    /**
     * Closes the pool and waits, not longer than this, until everything that is lent has come back.
     *
     * @return whether it has; if not, {@link #lent} tells who has it
     * @throws InterruptedException if the thread is interrupted while it waits; the pool is closed
     */
    public boolean close(Duration timeout) throws InterruptedException {
        close();
        try (var guard = shelf.lock()) {
            return guard.awaitWhile(returned, now -> now.count() > 0, timeout);
        }
    }

    /** Returns how many resources there are at most. */
    public int size() {
        return size;
    }

    /** Returns how many resources lie idle, at some moment during the call. */
    public int idle() {
        return shelf.read(now -> now.idle.size());
    }

    /** Returns how many threads wait for a resource, at some moment during the call. */
    public int waiting() {
        return shelf.read(now -> now.waiting.size());
    }

    /** Returns who has borrowed the resources that are lent, at some moment during the call. */
    public List<Lent> lent() {
        return shelf.read(now ->
                now.all.stream().filter(Resource::isLent).map(Resource::lent).toList());
    }

    /** Returns how many of its resources are lent, idle and waited for. */
    @Override
    public String toString() {
        return shelf.read(now -> "pool of %d: %d lent or being made, %d idle, %d waiting%s"
                .formatted(
                        size,
                        now.count() - now.idle.size(),
                        now.idle.size(),
                        now.waiting.size(),
                        now.closed ? ", closed" : ""));
    }
}
