package interleave.bench.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Four channels of one implementation, with its select over them. Any number of threads may call it. */
interface Chooser extends AutoCloseable {

    /** How many channels there are, and how many threads on a side. */
    int CHANNELS = 4;

    /** Puts a message into one of the channels, waiting for room. */
    void put(int channel, Message message) throws InterruptedException;

    /** Takes a message out of any of the channels, waiting for one. */
    Message takeAny() throws InterruptedException;

    /** Puts a message into any of the channels, waiting for room. */
    void putAny(Message message) throws InterruptedException;

    /** Gives up what the implementation holds beside memory, which for most is nothing. */
    @Override
    default void close() {}

    /** Returns the works of a select that receives: four threads put, each into its own channel, one selects. */
    default List<Work> receive(int messages) {
        var works = new ArrayList<Work>();
        works.add(take(messages));
        IntStream.range(0, CHANNELS).forEach(i -> works.add(put(i, messages / CHANNELS)));
        return works;
    }

    /** Returns the works of a select on both sides: four threads put into any channel, four take from any. */
    default List<Work> both(int messages) {
        var works = new ArrayList<Work>();
        IntStream.range(0, CHANNELS).forEach(i -> works.add(take(messages / CHANNELS)));
        IntStream.range(0, CHANNELS).forEach(i -> works.add(putAny(messages / CHANNELS)));
        return works;
    }

    private Work take(int count) {
        return () -> {
            long taken = 0;
            for (int i = 0; i < count; i++) {
                taken += takeAny().number();
            }
            return taken;
        };
    }

    private Work put(int channel, int count) {
        return () -> {
            long put = 0;
            for (int i = 0; i < count; i++) {
                var message = Message.at(i);
                put(channel, message);
                put += message.number();
            }
            return -put;
        };
    }

    private Work putAny(int count) {
        return () -> {
            long put = 0;
            for (int i = 0; i < count; i++) {
                var message = Message.at(i);
                putAny(message);
                put += message.number();
            }
            return -put;
        };
    }
}
