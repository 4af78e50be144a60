package interleave.sync;

/** A {@link ResourcePool} could not make a resource; the cause says why. Nothing is borrowed, and the next thread tries again. */
public final class ResourceException extends RuntimeException {

    ResourceException(Exception cause) {
        super("the pool could not make a resource: " + cause, cause);
    }
}
