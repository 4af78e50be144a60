package interleave.event;

/**
 * Something that one thread may hold while others wait for it, such as a lock. What is waited for with {@link Parking}
 * and says who holds it gives a wait a "for whom". It is asked when a wait begins, and not again while it lasts: whoever
 * holds it later is not told. A timeline asks it once more of the threads that still wait at its end.
 *
 * <p>What many threads may hold, such as a read-write lock or a semaphore, names one only while one alone holds it, as a
 * writer does, and else {@code null}.
 */
public interface Owned {

    /**
     * Returns the thread that holds it alone now, or {@code null} if none does, several do, or it is not known. The answer
     * may be out of date when it arrives. It never blocks, never throws, and may be asked by any thread.
     */
    Thread owner();
}
