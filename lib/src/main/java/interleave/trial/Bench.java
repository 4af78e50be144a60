package interleave.trial;

import interleave.trial.child.Compilation;
import interleave.trial.jmh.BenchRun;
import interleave.trial.jmh.Leg;
import interleave.trial.jmh.Plan;
import interleave.trial.jmh.Rounds;
import interleave.trial.jmh.Scores;
import interleave.trial.jmh.Selection;
import interleave.trial.jmh.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Runs JMH benchmarks in JVMs of their own: {@code Bench.of(ThreadBenchmark.class).threads(1, 2, 4).run()}.
 *
 * <p>The {@link Budget} of this run decides about forks and iterations, whatever a class's annotations say; mode, time
 * unit, parameters and threads come from the class. A class that says no mode is measured by its average time. Flags of
 * a benchmark's JVM belong in its {@code @Fork}. A fork that says nothing for twenty seconds longer than planned counts
 * as hung, or for as long as the class's {@code @Timeout} says.
 *
 * <p>A {@code Bench} is a value; each method returns a changed copy. {@link #run} and {@link #compare} block until all is
 * measured, wait for other benchmarks on this machine before, and show how far they are through {@link Progress}.
 */
public final class Bench {

    private final Subject subject;
    private final Selection selection;
    private final Plan plan;

    private Bench(Subject subject, Selection selection, Plan plan) {
        this.subject = subject;
        this.selection = selection;
        this.plan = plan;
    }

    /**
     * Selects the benchmarks of a compiled class.
     *
     * @throws IllegalArgumentException if the class is declared in a cell, where no fork can see it
     */
    public static Bench of(Class<?> type) {
        Objects.requireNonNull(type, "Bench.of(null): name a class, for instance ThreadBenchmark.class");
        if (type.getPackageName().equals("REPL") || type.getCanonicalName() == null) {
            throw new IllegalArgumentException(type.getSimpleName()
                    + " is declared in a cell, where a benchmark's JVM cannot see it: begin its cell with %%benchmark");
        }
        return of(type.getSimpleName(), methodsOf(type));
    }

    /** Returns what matches the methods of a class, but not those of the classes in it. */
    static Pattern methodsOf(Class<?> type) {
        return Pattern.compile("^" + Pattern.quote(type.getCanonicalName() + ".") + Selection.METHOD);
    }

    /**
     * Selects the compiled benchmarks whose full name contains a match of a regular expression, as JMH's command line
     * does: {@code Bench.of("ThreadBenchmark")}.
     */
    public static Bench of(String regex) {
        Objects.requireNonNull(regex, "Bench.of(null): pass part of a benchmark's name, or \"\" for all");
        try {
            return of(regex.isBlank() ? "All benchmarks" : regex, Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Bench.of(\"%s\") is not a regular expression: %s".formatted(regex, e.getDescription()));
        }
    }

    /**
     * Selects the benchmarks of a source text that was compiled with JMH's own annotation processor.
     *
     * @param source what was compiled; it lies in a package, since JMH takes nothing from the unnamed one
     * @param linesBefore how many lines stand before those that the learner wrote: messages count from there
     * @throws BenchException if it has no benchmark
     */
    public static Bench ofSource(Compilation source, int linesBefore) {
        Objects.requireNonNull(source, "Bench.ofSource(null, ...): pass what was compiled");
        needsJmh();
        return new Bench(Subject.of(source, linesBefore), Selection.of(Pattern.compile("")), Plan.of(Budget.current()));
    }

    private static Bench of(String title, Pattern name) {
        needsJmh();
        return new Bench(Subject.ofClassPath(title), Selection.of(name), Plan.of(Budget.current()));
    }

    private static void needsJmh() {
        try {
            Class.forName("org.openjdk.jmh.runner.Runner", false, Bench.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new BenchException("JMH is not on the class path: add org.openjdk.jmh:jmh-core to it");
        }
    }

    /** Selects these methods only, in this order; the first is the baseline of a comparison. */
    public Bench only(String... methods) {
        return with(selection.withOnly(distinct("only", List.of(methods))));
    }

    /** Measures with each of these numbers of threads, each 1 to {@value Threads#MOST}. */
    public Bench threads(int... counts) {
        var all = distinct("threads", Arrays.stream(counts).boxed().toList());
        all.forEach(count -> Parameters.checked("threads", count, Threads.MOST));
        return with(selection.withThreads(all));
    }

    /** Measures with each of these values of a parameter, a field with JMH's {@code @Param}. */
    public Bench parameter(String name, String... values) {
        Objects.requireNonNull(name, "parameter(null, ...): name a field with @Param");
        return with(selection.withParameter(name, distinct("parameter " + name, List.of(values))));
    }

    /** Measures by another plan than the budget's. */
    Bench plan(Plan other) {
        return new Bench(subject, selection, other);
    }

    private Bench with(Selection other) {
        return new Bench(subject, other, plan);
    }

    private static <T> List<T> distinct(String what, List<T> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(what + ": name at least one");
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw new IllegalArgumentException("%s: each may be named once, not as in %s".formatted(what, values));
        }
        return values;
    }

    /**
     * Measures every benchmark selected, one after the other.
     *
     * @throws BenchException if none is selected, or one fails, hangs or ends its JVM
     * @throws InterruptedException if this thread is interrupted; no process is left
     */
    public BenchResult run() throws InterruptedException {
        var cases = selection.cases(subject.catalogue());
        var machine = Machine.card();
        var at = Instant.now();
        var legs = cases.stream().map(what -> new Leg(what, plan.forks(), plan)).toList();
        var outcome = BenchRun.of(subject, legs);
        return new BenchResult(
                subject.title(),
                Scores.rows(outcome.legs()),
                plan.budget(),
                machine,
                at,
                Scores.conditions(outcome),
                outcome.output(),
                Scores.json(outcome.legs()));
    }

    /**
     * Compares what is selected with the first of it: methods, values of parameters or numbers of threads. In each round
     * every one of them has a fork, in an order that is drawn anew. A parameter that is not named here varies as its class
     * says, and so makes candidates too.
     *
     * @throws BenchException if fewer than two are selected, they cannot be compared, or one fails, hangs or ends its
     *     JVM
     * @throws InterruptedException if this thread is interrupted; no process is left
     */
    public Comparison compare() throws InterruptedException {
        return compare(new Random().nextLong());
    }

    /** Compares as {@link #compare()} does, with the orders of a seed. */
    public Comparison compare(long seed) throws InterruptedException {
        var rounds = Rounds.of(selection.cases(subject.catalogue()), plan, seed);
        var machine = Machine.card();
        var at = Instant.now();
        var outcome = BenchRun.of(subject, rounds.legs());
        var merged = rounds.merged(outcome.legs());
        var rows = Scores.rows(merged);
        var scores = rows.stream().map(Scores::forks).toList();
        var names = rounds.names();
        var candidates = new ArrayList<Comparison.Candidate>();
        for (int i = 1; i < names.size(); i++) {
            var ratios = Spread.of(rounds.ratios(scores.getFirst(), scores.get(i)));
            candidates.add(new Comparison.Candidate(names.get(i), ratios, scores.get(i)));
        }
        return new Comparison(
                subject.title(),
                names.getFirst(),
                candidates,
                scores.getFirst(),
                rows.getFirst().unit(),
                rows.getFirst().mode(),
                plan.rounds(),
                seed,
                plan.budget(),
                machine,
                at,
                Scores.conditions(outcome),
                Rounds.disturbed(outcome.legs()).stream().toList(),
                Scores.json(merged));
    }
}
