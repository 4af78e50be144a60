package interleave.lab;

import interleave.trial.Budget;
import interleave.trial.Outcomes;
import interleave.trial.Progress;
import interleave.trial.litmus.LitmusRun;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Meaning.Kind;
import interleave.trial.litmus.Observed;
import interleave.trial.litmus.Observed.Ending;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * {@code make stress}: runs the library's litmus tests from a shell, prints what was seen of each, and judges them.
 *
 * <p>The quick budget runs all tests. In the others, which run each for longer, only those marked {@link
 * interleave.trial.litmus.Core} run, unless a filter asks for others.
 *
 * <p>A test passes if it ran to its end and no outcome was seen that it forbids or does not name. In a test that is wrong
 * on purpose a forbidden outcome is what it is there for: one that this processor can show is listed if it was not seen,
 * and is a fault in the thorough budget, which has time enough; one that it cannot show, and did, is a fault of the mark.
 * The exit code is 0 when all passed, 1 when one did not or did not run, 2 when there is no such test. An interrupt of the
 * shell ends this JVM, and with it the test that is running.
 */
public final class StressTool {

    private static final String USAGE = "Usage: StressTool [REGEX]. Run `make stress FILTER=regex`.";

    private StressTool() {}

    /**
     * Runs tests.
     *
     * @param arguments what a test's full name must match somewhere; without it all run
     * @throws InterruptedException if the main thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length > 1) {
            System.err.println(USAGE);
            System.exit(2);
        }
        Progress.install(title -> ProgressLine.on(System.err, System.console()));
        System.exit(run(arguments.length == 1 ? arguments[0] : ""));
    }

    private static int run(String regex) throws InterruptedException {
        Outcomes outcomes;
        try {
            var tests = chosen(LitmusRun.built(Pattern.compile(regex)), regex, Budget.current());
            if (tests.isEmpty()) {
                System.err.println("No memory-model test has a name that matches \"%s\".".formatted(regex));
                return 2;
            }
            outcomes = Outcomes.of(tests.size() == 1 ? tests.getFirst().name() : tests.size() + " litmus tests", tests);
        } catch (PatternSyntaxException e) {
            System.err.println("FILTER is no regular expression: " + e.getMessage());
            return 2;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
        System.out.println(OutcomesView.of(outcomes).text());
        var faults = faults(outcomes.tests(), outcomes.budget());
        faults.forEach(System.out::println);
        if (outcomes.budget() != Budget.THOROUGH) {
            outcomes.tests().stream()
                    .filter(StressTool::isNotShown)
                    .forEach(test -> System.out.println("Not shown in this run: what is wrong with "
                            + test.test().name()));
        }
        System.out.println(summary(outcomes.tests(), outcomes.budget()));
        return faults.isEmpty() ? 0 : 1;
    }

    /** Returns those of the built tests that match a filter, that run in a budget. */
    static List<LitmusTest> chosen(List<LitmusTest> matching, String regex, Budget budget) {
        return budget == Budget.QUICK || !regex.isEmpty()
                ? matching
                : matching.stream().filter(LitmusTest::isCore).toList();
    }

    /** Returns how many passed, and how many of those by showing what is wrong with them. */
    static String summary(List<Observed> tests, Budget budget) {
        var passed =
                tests.stream().filter(test -> fault(test, budget).isEmpty()).toList();
        long broken = passed.stream()
                .filter(test -> test.isBroken() && test.samples(Kind.FORBIDDEN) > 0)
                .count();
        return "%d of %d tests passed%s."
                .formatted(
                        passed.size(),
                        tests.size(),
                        switch ((int) broken) {
                            case 0 -> "";
                            case 1 -> "; one of them is broken on purpose, and failed as it should";
                            default ->
                                "; %d of them are broken on purpose, and failed as they should".formatted(broken);
                        });
    }

    /** Returns a line for each test that did not pass. */
    static List<String> faults(List<Observed> tests, Budget budget) {
        return tests.stream()
                .flatMap(test ->
                        fault(test, budget)
                                .map(what ->
                                        "FAILED %s: %s".formatted(test.test().name(), what))
                                .stream())
                .toList();
    }

    private static Optional<String> fault(Observed test, Budget budget) {
        if (test.ending() != Ending.RAN) {
            return Optional.of("%s, %s".formatted(test.ending(), test.note()));
        }
        var kinds = test.isBroken() ? Stream.of(Kind.UNKNOWN) : Stream.of(Kind.FORBIDDEN, Kind.UNKNOWN);
        var seen = kinds.flatMap(kind -> test.seen(kind).stream()).toList();
        if (!seen.isEmpty()) {
            return Optional.of("saw %s, which must not be".formatted(String.join("; ", seen)));
        }
        if (test.isBroken() && !test.isObservableHere() && test.samples(Kind.FORBIDDEN) > 0) {
            return Optional.of("saw what its mark says this processor cannot show");
        }
        return budget == Budget.THOROUGH && isNotShown(test)
                ? Optional.of("is wrong on purpose, and did not show it")
                : Optional.empty();
    }

    private static boolean isNotShown(Observed test) {
        return test.ending() == Ending.RAN && test.isObservableHere() && test.samples(Kind.FORBIDDEN) == 0;
    }
}
