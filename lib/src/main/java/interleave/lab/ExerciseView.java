package interleave.lab;

import interleave.exercise.Exercise;
import interleave.exercise.ExerciseResult;
import interleave.exercise.ExerciseResult.Kind;
import interleave.exercise.ExerciseResult.State;
import interleave.exercise.ExerciseResult.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the check of an answer found: what holds, what does not and why, and what to think about next; after a pass the
 * solution, other ways, and what the mistake would have looked like in production. Each mark stands beside its word.
 * Immutable.
 */
public final class ExerciseView implements Shown {

    private final ExerciseResult result;

    private ExerciseView(ExerciseResult result) {
        this.result = result;
    }

    /** Returns a view of a result. */
    public static ExerciseView of(ExerciseResult result) {
        return new ExerciseView(Objects.requireNonNull(result, "result is null: nothing to show"));
    }

    /** Returns a view of an exercise's solution, with the other ways and what each costs. */
    public static Shown ofSolution(Exercise exercise) {
        return new Solution(exercise);
    }

    @Override
    public String html() {
        var html = new StringBuilder(
                        "<div class=\"il-exercise\" role=\"group\" aria-label=\"%s\" style=\"border-left:3px solid #0072B2;padding:0 0 0 12px\">"
                                .formatted(Html.escape("Exercise " + title())))
                .append("<p><strong>%s</strong> · %s</p>".formatted(Html.escape(title()), result.state()));
        if (result.state() == State.NOT_STARTED) {
            html.append(paragraphs(result.exercise().ask()));
        }
        if (!result.steps().isEmpty()) {
            html.append("<ul style=\"list-style:none;margin:0;padding:0\">");
            result.steps().forEach(step -> html.append(html(step)));
            html.append("</ul>");
        }
        advice().forEach(line -> html.append("<p>%s</p>".formatted(Html.sentence(line))));
        if (!result.printed().isEmpty()) {
            html.append("<details><summary>What your answer printed last</summary>%s</details>"
                    .formatted(pre(String.join("\n", result.printed()))));
        }
        if (result.state() == State.SOLVED) {
            html.append(paragraphs(result.exercise().after())).append(solution(result.exercise()));
        }
        return html.append("</div>").toString();
    }

    @Override
    public String text() {
        var text = new StringBuilder("%s · %s\n".formatted(title(), result.state()));
        if (result.state() == State.NOT_STARTED) {
            text.append(result.exercise().ask()).append('\n');
        }
        for (var step : result.steps()) {
            text.append("%s %s: %s\n".formatted(mark(step), step.outcome(), step.title()));
            step.words()
                    .lines()
                    .forEach(line -> text.append("    ").append(line).append('\n'));
            step.schedule()
                    .ifPresent(schedule -> text.append(ScheduleView.of(schedule).text()));
        }
        advice().forEach(line -> text.append(line).append('\n'));
        if (!result.printed().isEmpty()) {
            text.append("Your answer printed last:\n");
            result.printed().forEach(line -> text.append("    ").append(line).append('\n'));
        }
        if (result.state() == State.SOLVED) {
            text.append(result.exercise().after()).append('\n').append(solutionText(result.exercise()));
        }
        return text.toString();
    }

    private String title() {
        return result.exercise().id() + " " + result.exercise().title();
    }

    private static String mark(Step step) {
        return switch (step.outcome()) {
            case HELD -> "✓";
            case FAILED -> "✗";
            case NOT_JUDGED -> "?";
            case NOT_REACHED -> "–";
        };
    }

    private static String html(Step step) {
        var html = new StringBuilder(
                "<li style=\"margin:0 0 .6em\"><span aria-hidden=\"true\">%s</span> <strong>%s</strong> · %s"
                        .formatted(mark(step), step.outcome(), Html.sentence(step.title())));
        if (step.kind() == Kind.COMPILE && !step.words().isEmpty()) {
            html.append(pre(step.words()));
        } else if (!step.words().isEmpty()) {
            html.append(step.words()
                    .lines()
                    .map(line -> "<br>" + Html.sentence(line))
                    .collect(Collectors.joining()));
        }
        step.schedule()
                .ifPresent(schedule -> html.append(ScheduleView.of(schedule).html()));
        return html.append("</li>").toString();
    }

    /** Returns what to do next, in sentences. */
    private List<String> advice() {
        var lines = new ArrayList<String>();
        var hints = result.exercise().hints();
        result.hintText()
                .ifPresent(hint -> lines.add("Hint %d of %d: %s".formatted(result.hint(), hints.size(), hint)));
        if (result.used()) {
            lines.add("These are all hints. `%%%%exercise %s solution` as the first line shows a solution."
                    .formatted(result.exercise().id()));
        }
        long unknown = result.notJudged();
        if (unknown > 0 && result.state() == State.SOLVED) {
            lines.add(
                    "%d of %d checks could not judge this answer. Nothing else speaks against it, and that is less than a proof."
                            .formatted(unknown, result.steps().size()));
        }
        if (result.state() == State.NOT_STARTED) {
            lines.add("Change the code of this cell and run it again; it takes about %d minutes."
                    .formatted(result.exercise().minutes()));
        }
        return lines;
    }

    private static String paragraphs(String text) {
        return text.lines()
                .map(line -> "<p>%s</p>".formatted(Html.sentence(line)))
                .collect(Collectors.joining());
    }

    /** A box that scrolls by itself: long lines must not widen the page, and the keyboard reaches it. */
    private static String pre(String text) {
        return "<pre class=\"il-scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Text\" style=\"overflow-x:auto\">%s</pre>"
                .formatted(Html.escape(text));
    }

    private static String listing(String code, String label) {
        return "<pre class=\"il-scroll il-code\" role=\"group\" tabindex=\"0\" aria-label=\"%s\" style=\"overflow-x:auto\"><code>%s</code></pre>"
                .formatted(Html.escape(label), Highlighter.html(code));
    }

    private static String solution(Exercise exercise) {
        var html = new StringBuilder("<details><summary>A solution</summary>%s</details>"
                .formatted(listing(exercise.solution(), "Solution of " + exercise.id())));
        for (var other : exercise.alternatives()) {
            html.append("<details><summary>Another: %s</summary><p>%s</p>%s</details>"
                    .formatted(
                            Html.sentence(other.name()),
                            Html.sentence(other.cost()),
                            listing(other.source(), other.name() + ", solution of " + exercise.id())));
        }
        return html.toString();
    }

    private static String solutionText(Exercise exercise) {
        var text = new StringBuilder("\nA solution:\n").append(exercise.solution());
        exercise.alternatives()
                .forEach(other ->
                        text.append("\nAnother: %s\n%s\n%s".formatted(other.name(), other.cost(), other.source())));
        return text.toString();
    }

    /** The solution alone. */
    private record Solution(Exercise exercise) implements Shown {

        @Override
        public String html() {
            return "<div class=\"il-exercise\" role=\"group\" aria-label=\"%s\" style=\"border-left:3px solid #0072B2;padding:0 0 0 12px\"><p><strong>%s</strong></p>%s</div>"
                    .formatted(
                            Html.escape("Solution of exercise " + exercise.id()),
                            Html.escape(exercise.id() + " " + exercise.title()),
                            solution(exercise));
        }

        @Override
        public String text() {
            return exercise.id() + " " + exercise.title() + "\n" + solutionText(exercise);
        }
    }
}
