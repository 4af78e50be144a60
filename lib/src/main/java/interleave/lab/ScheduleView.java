package interleave.lab;

import interleave.trial.schedule.Schedule;
import interleave.trial.schedule.Step;
import java.util.Objects;

/**
 * A schedule as a table: a column for each thread, a row for each step, time downwards, the place in the source last.
 * Immutable.
 */
public final class ScheduleView implements Shown {

    private final Schedule schedule;
    private final String caption;

    private ScheduleView(Schedule schedule, String caption) {
        this.schedule = schedule;
        this.caption = caption;
    }

    /**
     * Returns a view of a schedule.
     *
     * @throws NullPointerException if it is {@code null}
     */
    public static ScheduleView of(Schedule schedule) {
        return of(schedule, "Schedule: one step a row, time runs down");
    }

    /** Returns a view of a schedule under a caption. */
    public static ScheduleView of(Schedule schedule, String caption) {
        return new ScheduleView(Objects.requireNonNull(schedule, "schedule is null: nothing to show"), caption);
    }

    @Override
    public String html() {
        var html = new StringBuilder("<figure class=\"il-table il-schedule\">")
                .append(
                        "<div class=\"il-scroll\" role=\"group\" tabindex=\"0\" style=\"overflow-x:auto\" aria-label=\"")
                .append(Html.escape(caption))
                .append("\"><table>")
                .append(Html.caption(caption))
                .append("<thead><tr><th scope=\"col\">step</th>");
        for (var thread : schedule.threads()) {
            html.append("<th scope=\"col\" style=\"text-align:left\"><code>")
                    .append(Html.escape(thread))
                    .append("</code></th>");
        }
        html.append("<th scope=\"col\" style=\"text-align:left\">source</th></tr></thead><tbody>");
        int number = 1;
        for (var step : schedule.steps()) {
            row(html, number++, step);
        }
        return html.append("</tbody></table></div></figure>").toString();
    }

    private void row(StringBuilder html, int number, Step step) {
        html.append("<tr><th scope=\"row\" style=\"text-align:right\">")
                .append(number)
                .append("</th>");
        for (int thread = 0; thread < schedule.threads().size(); thread++) {
            html.append("<td style=\"text-align:left;white-space:nowrap\">");
            if (thread == step.thread()) {
                html.append("<span style=\"padding-left:")
                        .append(step.depth())
                        .append("em\">")
                        .append(text(step))
                        .append("</span>");
            }
            html.append("</td>");
        }
        html.append("<td style=\"text-align:left\"><small>")
                .append(Html.escape(step.place()))
                .append("</small></td></tr>");
    }

    /** What waits and what throws is said in words, and stands out from the code around it. */
    private static String text(Step step) {
        return step.kind() == Step.Kind.WAIT || step.kind() == Step.Kind.THROW
                ? "<strong>" + Html.escape(step.text()) + "</strong>"
                : "<code>" + Html.escape(step.text()) + "</code>";
    }

    @Override
    public String text() {
        var threads = schedule.threads();
        var widths = new int[threads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = threads.get(i).length();
        }
        for (var step : schedule.steps()) {
            widths[step.thread()] =
                    Math.max(widths[step.thread()], indented(step).length());
        }
        var text = new StringBuilder(caption).append('\n');
        for (int i = 0; i < widths.length; i++) {
            text.append(padded(threads.get(i), widths[i])).append("  ");
        }
        text.append("source\n");
        for (var step : schedule.steps()) {
            for (int i = 0; i < widths.length; i++) {
                text.append(padded(i == step.thread() ? indented(step) : "", widths[i]))
                        .append("  ");
            }
            text.append(step.place()).append('\n');
        }
        return text.toString();
    }

    private static String indented(Step step) {
        return "  ".repeat(step.depth()) + step.text();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
