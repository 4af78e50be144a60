package interleave.lab;

import interleave.claim.Claim;
import interleave.trial.Finding;
import interleave.trial.Machine;
import interleave.trial.Verdict;
import interleave.trial.store.MyFolder;
import interleave.trial.store.Results;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an experiment found, from the question to the verdict: what was asked, what was run, the data, the verdict for
 * the machine with its reason and its rule, and the machine.
 *
 * <p>Where the budget gives no verdict, the newest one that was kept for this machine stands beside the data, with the
 * rule of its time. What was kept is read when the view is made; after that the view never changes.
 */
public final class FindingView implements Shown {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private static final String WIDTH = "max-width:41rem";

    private final Finding finding;
    /** The newest verdict for the same machine, where this run may not give one. */
    private final Optional<Finding> former;
    /** What is said of the keeping of results. */
    private final List<Line> remarks;

    private FindingView(Finding finding, Optional<Finding> former, List<Line> remarks) {
        this.finding = finding;
        this.former = former;
        this.remarks = List.copyOf(remarks);
    }

    /** Returns a view of a finding. */
    public static FindingView of(Finding finding) {
        return of(finding, Results.mine());
    }

    static FindingView of(Finding finding, Results results) {
        var id = Objects.requireNonNull(finding, "finding is null: nothing to show")
                .design()
                .id();
        var remarks = new ArrayList<Line>();
        results.of(id).problems().forEach(problem -> remarks.add(new Line("Kept results", problem)));
        MyFolder.notKept().ifPresent(note -> remarks.add(new Line("Not kept", note)));
        var former = finding.judgement().verdict() == Verdict.WITHHELD
                ? results.newestJudged(id, finding.machine())
                : Optional.<Finding>empty();
        return new FindingView(finding, former, remarks);
    }

    @Override
    public String html() {
        var html = new StringBuilder(
                "<div class=\"il-finding\" role=\"group\" aria-label=\"%s\" style=\"border-left:3px solid #0072B2;padding:0 0 0 12px\">"
                        .formatted(Html.escape("Finding " + finding.design().id())));
        asked().forEach(line -> paragraph(html, line));
        picture(finding).ifPresent(shown -> html.append(shown.html()));
        measured(finding).ifPresent(line -> paragraph(html, line));
        verdict(html, whose(), finding);
        paragraph(html, rule(finding));
        former.ifPresent(then -> {
            verdict(html, kept(then), then);
            html.append("<details><summary>What was measured then</summary>");
            picture(then).ifPresent(shown -> html.append(shown.html()));
            measured(then).ifPresent(line -> paragraph(html, line));
            paragraph(html, rule(then));
            conditions(then).forEach(line -> paragraph(html, line));
            html.append("</details>");
        });
        remarks.forEach(line -> paragraph(html, line));
        html.append("<details><summary>How it was run</summary>");
        conditions(finding).forEach(line -> paragraph(html, line));
        return html.append("</details></div>").toString();
    }

    private static void paragraph(StringBuilder html, Line line) {
        html.append("<p style=\"%s\"><strong>%s:</strong> %s</p>"
                .formatted(WIDTH, Html.escape(line.name()), Html.escape(line.text())));
    }

    /** The one line that is to be seen at a glance; below it why. */
    private static void verdict(StringBuilder html, String whose, Finding of) {
        html.append(
                "<p class=\"il-verdict\" style=\"%s;box-sizing:border-box;margin:14px 0;border:1px solid currentColor;border-radius:4px;padding:6px 12px\">%s: <strong style=\"font-size:1.25em\"><span aria-hidden=\"true\">%s</span> %s</strong><br>%s</p>"
                        .formatted(
                                WIDTH,
                                Html.escape(whose),
                                mark(of.judgement().verdict()),
                                Html.escape(word(of)),
                                Html.escape(reason(of))));
    }

    private static String mark(Verdict verdict) {
        return switch (verdict) {
            case SUPPORTED -> "✓";
            case REFUTED -> "✗";
            case DEPENDS -> "±";
            case UNDECIDED -> "?";
            case CANNOT_BE_TESTED_HERE, WITHHELD -> "–";
        };
    }

    private static String word(Finding of) {
        var verdict = of.judgement().verdict();
        return verdict.judged() && of.evidence().disturbedBy().isPresent()
                ? verdict + ", but disturbed"
                : verdict.toString();
    }

    private static String reason(Finding of) {
        return of.judgement().reason()
                + of.evidence()
                        .disturbedBy()
                        .map(" Disturbed: %s. Run it again when the machine is quiet."::formatted)
                        .orElse("");
    }

    @Override
    public String text() {
        var parts = new ArrayList<String>();
        asked().forEach(line -> parts.add(line.toString()));
        picture(finding).ifPresent(shown -> parts.add(shown.text()));
        measured(finding).ifPresent(line -> parts.add(line.toString()));
        parts.add("%s: %s. %s".formatted(whose(), word(finding), reason(finding)));
        parts.add(rule(finding).toString());
        former.ifPresent(then -> parts.add("%s: %s. %s".formatted(kept(then), word(then), reason(then))));
        remarks.forEach(line -> parts.add(line.toString()));
        conditions(finding).forEach(line -> parts.add(line.toString()));
        return String.join("\n", parts);
    }

    private List<Line> asked() {
        var lines = new ArrayList<Line>();
        Claim.find(finding.design().id())
                .ifPresent(claim -> lines.add(
                        new Line("Claim " + claim.id(), "%s (%s)".formatted(claim.statement(), claim.source()))));
        lines.add(new Line("Question", finding.design().question()));
        lines.add(new Line("Experiment", finding.design().procedure()));
        return lines;
    }

    /** What was measured, in words; a table shows its own caption, a chart does not. */
    private static Optional<Line> measured(Finding of) {
        return of.sketch().map(_ -> new Line("Measured", of.table().name()));
    }

    private static Line rule(Finding of) {
        return new Line("Rule", of.design().rule());
    }

    private String whose() {
        return finding.machine().fingerprint().equals(Machine.card().fingerprint())
                ? "For this machine"
                : "For the machine it ran on";
    }

    private static String kept(Finding then) {
        return "Kept from before, in the %s budget".formatted(then.budget());
    }

    private static List<Line> conditions(Finding of) {
        var lines = new ArrayList<Line>();
        var parameters = of.design().parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + parameter.getValue())
                .collect(Collectors.joining("; "));
        if (!parameters.isEmpty()) {
            lines.add(new Line("Parameters", parameters));
        }
        lines.add(new Line(
                "Run",
                "%s, %s budget, seed %d"
                        .formatted(DAY.format(of.at()), of.budget(), of.design().seed())));
        lines.add(new Line("Machine", of.machine().line()));
        return lines;
    }

    /** The data; nothing if nothing was run. */
    private static Optional<Shown> picture(Finding of) {
        return of.table().isEmpty() ? Optional.empty() : Optional.of(ResultView.of(of));
    }

    /** A name and what is said under it. */
    private record Line(String name, String text) {

        @Override
        public String toString() {
            return name + ": " + text;
        }
    }
}
