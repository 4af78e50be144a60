package interleave.channel;

import interleave.testing.ThreadKind;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * What the contract of {@link Conduit} is tested on: every flavor that carries more than one message, and the JDK's queues.
 *
 * @param capacity {@code Integer.MAX_VALUE} if it has no bound
 * @param isForMany whether it is for any number of threads on each side
 */
record Subject(String name, int capacity, boolean isForMany, Supplier<Conduit> maker) {

    Conduit make() {
        return maker.get();
    }

    /** Returns one with as many values as there is room for, counted from zero. */
    Conduit full() {
        var made = make();
        for (int i = 0; i < capacity; i++) {
            if (!made.trySend(i)) {
                throw new AssertionError(name + " refused value " + i + " of " + capacity);
            }
        }
        return made;
    }

    boolean canBeFull() {
        return capacity != Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Subject of(String name, int capacity, Supplier<BlockingQueue<Integer>> maker) {
        return new Subject(name, capacity, true, () -> Conduit.of(maker.get()));
    }

    private static Subject of(Maker maker) {
        return new Subject(maker.name(), maker.capacity(), !maker.isForOne(), () -> Conduit.of(maker.<Integer>make()));
    }

    private static Stream<Arguments> onBothKinds(Predicate<Subject> which) {
        var flavors = Arrays.stream(Maker.values())
                .filter(maker -> maker != Maker.ONESHOT)
                .map(Subject::of);
        var queues = Stream.of(
                of("ArrayBlockingQueue(1)", 1, () -> new ArrayBlockingQueue<>(1)),
                of("ArrayBlockingQueue(3)", 3, () -> new ArrayBlockingQueue<>(3)),
                of("LinkedBlockingQueue(3)", 3, () -> new LinkedBlockingQueue<>(3)),
                of("LinkedBlockingQueue", Integer.MAX_VALUE, LinkedBlockingQueue::new),
                of("LinkedTransferQueue", Integer.MAX_VALUE, LinkedTransferQueue::new),
                of("SynchronousQueue", 0, SynchronousQueue::new),
                of("SynchronousQueue(fair)", 0, () -> new SynchronousQueue<>(true)));
        return Stream.concat(flavors, queues)
                .filter(which)
                .flatMap(subject -> Arrays.stream(ThreadKind.values()).map(kind -> Arguments.of(subject, kind)));
    }

    static Stream<Arguments> all() {
        return onBothKinds(subject -> true);
    }

    static Stream<Arguments> thatCanBeFull() {
        return onBothKinds(Subject::canBeFull);
    }

    static Stream<Arguments> forMany() {
        return onBothKinds(Subject::isForMany);
    }

    static Stream<Arguments> forManyThatCanBeFull() {
        return onBothKinds(subject -> subject.isForMany() && subject.canBeFull());
    }
}
