package interleave.event;

/**
 * Something that one thread may hold while others wait for it, such as a lock. What is waited for with {@link Parking}
 * and says who holds it gives every wait its "for whom".
 */
public interface Owned {

    /**
     * Returns the thread that holds it now, or {@code null} if none does or it is not known. The answer may be out of date
     * when it arrives. It never blocks, never throws, and may be asked by any thread.
     */
    Thread owner();
}
