package interleave.bench.channel;

import interleave.trial.jmh.BenchmarkCase;
import interleave.trial.jmh.Catalogue;
import interleave.trial.jmh.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One line of the table: the same traffic through the channels of several implementations.
 *
 * @param title its name, for instance {@code mpsc 128 platform}
 * @param goal what it must reach
 * @param candidates ours, then the others
 */
record Cell(String title, Goal goal, List<Candidate> candidates) {

    private static final List<String> KINDS = List.of("platform", "virtual");
    private static final List<String> SHAPES = List.of("spsc", "mpsc", "mpmc");
    private static final List<String> CAPACITIES = List.of("0", "1", "128", "unbounded");

    /** What the ratio of the best peer's time to ours must reach. */
    enum Goal {
        /** One of the thirty cells of which none may be below, and whose median must be well above one. */
        TABLE(0.9),
        /** At least nearly as fast. */
        FLOOR(0.9),
        /** Clearly faster. */
        SELECT(1.2),
        /** To be seen beside the others. */
        NONE(0);

        final double least;

        Goal(double least) {
            this.least = least;
        }
    }

    /** What an implementation is in a cell. */
    enum Role {
        /** Ours. */
        OURS,
        /** May be the best peer. */
        PEER,
        /** Is shown beside: it never parks, or its workers are no threads. */
        BESIDE
    }

    /** One implementation in a cell. */
    record Candidate(String name, Role role, Class<? extends ChannelBenchmark> type, Map<String, String> parameters) {

        /** Returns what JMH measures. */
        BenchmarkCase benchmark(Catalogue catalogue) {
            var selection = Selection.of(
                    Pattern.compile("^" + Pattern.quote(type.getCanonicalName() + ".") + Selection.METHOD));
            for (var parameter : parameters.entrySet()) {
                selection = selection.withParameter(parameter.getKey(), List.of(parameter.getValue()));
            }
            var cases = selection.cases(catalogue);
            if (cases.size() != 1) {
                throw new IllegalStateException("%s stands for %s, not for one case".formatted(this, cases));
            }
            return cases.getFirst();
        }

        /** Kotlin's compiled loops come late. */
        boolean warmsUpSlowly() {
            return name.equals("Kotlin");
        }
    }

    /** Returns all cells in the table's order. */
    static List<Cell> all() {
        var cells = new ArrayList<Cell>();
        for (var kind : KINDS) {
            for (var capacity : CAPACITIES) {
                if (!capacity.equals("0")) {
                    cells.add(transfer("seq", capacity, kind, Goal.TABLE));
                }
                SHAPES.forEach(shape -> cells.add(transfer(shape, capacity, kind, Goal.TABLE)));
            }
        }
        for (var kind : KINDS) {
            for (var capacity : List.of("0", "1")) {
                cells.add(transfer("ping-pong", capacity, kind, Goal.FLOOR)
                        .with("Kotlin", coroutines(kind), KotlinPingPongBenchmark.class, Map.of("capacity", capacity)));
            }
        }
        for (var shape : List.of("pairs", "chain")) {
            cells.add(of(
                    shape + " 0",
                    Goal.FLOOR,
                    ManyRendezvousBenchmark.class,
                    Map.of("shape", shape),
                    "SynchronousQueue",
                    "SynchronousQueue-fair",
                    "jox"));
            cells.add(of(
                    shape + " 16",
                    Goal.FLOOR,
                    ManyBoundedBenchmark.class,
                    Map.of("shape", shape, "capacity", "16"),
                    "ArrayBlockingQueue",
                    "LinkedBlockingQueue",
                    "jox"));
        }
        for (var kind : KINDS) {
            for (var capacity : CAPACITIES) {
                var parameters = Map.of("kind", kind, "capacity", capacity);
                var own = Map.of("capacity", capacity);
                var end = " %s %s".formatted(capacity, kind);
                cells.add(of("select_rx" + end, Goal.SELECT, SelectReceiveBenchmark.class, parameters, "jox")
                        .with("Kotlin", coroutines(kind), KotlinReceiveBenchmark.class, own));
                cells.add(of("select_both" + end, Goal.SELECT, SelectBothBenchmark.class, parameters, "jox")
                        .with("Kotlin", coroutines(kind), KotlinBothBenchmark.class, own));
            }
        }
        for (var kind : KINDS) {
            for (var shape : List.of("seq", "spsc")) {
                var parameters = Map.of("shape", shape, "kind", kind, "capacity", "128");
                cells.add(new Cell("single %s 128 %s".formatted(shape, kind), Goal.NONE, List.of())
                        .with("interleave-single", Role.OURS, SingleBenchmark.class, parameters)
                        .with("ArrayBlockingQueue", Role.PEER, SingleBenchmark.class, parameters)
                        .with("LinkedBlockingQueue", Role.PEER, SingleBenchmark.class, parameters)
                        .with("interleave", Role.BESIDE, SingleBenchmark.class, parameters)
                        .with("JCTools-spinning", Role.BESIDE, SingleBenchmark.class, parameters));
            }
        }
        return List.copyOf(cells);
    }

    /** A coroutine blocks no thread; what does the same with threads is a virtual one. */
    private static Role coroutines(String kind) {
        return kind.equals("virtual") ? Role.PEER : Role.BESIDE;
    }

    private static Cell transfer(String shape, String capacity, String kind, Goal goal) {
        var title = "%s %s %s".formatted(shape, capacity, kind);
        var parameters = Map.of("shape", shape, "kind", kind);
        return switch (capacity) {
            case "0" ->
                of(
                        title,
                        goal,
                        RendezvousBenchmark.class,
                        parameters,
                        "SynchronousQueue",
                        "SynchronousQueue-fair",
                        "jox");
            case "unbounded" ->
                of(
                        title,
                        goal,
                        UnboundedBenchmark.class,
                        parameters,
                        "LinkedTransferQueue",
                        "LinkedBlockingQueue",
                        "jox");
            default ->
                of(
                        title,
                        goal,
                        BoundedBenchmark.class,
                        Map.of("shape", shape, "kind", kind, "capacity", capacity),
                        "ArrayBlockingQueue",
                        "LinkedBlockingQueue",
                        "jox");
        };
    }

    private static Cell of(
            String title,
            Goal goal,
            Class<? extends ChannelBenchmark> type,
            Map<String, String> parameters,
            String... peers) {
        var cell = new Cell(title, goal, List.of()).with("interleave", Role.OURS, type, parameters);
        for (var peer : peers) {
            cell = cell.with(peer, Role.PEER, type, parameters);
        }
        return cell;
    }

    /** Returns the same with another candidate; Kotlin's benchmarks have no parameter that names whose channel it is. */
    private Cell with(String name, Role role, Class<? extends ChannelBenchmark> type, Map<String, String> parameters) {
        var values = new TreeMap<>(parameters);
        if (!name.equals("Kotlin")) {
            values.put("implementation", name);
        }
        var more = new ArrayList<>(candidates);
        more.add(new Candidate(name, role, type, values));
        return new Cell(title, goal, List.copyOf(more));
    }
}
