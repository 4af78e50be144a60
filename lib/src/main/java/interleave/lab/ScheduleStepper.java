package interleave.lab;

import interleave.trial.schedule.ScheduleSteps;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Schedules side by side, with the values of variables after each step. A script in the page adds two buttons that go
 * through all of them step by step; without it, and on paper, all steps are there. Immutable.
 */
public final class ScheduleStepper implements Shown {

    /** Starts at the first step, and shows one more or one less; it touches only figures that have no buttons yet. */
    private static final String SCRIPT = """
            <script class="il-steps-script">
            (() => {
            for (const figure of document.querySelectorAll(".il-steps:not([data-live])")) {
            figure.dataset.live = "";
            const runs = [...figure.querySelectorAll("tbody")].map(body => [...body.rows]);
            const last = Math.max(...runs.map(rows => rows.length));
            const bar = document.createElement("div"), told = document.createElement("p");
            bar.className = "il-steps-bar"; told.setAttribute("aria-live", "polite");
            let at = 0;
            const button = (name, by) => {
            const made = document.createElement("button");
            made.type = "button"; made.textContent = name;
            made.addEventListener("click", () => { at += by; show(); });
            bar.append(made, " ");
            return made;
            };
            const back = button("Step back", -1), forward = button("Step forward", 1);
            const show = () => {
            for (const rows of runs) rows.forEach((row, i) => {
            row.style.visibility = i < at ? "visible" : "hidden";
            row.style.fontWeight = i === at - 1 ? "bold" : "";
            });
            back.setAttribute("aria-disabled", at <= 0); forward.setAttribute("aria-disabled", at >= last);
            told.textContent = at === 0 ? "Before the first of " + last + " steps." : "Step " + at + " of " + last + ". "
            + runs.filter(rows => rows[at - 1]).map(rows => rows[at - 1].dataset.told).join(" ");
            };
            bar.addEventListener("click", event => {
            if (event.target.getAttribute("aria-disabled") === "true") event.stopPropagation();
            }, true);
            figure.prepend(bar, told);
            show();
            }
            })();</script>""";

    private static final String STYLE = "<style>.il-steps{margin:1em 0}"
            + ".il-steps-runs{display:flex;flex-wrap:wrap;gap:1.5em}.il-steps-runs>div{max-width:100%;overflow-x:auto}"
            + ".il-steps-bar{margin-bottom:.6em}.il-steps button{font:inherit;padding:.3em .8em;color:inherit;background:none;"
            + "border:1px solid currentColor;border-radius:6px;cursor:pointer}.il-steps button[aria-disabled=true]{"
            + "border-style:dashed;cursor:default}"
            + "@media print{.il-steps-bar,.il-steps [aria-live]{display:none}.il-steps tr{visibility:visible!important}}</style>";

    private final ScheduleSteps steps;

    private ScheduleStepper(ScheduleSteps steps) {
        this.steps = steps;
    }

    /**
     * Returns a view of schedules.
     *
     * @throws NullPointerException if it is {@code null}
     */
    public static ScheduleStepper of(ScheduleSteps steps) {
        return new ScheduleStepper(Objects.requireNonNull(steps, "steps are null: nothing to show"));
    }

    @Override
    public String html() {
        var html = new StringBuilder(STYLE).append("<figure class=\"il-steps\"><div class=\"il-steps-runs\">");
        for (var run : steps.runs()) {
            run(html, run);
        }
        return html.append("</div><figcaption>")
                .append(Html.escape(steps.title()))
                .append("</figcaption></figure>")
                .append(SCRIPT)
                .toString();
    }

    private static void run(StringBuilder html, ScheduleSteps.Run run) {
        var title = Html.escape(run.title());
        html.append("<div class=\"il-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"")
                .append(title)
                .append("\"><table>")
                .append(Html.caption(run.title()))
                .append("<thead><tr><th scope=\"col\">step</th>");
        run.schedule().threads().forEach(thread -> head(html, "<code>" + Html.escape(thread) + "</code>"));
        run.start().keySet().forEach(name -> head(html, "<code>" + Html.escape(name) + "</code> after"));
        html.append("</tr></thead><tbody>");
        var states = run.states();
        for (int i = 0; i < states.size(); i++) {
            var step = run.schedule().steps().get(i);
            var state = states.get(i);
            var after = state.entrySet().stream()
                    .map(each -> each.getKey() + " is " + each.getValue())
                    .collect(Collectors.joining(", "));
            var told = "%s: %s: %s; %s."
                    .formatted(run.title(), run.schedule().threads().get(step.thread()), step.text(), after);
            html.append("<tr data-told=\"").append(Html.escape(told)).append("\"><th scope=\"row\">");
            html.append(i + 1).append("</th>");
            for (int thread = 0; thread < run.schedule().threads().size(); thread++) {
                html.append("<td style=\"text-align:left\">")
                        .append(thread == step.thread() ? "<code>" + Html.escape(step.text()) + "</code>" : "")
                        .append("</td>");
            }
            state.values()
                    .forEach(value -> html.append("<td style=\"text-align:left\">")
                            .append(Html.escape(value))
                            .append("</td>"));
            html.append("</tr>");
        }
        html.append("</tbody></table></div>");
    }

    private static void head(StringBuilder html, String text) {
        html.append("<th scope=\"col\" style=\"text-align:left\">").append(text).append("</th>");
    }

    @Override
    public String text() {
        return steps.runs().stream()
                .map(run -> ScheduleView.of(run.schedule(), run.title()).text())
                .collect(Collectors.joining("\n", steps.title() + "\n\n", ""));
    }
}
