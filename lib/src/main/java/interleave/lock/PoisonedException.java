package interleave.lock;

/**
 * The data of a lock may be half changed: a function that was changing it ended in a throwable, which is the cause, or a guard
 * was told of a failure.
 *
 * <p>Look at the data with {@code lockPoisoned} or {@code writePoisoned}, repair it, and say so with {@code clearPoison}.
 */
public final class PoisonedException extends IllegalStateException {

    PoisonedException(String lock, Throwable first) {
        super(
                "this %s is poisoned: a change of its data failed (%s). Look at the data through a guard of %sPoisoned(), "
                                .formatted(lock, first, lock.equals("RwLock") ? "write" : "lock")
                        + "repair it, and call clearPoison()",
                first);
    }
}
