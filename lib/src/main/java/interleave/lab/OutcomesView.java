package interleave.lab;

import interleave.trial.Budget;
import interleave.trial.Outcomes;
import interleave.trial.litmus.Meaning.Kind;
import interleave.trial.litmus.Observed;
import interleave.trial.litmus.Observed.Ending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Which outcomes litmus tests had: a sentence for each test, what must not happen first; a chart of the shares; the table
 * with what each outcome means; and the conditions in one line. A test that did not run says so in its sentence and in
 * the table. The view is made once and never changes.
 */
public final class OutcomesView implements Shown {

    private static final String NOT_SEEN = "An outcome that was not seen may still be possible.";

    private static final String SHARE = "share of the runs of a test";
    private static final String PERCENT = "%";
    private static final String MARKS =
            "Each outcome that was seen; ✓ is allowed, ! is allowed and surprises, ✗ must not happen, ? is not named";

    /** More names would be no title. */
    private static final int MOST_NAMES = 4;

    private final List<Sentence> sentences;
    private final Optional<ChartView> chart;
    private final TableView table;
    private final String conditions;

    /** What is said of one test: its name, and what was found. */
    private record Sentence(String test, String words) {}

    private OutcomesView(Outcomes outcomes) {
        this.sentences = outcomes.tests().stream()
                .map(test -> new Sentence(test.test().name(), words(test)))
                .toList();
        this.chart = chart(outcomes);
        this.table = TableView.of(outcomes.table());
        this.conditions = conditions(outcomes);
    }

    /** Returns a view of outcomes. */
    public static OutcomesView of(Outcomes outcomes) {
        return new OutcomesView(
                Objects.requireNonNull(outcomes, "OutcomesView.of(null): pass what Outcomes.of(…) returned"));
    }

    private static String words(Observed test) {
        if (test.ending() != Ending.RAN) {
            var before = test.samples() == 0 ? "" : ", after " + runs(test.samples()) + said(test, Kind.FORBIDDEN);
            return "%s: %s%s".formatted(test.ending(), test.note(), before);
        }
        if (test.isClean()) {
            return "nothing forbidden in %s%s%s"
                    .formatted(runs(test.samples()), hidden(test), said(test, Kind.INTERESTING));
        }
        return (said(test, Kind.FORBIDDEN) + said(test, Kind.UNKNOWN)).substring(2);
    }

    /** Says why a test that is wrong shows nothing: it did not this time, or it never does on this processor. */
    private static String hidden(Observed test) {
        if (!test.isBroken()) {
            return "";
        }
        return test.isObservableHere()
                ? ", although the test is wrong: this run did not show it"
                : ", although the test is wrong: that is not observable on this CPU (%s)"
                        .formatted(System.getProperty("os.arch"));
    }

    /** Returns what was seen of a kind, each meaning once, the most frequent first; or nothing. */
    private static String said(Observed test, Kind kind) {
        var states = test.seen(kind).stream()
                .collect(Collectors.groupingBy(
                        state -> test.test().meaning(state).why(), LinkedHashMap::new, Collectors.toList()));
        return states.entrySet().stream()
                .map(same -> "; %s (%s) in %s"
                        .formatted(
                                lowered(same.getKey()),
                                String.join("; ", same.getValue()),
                                share(
                                        same.getValue().stream()
                                                .mapToLong(
                                                        state -> test.counts().get(state))
                                                .sum(),
                                        test.samples())))
                .collect(Collectors.joining());
    }

    /** A share of few is clearer as two numbers. */
    private static String share(long times, long of) {
        return of < 1_000
                ? "%d of %s".formatted(times, runs(of))
                : "%s of %s".formatted(percent(100.0 * times / of), runs(of));
    }

    private static String percent(double share) {
        int decimals = share >= 10 ? 0 : Math.clamp(1 - (int) Math.floor(Math.log10(share)), 0, 7);
        return String.format(Locale.ROOT, "%." + decimals + "f %%", share);
    }

    private static String runs(long samples) {
        if (samples >= 1_000_000) {
            return String.format(Locale.ROOT, "%.1f million runs", samples / 1e6);
        }
        return String.format(Locale.ROOT, "%,d %s", samples, samples == 1 ? "run" : "runs");
    }

