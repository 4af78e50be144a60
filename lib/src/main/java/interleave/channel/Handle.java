package interleave.channel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.OptionalInt;

/**
 * One end of a channel in somebody's hands: it is open until its owner closes it, once.
 *
 * <p>The owner is whoever made it. Other threads may use it, and may close it while it is used. If it is watched ({@link
 * LeakTracking}) it knows where it was closed, and is reported if it is forgotten; not so if it is being closed: close keeps
 * it reachable until the watch has ended.
 */
abstract sealed class Handle<T> implements AutoCloseable permits Sender, Receiver {

    private static final VarHandle CLOSED;

    static {
        try {
            CLOSED = MethodHandles.lookup().findVarHandle(Handle.class, "closed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Flavor<T> flavor;
    private volatile boolean closed;

    /** {@code null} for most: {@link Leaks} chooses. */
    private final TrackedHandle tracked;

    Handle(Flavor<T> flavor) {
        this.flavor = flavor;
        tracked = Leaks.track(this);
    }

    /** Which end it is. */
    abstract Leak.End end();

    /** Tells the channel that one handle of this kind is less. */
    abstract void leave(Flavor<T> channel);

    /** Returns the channel of an open handle. */
    final Flavor<T> open() {
        if (closed) {
            throw usedAfterClose();
        }
        return flavor;
    }

    private IllegalStateException usedAfterClose() {
        var where = tracked == null ? "" : tracked.whereClosed();
        return new IllegalStateException(
                "this " + end() + " is closed" + where + "; a copy() made before that can still be used");
    }

    /** Returns the channel, also of a closed handle. */
    final Flavor<T> channel() {
        return flavor;
    }

    /** Refuses what a channel for one thread on each side cannot give. */
    final void allowCopy() {
        var reason = open().refusesCopies();
        if (reason != null) {
            throw new UnsupportedOperationException("this " + end() + " cannot be copied: " + reason);
        }
    }

    /** Returns how many values are in the channel, at some moment during the call; zero for a rendezvous channel. */
    public final int size() {
        return flavor.size();
    }

    /** Returns whether there is nothing in the channel, at some moment during the call. */
    public final boolean isEmpty() {
        return size() == 0;
    }

    /** Returns how many values the channel holds at most; nothing if it has no bound. */
    public final OptionalInt capacity() {
        int capacity = flavor.capacity();
        return capacity == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(capacity);
    }

    /** Closes it; once more does nothing. */
    @Override
    public final void close() {
        if (CLOSED.compareAndSet(this, false, true)) {
            endWatch();
            leave(flavor);
        }
    }

    private void endWatch() {
        try {
            if (tracked != null) {
                tracked.close();
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
