package interleave.trial;

import interleave.trial.litmus.LitmusRun;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Meaning;
import interleave.trial.litmus.Meaning.Kind;
import interleave.trial.litmus.Observed;
import interleave.trial.litmus.Observed.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which outcomes litmus tests had on the real memory of this machine, how often, and what each means.
 *
 * <p>Jcstress runs each test in child JVMs, some million times, compiled in several ways. An outcome that was seen is
 * possible. One that was not seen may still be; and of a test that did not run nothing is known, which is said.
 *
 * @param title what was run
 * @param tests what became of each, in their order
 * @param budget how long each was run
 * @param machine the machine's card at the start
 * @param at when it started
 * @param took how long all took
 */
public record Outcomes(String title, List<Observed> tests, Budget budget, Machine machine, Instant at, Duration took)
        implements Tabular {

    /** Copies the tests. */
    public Outcomes {
        Objects.requireNonNull(budget);
        tests = List.copyOf(tests);
    }

    /**
     * Runs the litmus tests that some classes are, or else those nested in them, each once, in the budget of this run.
     * Takes one to some tens of seconds a test, by the budget, and shows how far it is. Of several tests each that cannot
     * be run says why, and the others run.
     *
     * @param types classes of the library; what a cell declares has no runner
     * @throws IllegalArgumentException if one of them is no litmus test, or the only one none of jcstress; says what is
     *     missing
     * @throws InterruptedException if this thread is interrupted; no process and no file is left
     */
    public static Outcomes of(Class<?>... types) throws InterruptedException {
        if (types.length == 0) {
            throw new IllegalArgumentException("Outcomes.of(): name a litmus test, for instance Increments.class");
        }
        var title = Stream.of(types).distinct().map(LitmusTest::name).collect(Collectors.joining(", "));
        return of(
                title,
                Stream.of(types)
                        .flatMap(type -> LitmusTest.in(type).stream())
                        .distinct()
                        .toList());
    }

    /**
     * Runs litmus tests in the budget of this run, as {@link #of(Class...)} does.
     *
     * @param title what they are together
     */
    public static Outcomes of(String title, List<LitmusTest> tests) throws InterruptedException {
        var budget = Budget.current();
        var machine = Machine.card();
        var at = Instant.now();
        long start = System.nanoTime();
        var observed = LitmusRun.of("Outcomes of " + title, tests, budget);
        return new Outcomes(title, observed, budget, machine, at, Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * Returns what became of the test that is this class.
     *
     * @throws IllegalArgumentException if it is not among them
     */
    public Observed observed(Class<?> test) {
        return tests.stream()
                .filter(observed -> observed.test().type() == test)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(test.getName() + " was not run"));
    }

    /** Returns how many outcomes were seen in all tests together. */
    public long samples() {
        return tests.stream().mapToLong(Observed::samples).sum();
    }

    /**
     * Returns one row for each outcome that was seen, one for those of each meaning that were not, and one for each test
     * that did not run to its end.
     */
    @Override
    public Table table() {
        var rows = new Rows();
        for (var observed : tests) {
            rows.add(observed);
        }
        return rows.table("Outcomes of %s, %s budget".formatted(title, budget));
    }

    /** Returns a kind as it stands in the table. */
    static String word(Kind kind) {
        return switch (kind) {
            case ALLOWED -> "allowed";
            case INTERESTING -> "allowed, interesting";
            case FORBIDDEN -> "forbidden";
            case UNKNOWN -> "not named";
        };
    }

    /** The columns while they grow. */
    private static final class Rows {
        private final StringColumn test = StringColumn.create("test");
        private final StringColumn outcome = StringColumn.create("outcome");
        private final LongColumn count = LongColumn.create("count");
        private final DoubleColumn share = DoubleColumn.create("share in %");
        private final StringColumn expected = StringColumn.create("expected");
        private final StringColumn meaning = StringColumn.create("what happened");

        void add(Observed observed) {
            var name = observed.test().name();
            if (observed.ending() != Ending.RAN) {
                test.append(name);
                outcome.append(observed.ending().toString());
                count.appendMissing();
                share.appendMissing();
                expected.append("");
                meaning.append(observed.note());
            }
            if (observed.samples() == 0) {
                return;
            }
            observed.counts().forEach((state, times) -> {
                var means = observed.test().meaning(state);
                add(name, state, times, observed.samples(), means);
            });
            for (var means : observed.test().meanings()) {
                boolean seen = observed.counts().keySet().stream()
                        .anyMatch(state -> observed.test().meaning(state).equals(means));
                if (!seen) {
                    var states = means.isForTheRest() ? "any other" : String.join(" or ", means.ids());
                    add(name, states, 0, observed.samples(), means);
                }
            }
        }

        private void add(String name, String state, long times, long of, Meaning means) {
            test.append(name);
            outcome.append(state);
            count.append(times);
            share.append(100.0 * times / of);
            expected.append(word(means.kind()));
            meaning.append(means.why());
        }

        Table table(String caption) {
            return Table.create(caption, test, outcome, count, share, expected, meaning);
        }
    }

    /** Returns the table as text. */
    @Override
    public String toString() {
        return table().printAll();
    }
}