    private static String lowered(String sentence) {
        var text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
        return text.isEmpty()
                ? "the test does not say what it means"
                : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Where shares differ by powers of ten a bar's length would mean nothing: so dots, on a logarithmic axis. */
    private static Optional<ChartView> chart(Outcomes outcomes) {
        var lanes = StringColumn.create("outcome");
        var shares = DoubleColumn.create(SHARE);
        for (var test : outcomes.tests()) {
            test.counts().forEach((state, times) -> {
                lanes.append(lane(test, state, outcomes));
                shares.append(100.0 * times / test.samples());
            });
        }
        if (lanes.isEmpty() || lanes.size() > Chart.READABLE) {
            return Optional.empty();
        }
        var table = Table.create("shares", lanes, shares);
        var figure = shares.min() >= 1
                ? Chart.bars(table)
                        .category("outcome")
                        .value(SHARE, PERCENT)
                        .inOrder()
                        .title(title(outcomes))
                        .subtitle(MARKS)
                        .figure()
                : Chart.dots(table)
                        .category("outcome")
                        .value(SHARE, PERCENT)
                        .log()
                        .title(title(outcomes))
                        .subtitle(MARKS)
                        .figure();
        return Optional.of(ChartView.of(figure));
    }

    private static String lane(Observed test, String state, Outcomes outcomes) {
        var mark = switch (test.test().meaning(state).kind()) {
            case ALLOWED -> "✓";
            case INTERESTING -> "!";
            case FORBIDDEN -> "✗";
            case UNKNOWN -> "?";
        };
        var name = test.test().name();
        boolean ofOneClass = outcomes.tests().stream()
                .allMatch(other -> holder(other.test().name()).equals(holder(name)));
        return "%s: %s %s".formatted(ofOneClass ? name.substring(holder(name).length()) : name, mark, state);
    }

    /** Returns the class around a nested test with its dot, or nothing. */
    private static String holder(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static String title(Outcomes outcomes) {
        var wrong = outcomes.tests().stream()
                .filter(test -> test.samples(Kind.FORBIDDEN) > 0)
                .map(test -> test.test().type().getSimpleName())
                .toList();
        int all = outcomes.tests().size();
        long ran = outcomes.tests().stream()
                .filter(test -> test.ending() == Ending.RAN)
                .count();
        var rest = ran == all ? "" : "; %d of %d did not run to its end".formatted(all - ran, all);
        if (wrong.isEmpty()) {
            var unnamed = outcomes.tests().stream()
                    .filter(test -> test.samples(Kind.UNKNOWN) > 0)
                    .map(test -> test.test().type().getSimpleName())
                    .collect(Collectors.joining(", "));
            if (!unnamed.isEmpty()) {
                return "Seen, and not named by the test: " + unnamed + rest;
            }
            return (ran == 1
                            ? "No forbidden outcome was seen"
                            : "No forbidden outcome was seen in %d tests".formatted(ran))
                    + rest;
        }
        var what = outcomes.tests().stream()
                .flatMap(test -> test.seen(Kind.FORBIDDEN).stream()
                        .map(state -> clause(test.test().meaning(state).why())))
                .distinct()
                .toList();
        if (wrong.size() > MOST_NAMES) {
            return "Forbidden outcomes in %d of %d tests%s".formatted(wrong.size(), all, rest);
        }
        return what.size() == 1 && !what.getFirst().isEmpty()
                ? "%s: %s%s".formatted(String.join(", ", wrong), lowered(what.getFirst()), rest)
                : "Seen and forbidden: " + String.join(", ", wrong) + rest;
    }

    /** Returns what comes before the explanation. */
    private static String clause(String sentence) {
        int colon = sentence.indexOf(':');
        return colon < 0 ? sentence : sentence.substring(0, colon);
    }

    private static String conditions(Outcomes outcomes) {
        var parts = new ArrayList<String>();
        var budget = outcomes.budget();
        parts.add(
                budget == Budget.QUICK
                        ? "Quick budget, a second or two for each test. " + NOT_SEEN
                        : "%s budget. %s".formatted(capitalised(budget), NOT_SEEN));
        var modes = outcomes.tests().stream()
                .flatMap(test -> test.modes().stream())
                .distinct()
                .collect(Collectors.joining(", "));
        if (!modes.isEmpty()) {
            parts.add("%s in %d s; compiled by: %s."
                    .formatted(runs(outcomes.samples()), outcomes.took().toSeconds(), modes));
        }
        parts.add(outcomes.machine().line() + ".");
        return String.join(" ", parts);
    }

    private static String capitalised(Budget budget) {
        var name = budget.toString();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @Override
    public String html() {
        var said = sentences.stream()
                .map(sentence -> "<li><strong>%s</strong>: %s.</li>"
                        .formatted(Html.escape(sentence.test()), Html.escape(sentence.words())))
                .collect(Collectors.joining("", "<ul>", "</ul>"));
        return "<div class=\"il-outcomes\">"
                + said
                + chart.map(ChartView::html).orElse("")
                + table.html()
                + "<p class=\"il-note\" style=\"font-size:0.9em\">"
                + Html.escape(conditions)
                + "</p></div>";
    }

    @Override
    public String text() {
        return sentences.stream()
                        .map(sentence -> "%s: %s.\n".formatted(sentence.test(), sentence.words()))
                        .collect(Collectors.joining())
                + "\n"
                + table.text()
                + conditions
                + "\n";
    }

    /** Returns the same as {@link #text()}. */
    @Override
    public String toString() {
        return text();
    }
}
