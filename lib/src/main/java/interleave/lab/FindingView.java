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
 * <p>Where the budget gives no verdict, the newest one that was kept for this machine stands beside the data. The view
 * owns nothing; it reads what was kept when it is asked to show itself.
 */
public final class FindingView implements Shown {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Finding finding;
    private final Results results;

    private FindingView(Finding finding, Results results) {
        this.finding = finding;
        this.results = results;
    }

    /** Returns a view of a finding. */
    public static FindingView of(Finding finding) {
        return of(finding, Results.mine());
    }

    static FindingView of(Finding finding, Results results) {
        return new FindingView(Objects.requireNonNull(finding, "finding is null: nothing to show"), results);
    }

    @Override
    public String html() {
        var html = new StringBuilder(
                "<section class=\"il-finding\" aria-label=\"%s\" style=\"border-left:3px solid #0072B2;padding:0 0 0 12px\">"
                        .formatted(Html.escape("Finding " + finding.design().id())));
        asked().forEach(line -> paragraph(html, line));
        picture(finding).ifPresent(shown -> html.append(shown.html()));
        found().forEach(line -> paragraph(html, line));
        before().ifPresent(former -> {
            paragraph(html, verdict("Kept from before, in the %s budget".formatted(former.budget()), former));
            html.append("<details><summary>What was measured then</summary>");
            picture(former).ifPresent(shown -> html.append(shown.html()));
            conditions(former).forEach(line -> paragraph(html, line));
            html.append("</details>");
        });
        html.append("<details><summary>How it was run</summary>");
        conditions(finding).forEach(line -> paragraph(html, line));
        return html.append("</details></section>").toString();
    }

    private static void paragraph(StringBuilder html, Line line) {
        html.append("<p>");
        if (!line.name().isEmpty()) {
            html.append("<strong>").append(Html.escape(line.name())).append(":</strong> ");
        }
        html.append(Html.escape(line.text())).append("</p>");
    }

    @Override
    public String text() {
        var parts = new ArrayList<String>();
        asked().forEach(line -> parts.add(line.toString()));
        picture(finding).ifPresent(shown -> parts.add(shown.text()));
        found().forEach(line -> parts.add(line.toString()));
        before().ifPresent(former ->
                parts.add(verdict("Kept from before, in the %s budget".formatted(former.budget()), former)
                        .toString()));
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

    private List<Line> found() {
        var lines = new ArrayList<Line>();
        // A table shows its own caption, a chart does not.
        finding.sketch()
                .ifPresent(_ -> lines.add(new Line("Measured", finding.table().name())));
        var here = finding.machine().fingerprint().equals(Machine.card().fingerprint());
        lines.add(verdict(here ? "For this machine" : "For the machine it ran on", finding));
        lines.add(new Line("Rule", finding.design().rule()));
        finding.evidence().disturbedBy().ifPresent(culprit -> lines.add(new Line("Disturbed", disturbance(culprit))));
        var problems = results.of(finding.design().id()).problems();
        problems.forEach(problem -> lines.add(new Line("Kept results", problem)));
        MyFolder.notKept().ifPresent(note -> lines.add(new Line("Not kept", note)));
        return lines;
    }

    private static String disturbance(String culprit) {
        return "%s. Run it again when the machine is quiet.".formatted(culprit);
    }

    private static Line verdict(String whose, Finding of) {
        var judgement = of.judgement();
        return new Line(whose, "%s. %s".formatted(judgement.verdict(), judgement.reason()));
    }

    /** The newest verdict for this machine, where this run may not give one. */
    private Optional<Finding> before() {
        return finding.judgement().verdict() == Verdict.WITHHELD
                ? results.newestJudged(finding.design().id(), finding.machine())
                : Optional.empty();
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
