package interleave.bench.channel;

/** Moves one batch after the other. Belongs to the thread that calls it. */
interface Mover extends AutoCloseable {

    /**
     * Moves a batch and returns when the last message has been taken.
     *
     * @return the sum of what was taken less what was put: zero
     * @throws IllegalStateException if one of those who move it failed
     * @throws InterruptedException if this thread is interrupted; the batch may be half moved then
     */
    long move() throws InterruptedException;

    /** Ends those who move, whatever they do. */
    @Override
    void close();
}
