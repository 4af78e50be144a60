package interleave.sync;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A resource of a {@link ResourcePool} in somebody's hands, until it is closed, which gives the resource back:
 *
 * {@snippet :
 * try (var borrowed = pool.borrow()) {
 *     use(borrowed.get());
 * }
 * }
 *
 * <p>It may be handed to another thread, which may also close it; but only one thread at a time should use the resource.
 *
 * @param <T> the resource
 */
public final class Borrowed<T> implements AutoCloseable {

    private final ResourcePool<T> pool;
    private final Resource<T> resource;
    private final AtomicBoolean open = new AtomicBoolean(true);
    private volatile boolean broken;

    Borrowed(ResourcePool<T> pool, Resource<T> resource) {
        this.pool = pool;
        this.resource = resource;
    }

    /**
     * Returns the resource.
     *
     * @throws IllegalStateException if it was given back
     */
    public T get() {
        if (!open.get()) {
            throw new IllegalStateException(
                    "this resource was given back, and another thread may have it: borrow again");
        }
        return resource.value();
    }

    /** Says that the resource is no good any more: when it is given back it is disposed of, and another is made for it. */
    public void markBroken() {
        broken = true;
    }

    /** Gives the resource back; once more does nothing. Never waits. */
    @Override
    public void close() {
        if (open.compareAndSet(true, false)) {
            try {
                pool.giveBack(resource, broken);
            } finally {
                Reference.reachabilityFence(this); // until then it is not forgotten
            }
        }
    }
}
