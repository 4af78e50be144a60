package interleave.bench.channel;

import interleave.bench.channel.Cell.Candidate;
import interleave.bench.channel.Cell.Role;
import interleave.trial.BenchException;
import interleave.trial.Budget;
import interleave.trial.Machine;
import interleave.trial.jmh.BenchRun;
import interleave.trial.jmh.BenchRun.Measured;
import interleave.trial.jmh.Leg;
import interleave.trial.jmh.Plan;
import interleave.trial.jmh.Scores;
import interleave.trial.jmh.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The measurement of one cell: a pilot, which has one fork of each implementation and fixes the peer, then the rounds, each
 * with one fork of every implementation in an order that is drawn anew.
 *
 * <p>Confined to one thread. An implementation whose fork fails or hangs is left out from there on and named with the
 * reason; if ours does, the cell has failed.
 *
 * <p>How long: a fork warms up for 1.6 s and counts 0.8 s, so that the thirty cells with seven rounds take less than an hour.
 * The compiler has ended its work on these loops when it has a processor for itself, which an idle machine gives it; a
 * Kotlin fork, whose loops come later, warms up for three seconds. An iteration is one batch of messages at least; where
 * the pilot shows that a batch takes longer than an iteration is meant to, there are fewer of them.
 */
final class CellRun {

    private static final Duration ITERATION = Duration.ofMillis(200);
    private static final int WARMUPS = 8;
    private static final int ITERATIONS = 4;
    private static final int SLOW_WARMUPS = 15;
    private static final int LEAST_WARMUPS = 2;
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Cell cell;
    private final Budget budget;
    private final long seed;
    private final int rounds;
    private final Subject subject;
    private final Random random;
    private final Map<String, Double> pilot = new LinkedHashMap<>();

    /** How many times longer than {@link #ITERATION} an iteration takes. */
    private final Map<String, Double> stretch = new HashMap<>();

    private final Map<String, List<Double>> scores = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpu = new LinkedHashMap<>();
    private final Map<String, String> unfinished = new LinkedHashMap<>();
    private final List<String> disturbed = new ArrayList<>();

    CellRun(Cell cell, Budget budget, long seed) {
        this.cell = cell;
        this.budget = budget;
        this.seed = seed;
        this.rounds = budget.givesVerdicts() ? budget.rounds() : 1;
        this.subject = Subject.ofClassPath(cell.title());
        this.random = new Random(seed);
    }

    /**
     * Measures.
     *
     * @throws BenchException if ours fails
     * @throws InterruptedException if this thread is interrupted
     */
    CellResult measure() throws InterruptedException {
        for (var candidate : cell.candidates()) {
            try {
                var measured = single(candidate);
                pilot.put(candidate.name(), score(measured));
                stretch.put(candidate.name(), stretch(measured));
            } catch (BenchException e) {
                leaveOut(candidate, e);
            }
        }
        // The next best stands in where the best does not finish the rounds.
        var ranked = cell.candidates().stream()
                .filter(candidate -> candidate.role() == Role.PEER && pilot.containsKey(candidate.name()))
                .map(Candidate::name)
                .sorted(Comparator.comparingDouble(pilot::get))
                .toList();
        for (int round = 0; round < rounds; round++) {
            round();
        }
        var peer = ranked.stream().filter(name -> !unfinished.containsKey(name)).findFirst();
        unfinished.keySet().forEach(name -> {
            scores.remove(name);
            cpu.remove(name);
        });
        return new CellResult(
                cell.title(),
                budget,
                seed,
                pilot,
                peer.orElse(""),
                scores,
                cpu,
                unfinished,
                disturbed,
                Instant.now().toString(),
                Machine.card().facts());
    }

    private void round() throws InterruptedException {
        var order = new ArrayList<>(cell.candidates());
        order.removeIf(candidate -> unfinished.containsKey(candidate.name()));
        Collections.shuffle(order, random);
        try {
            var legs =
                    BenchRun.of(subject, order.stream().map(this::leg).toList()).legs();
            for (int i = 0; i < order.size(); i++) {
                keep(order.get(i), legs.get(i));
            }
        } catch (BenchException oneOfThem) {
            // Which one shows when each runs alone; the round counts for those that finish it.
            for (var candidate : order) {
                try {
                    keep(candidate, single(candidate));
                } catch (BenchException e) {
                    leaveOut(candidate, e);
                }
            }
        }
    }

    private Measured single(Candidate candidate) throws InterruptedException {
        return BenchRun.of(subject, List.of(leg(candidate))).legs().getFirst();
    }

    private void leaveOut(Candidate candidate, BenchException why) {
        if (candidate.role() == Role.OURS) {
            throw why;
        }
        unfinished.put(candidate.name(), why.getMessage());
    }

    private Leg leg(Candidate candidate) {
        return new Leg(candidate.benchmark(subject.catalogue()), 1, plan(candidate));
    }

    private Plan plan(Candidate candidate) {
        if (!budget.givesVerdicts()) {
            return new Plan(budget, 1, rounds, 1, 1, Duration.ofMillis(50), SILENCE);
        }
        int warmups = candidate.warmsUpSlowly() ? SLOW_WARMUPS : WARMUPS;
        double times = Math.max(1, stretch.getOrDefault(candidate.name(), 1.0));
        return new Plan(
                budget,
                1,
                rounds,
                Math.max(LEAST_WARMUPS, (int) (warmups / times)),
                Math.max(1, (int) (ITERATIONS / times)),
                ITERATION,
                SILENCE);
    }

    private static double stretch(Measured measured) {
        double iterations = measured.result().getBenchmarkResults().stream()
                .mapToInt(fork -> fork.getIterationResults().size())
                .sum();
        return score(measured) * sum(measured, "messages") / iterations / ITERATION.toNanos();
    }

    private void keep(Candidate candidate, Measured measured) {
        scores.computeIfAbsent(candidate.name(), _ -> new ArrayList<>()).add(score(measured));
        cpu.computeIfAbsent(candidate.name(), _ -> new ArrayList<>()).add(cpu(measured));
        measured.disturbedBy().map(by -> candidate.name() + ": " + by).ifPresent(disturbed::add);
    }

    private static double score(Measured measured) {
        return Scores.forks(Scores.rows(List.of(measured)).getFirst()).getFirst();
    }

    /** Returns the nanoseconds of processor time for a message, of all counted iterations together. */
    private static double cpu(Measured measured) {
        return sum(measured, "cpuNanos") / sum(measured, "messages");
    }

    private static double sum(Measured measured, String counter) {
        return measured.result().getBenchmarkResults().stream()
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration ->
                        iteration.getSecondaryResults().get(counter).getScore())
                .sum();
    }
}
