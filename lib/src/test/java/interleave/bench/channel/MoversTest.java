package interleave.bench.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the benchmarks measure moves every message, once: in every shape, of every implementation, on both kinds of threads. */
@Timeout(20)
class MoversTest {

    private static final int FEW = 1_000;
    private static final int TWO_EACH = 2_000;
    private static final List<String> KINDS = List.of("platform", "virtual");

    static Stream<Arguments> pipes() {
        var blocking = List.of("interleave", "jox", "ArrayBlockingQueue", "LinkedBlockingQueue");
        return Stream.of(
                        pipes(0, List.of("interleave", "jox", "SynchronousQueue", "SynchronousQueue-fair")),
                        pipes(1, blocking),
                        pipes(16, blocking),
                        pipes(128, blocking),
                        pipes(128, List.of("JCTools-spinning")),
                        pipes(
                                Pipes.UNBOUNDED,
                                List.of("interleave", "jox", "LinkedBlockingQueue", "LinkedTransferQueue")))
                .flatMap(all -> all);
    }

    private static Stream<Arguments> pipes(int capacity, List<String> implementations) {
        return implementations.stream().map(implementation -> Arguments.of(implementation, capacity));
    }

    @ParameterizedTest
    @MethodSource("pipes")
    void everyMessageArrives(String implementation, int capacity) throws Exception {
        for (var shape : Shape.values()) {
            boolean many = shape == Shape.PAIRS || shape == Shape.CHAIN;
            if ((shape == Shape.SEQ && capacity == 0) || (many && implementation.equals("JCTools-spinning"))) {
                continue; // one thread cannot meet itself; a thousand spinners are no channel
            }
            for (var kind : many ? List.of("virtual") : KINDS) {
                moves(implementation, capacity, shape, kind, many ? TWO_EACH : FEW);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 128})
    void everyMessageOfADeclaredPairArrives(int capacity) throws Exception {
        for (var kind : KINDS) {
            moves("interleave-single", capacity, Shape.SEQ, kind, FEW);
            moves("interleave-single", capacity, Shape.SPSC, kind, FEW);
            moves("interleave-single", capacity, Shape.PING_PONG, kind, FEW);
        }
    }

    /** Twice, since the threads stay and go on. */
    private static void moves(String implementation, int capacity, Shape shape, String kind, int messages)
            throws InterruptedException {
        var pipes = shape.pipes(Pipes.of(implementation, capacity));
        var taken = new ArrayList<Counting>();
        pipes.forEach(pipe -> taken.add(new Counting(pipe)));
        try (var crew = Crew.of(kind, shape.works(List.copyOf(taken), capacity, messages))) {
            for (int batch = 1; batch <= 2; batch++) {
                assertEquals(0, crew.move(), shape + " on " + kind + " threads");
                assertEquals(
                        (long) batch * messages,
                        taken.stream().mapToLong(Counting::taken).sum(),
                        shape + " on " + kind + " threads");
            }
        } finally {
            pipes.forEach(Pipe::close);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, Pipes.UNBOUNDED})
    void everyMessageArrivesThroughSelect(int capacity) throws Exception {
        for (var implementation : List.of("interleave", "jox")) {
            for (var kind : KINDS) {
                try (var chooser = Choosers.of(implementation, capacity);
                        var receive = Crew.of(kind, chooser.receive(FEW))) {
                    assertEquals(0, receive.move());
                    assertEquals(0, receive.move());
                }
                if (implementation.equals("interleave")) { // jox may live-lock there
                    try (var chooser = Choosers.of(implementation, capacity);
                            var both = Crew.of(kind, chooser.both(FEW))) {
                        assertEquals(0, both.move());
                        assertEquals(0, both.move());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128, Pipes.UNBOUNDED})
    void everyMessageArrivesThroughKotlin(int capacity) throws Exception {
        for (var mover : List.of(
                KotlinWorks.pingPong(capacity, FEW),
                KotlinWorks.receive(capacity, FEW),
                KotlinWorks.both(capacity, FEW))) {
            assertEquals(0, mover.move());
            assertEquals(0, mover.move());
        }
    }

    @Test
    void aMessageForAnotherFailsTheBatch() {
        var queue = new ArrayBlockingQueue<Message>(1);
        var faulty = new Pipe() {
            @Override
            public void put(Message message) throws InterruptedException {
                queue.put(message);
            }

            @Override
            public Message take() throws InterruptedException {
                var taken = queue.take();
                return taken.equals(Message.at(7)) ? Message.at(8) : taken;
            }
        };
        try (var crew = Crew.of("platform", Shape.SPSC.works(List.of(faulty), 1, FEW))) {
            var thrown = assertThrows(IllegalStateException.class, () -> new Cost().of(crew, FEW));
            assertTrue(thrown.getMessage().contains("not what was put"), thrown.getMessage());
        }
    }

    @Test
    void aWorkerThatFailsIsTold() {
        var cause = new IllegalStateException("planted");
        var queue = new ArrayBlockingQueue<Message>(1);
        List<Work> works = List.of(
                () -> {
                    throw cause;
                },
                () -> queue.take().number());
        try (var crew = Crew.of("virtual", works)) {
            assertSame(
                    cause, assertThrows(IllegalStateException.class, crew::move).getCause());
        }
    }

    @Test
    void anInterruptEndsTheWaitAndClosingEndsTheWorkers() throws Exception {
        var queue = new ArrayBlockingQueue<Message>(1);
        var workers = new ArrayList<Thread>();
        Work waits = () -> {
            workers.add(Thread.currentThread());
            return queue.take().number();
        };
        try (var crew = Crew.of("platform", List.of(waits))) {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, crew::move);
        }
        assertFalse(workers.stream().anyMatch(Thread::isAlive));
    }

    @Test
    void whatDoesNotExistIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Pipes.of("ArrayBlockingQueue", 0));
        assertThrows(IllegalArgumentException.class, () -> Pipes.of("JCTools-spinning", 1));
        assertThrows(IllegalArgumentException.class, () -> Choosers.of("ArrayBlockingQueue", 1));
        assertThrows(IllegalArgumentException.class, () -> Shape.of("star"));
        assertThrows(IllegalArgumentException.class, () -> Crew.of("green", List.of()));
    }

    @Test
    void noTwoMessagesOfThePoolAreAlike() {
        assertEquals(
                1024,
                IntStream.range(0, 5_000)
                        .mapToLong(i -> Message.at(i).number())
                        .distinct()
                        .count());
    }

    /** Counts what is taken out. */
    private static final class Counting implements Pipe {

        private final Pipe pipe;
        private final LongAdder taken = new LongAdder();

        Counting(Pipe pipe) {
            this.pipe = pipe;
        }

        @Override
        public void put(Message message) throws InterruptedException {
            pipe.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            var message = pipe.take();
            taken.increment();
            return message;
        }

        long taken() {
            return taken.sum();
        }
    }
}
