package interleave.lab;

import interleave.trial.Tabular;
import interleave.trial.Timeline;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What threads did while an action ran: a lane for each over a common time, under the finding in words. Below it what a
 * reader has to know to read it right, each thread in numbers, and what the action returned.
 *
 * <p>The view is made once and never changes.
 */
public final class TimelineView implements Shown {

    /** More characters of a value's text are no view. */
    private static final int MOST_TEXT = 2_000;

    private final ChartView chart;
    private final List<String> remarks;
    private final TableView threads;
    /** What the action returned, if that is more than nothing. */
    private final Optional<Shown> value;

    private TimelineView(Timeline timeline) {
        chart = ChartView.of(LaneChart.of(timeline));
        remarks = timeline.remarks();
        threads = TableView.of(timeline.table());
        value = timeline.value().map(TimelineView::shown);
    }

    /**
     * Returns a view of a timeline.
     *
     * @throws NullPointerException if {@code timeline} is {@code null}
     */
    public static TimelineView of(Timeline timeline) {
        return new TimelineView(Objects.requireNonNull(timeline, "timeline is null: nothing to show"));
    }

    private static Shown shown(Object value) {
        return switch (value) {
            case Shown shown -> shown;
            case Timeline inner -> of(inner);
            case Tabular tabular -> ResultView.of(tabular);
            case Table table -> TableView.of(table);
            default -> new Text(text(value));
        };
    }

    /** Returns the text of any value: of a long one the beginning. A {@code toString} that fails costs no timeline. */
    private static String text(Object value) {
        String text;
        try {
            text = String.valueOf(value);
        } catch (RuntimeException e) {
            return "a %s, whose toString() fails with %s"
                    .formatted(value.getClass().getSimpleName(), e.getClass().getSimpleName());
        }
        if (text == null) {
            return "a %s, whose toString() returns null"
                    .formatted(value.getClass().getSimpleName());
        }
        return text.length() <= MOST_TEXT
                ? text
                : "%s… %,d characters more".formatted(text.substring(0, MOST_TEXT), text.length() - MOST_TEXT);
    }

    /** A value that has no better form than its text. */
    private record Text(String text) implements Shown {

        @Override
        public String html() {
            return "<pre style=\"white-space:pre-wrap\">" + Html.escape(text) + "</pre>";
        }
    }

    @Override
    public String html() {
        var html = new StringBuilder("<div class=\"il-timeline\">").append(chart.html());
        if (!remarks.isEmpty()) {
            html.append("<ul>");
            remarks.forEach(
                    remark -> html.append("<li>").append(sentence(remark)).append("</li>"));
            html.append("</ul>");
        }
        html.append("<details><summary>Each thread in numbers</summary>")
                .append(threads.html())
                .append("</details>");
        value.ifPresent(shown -> html.append("<details><summary>What the action returned</summary>")
                .append(shown.html())
                .append("</details>"));
        return html.append("</div>").toString();
    }

    @Override
    public String text() {
        var text = new StringBuilder(chart.title()).append('\n');
        remarks.forEach(remark -> text.append("- ").append(remark).append(".\n"));
        text.append('\n').append(threads.text());
        value.ifPresent(shown -> text.append("\nWhat the action returned:\n")
                .append(shown.text())
                .append('\n'));
        return text.toString();
    }

    private static String sentence(String remark) {
        return Html.escape(remark) + ".";
    }
}
