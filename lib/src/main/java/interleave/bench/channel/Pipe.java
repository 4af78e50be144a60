package interleave.bench.channel;

/**
 * A channel as every implementation can play it: {@link #put} waits for room, {@link #take} for a message. Any number of
 * threads may call either, unless its name says otherwise.
 */
interface Pipe extends AutoCloseable {

    /** Puts a message in, waiting for room. */
    void put(Message message) throws InterruptedException;

    /** Takes a message out, waiting for one. */
    Message take() throws InterruptedException;

    /** Gives up what the implementation holds beside memory, which for most is nothing. */
    @Override
    default void close() {}
}
