package interleave.bench.channel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which threads put and take, and through how many pipes. */
enum Shape {
    /** One thread fills the pipe and drains it. */
    SEQ("seq"),
    /** One producer, one consumer. */
    SPSC("spsc"),
    /** Four producers, one consumer. */
    MPSC("mpsc"),
    /** Four producers, four consumers. */
    MPMC("mpmc"),
    /** Two threads, two pipes: a message goes, the same one comes back. */
    PING_PONG("ping-pong"),
    /** A thousand pipes, each with a producer and a consumer. */
    PAIRS("pairs"),
    /** A thousand pipes in a row: between each and the next a thread that forwards. */
    CHAIN("chain");

    private static final int MANY = 1_000;

    private final String title;

    Shape(String title) {
        this.title = title;
    }

    /**
     * Returns the shape of a title.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    static Shape of(String title) {
        return Arrays.stream(values())
                .filter(shape -> shape.title.equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no shape “%s”: choose %s"
                        .formatted(
                                title,
                                Arrays.stream(values()).map(Shape::toString).collect(Collectors.joining(", ")))));
    }

    /**
     * Returns what the threads do, one work for each.
     *
     * @param pipes the pipes, as many as the shape asks for
     * @param capacity how many messages fill a pipe
     * @param messages how many messages go through a pipe, all pipes together
     */
    List<Work> works(List<Pipe> pipes, int capacity, int messages) {
        var first = pipes.getFirst();
        return switch (this) {
            case SEQ -> List.of(Work.fillAndDrain(first, capacity, messages));
            case SPSC -> transfer(first, 1, 1, messages);
            case MPSC -> transfer(first, 4, 1, messages);
            case MPMC -> transfer(first, 4, 4, messages);
            case PING_PONG ->
                List.of(
                        Work.ask(first, pipes.getLast(), messages / 2),
                        Work.forward(first, pipes.getLast(), messages / 2));
            case PAIRS ->
                pipes.stream()
                        .flatMap(pipe -> transfer(pipe, 1, 1, messages / MANY).stream())
                        .toList();
            case CHAIN -> chain(pipes, messages / MANY);
        };
    }

    private static List<Work> transfer(Pipe pipe, int producers, int consumers, int messages) {
        var works = new ArrayList<Work>();
        IntStream.range(0, consumers).forEach(i -> works.add(Work.take(pipe, messages / consumers)));
        IntStream.range(0, producers).forEach(i -> works.add(Work.put(pipe, messages / producers)));
        return works;
    }

    private static List<Work> chain(List<Pipe> pipes, int messages) {
        var works = new ArrayList<Work>();
        works.add(Work.take(pipes.getLast(), messages));
        for (int i = pipes.size() - 1; i > 0; i--) {
            works.add(Work.forward(pipes.get(i - 1), pipes.get(i), messages));
        }
        works.add(Work.put(pipes.getFirst(), messages));
        return works;
    }

    /** Returns the pipes that the shape asks for. */
    List<Pipe> pipes(Supplier<Pipe> maker) {
        int count = switch (this) {
            case SEQ, SPSC, MPSC, MPMC -> 1;
            case PING_PONG -> 2;
            case PAIRS, CHAIN -> MANY;
        };
        return IntStream.range(0, count).mapToObj(i -> maker.get()).toList();
    }

    @Override
    public String toString() {
        return title;
    }
}
