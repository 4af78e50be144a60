package interleave.channel;

import interleave.testing.ThreadKind;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The ways to make a channel that has senders, and what tests have to know of what is made. */
enum Maker {
    BOUNDED_1(1),
    BOUNDED_2(2),
    BOUNDED_3(3),
    BOUNDED_16(16),
    UNBOUNDED(Integer.MAX_VALUE),
    RENDEZVOUS(0),
    SINGLE_1(1),
    SINGLE_3(3),
    SINGLE_16(16),
    ONESHOT(1);

    /** More than three segments of an unbounded channel. */
    private static final int MANY = 200;

    private final int capacity;

    Maker(int capacity) {
        this.capacity = capacity;
    }

    <T> Channel<T> make() {
        return switch (this) {
            case BOUNDED_1, BOUNDED_2, BOUNDED_3, BOUNDED_16 -> Channel.bounded(capacity);
            case UNBOUNDED -> Channel.unbounded();
            case RENDEZVOUS -> Channel.rendezvous();
            case SINGLE_1, SINGLE_3, SINGLE_16 -> Channel.single(capacity);
            case ONESHOT -> Channel.oneshot();
        };
    }

    int capacity() {
        return capacity;
    }

    /** Returns how many values a test sends before anybody receives. */
    int room() {
        return Math.min(capacity, MANY);
    }

    /** Returns a channel with as many values as there is {@link #room()} for, counted from zero. */
    Channel<Integer> full() {
        var channel = this.<Integer>make();
        for (int i = 0; i < room(); i++) {
            var sent = channel.sender().trySend(i);
            if (!sent.isSent()) {
                throw new AssertionError(this + " refused value " + i + ": " + sent);
            }
        }
        return channel;
    }

    /** Returns whether it is for one thread on each side. */
    boolean isForOne() {
        return name().startsWith("SINGLE") || this == ONESHOT;
    }

    /** Returns whether a sender may have to wait. */
    boolean canBeFull() {
        return this != UNBOUNDED && this != ONESHOT;
    }

    private static Stream<Arguments> onBothKinds(Stream<Maker> makers) {
        return makers.flatMap(maker -> Arrays.stream(ThreadKind.values()).map(kind -> Arguments.of(maker, kind)));
    }

    static Stream<Arguments> all() {
        return onBothKinds(Arrays.stream(values()));
    }

    static Stream<Arguments> buffered() {
        return onBothKinds(Arrays.stream(values()).filter(maker -> maker != RENDEZVOUS));
    }

    static Stream<Arguments> thatCanBeFull() {
        return onBothKinds(Arrays.stream(values()).filter(Maker::canBeFull));
    }

    /** For any number of messages, so not the oneshot. */
    static Stream<Arguments> forStreams() {
        return onBothKinds(Arrays.stream(values()).filter(maker -> maker != ONESHOT));
    }

    /** For any number of threads on each side. */
    static Stream<Arguments> forMany() {
        return onBothKinds(Arrays.stream(values()).filter(maker -> !maker.isForOne()));
    }
}
