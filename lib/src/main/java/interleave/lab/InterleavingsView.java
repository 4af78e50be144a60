package interleave.lab;

import interleave.trial.Interleavings;
import interleave.trial.schedule.Checked;
import interleave.trial.schedule.Checked.CannotCheck;
import interleave.trial.schedule.Checked.Failed;
import interleave.trial.schedule.Checked.NoneFailed;
import java.util.Objects;
import java.util.Optional;

/** What the model checker says of each program: a sentence, and the schedule if there is one. Immutable. */
public final class InterleavingsView implements Shown {

    private static final String NOT_PROVEN = "That is no proof: there may be other schedules, and on a real machine"
            + " threads may also see writes late or in another order.";

    private final Interleavings interleavings;

    private InterleavingsView(Interleavings interleavings) {
        this.interleavings = interleavings;
    }

    /**
     * Returns a view of what the model checker says.
     *
     * @throws NullPointerException if it is {@code null}
     */
    public static InterleavingsView of(Interleavings interleavings) {
        return new InterleavingsView(Objects.requireNonNull(interleavings, "interleavings is null: nothing to show"));
    }

    @Override
    public String html() {
        var html = new StringBuilder("<div class=\"il-interleavings\">");
        for (var answer : interleavings.answers()) {
            html.append("<p><strong>")
                    .append(Html.escape(answer.program()))
                    .append("</strong> ")
                    .append(Html.sentence(sentence(answer.checked())))
                    .append("</p>");
            schedule(answer).ifPresent(view -> html.append(view.html()));
        }
        return html.append("</div>").toString();
    }

    @Override
    public String text() {
        var text = new StringBuilder();
        for (var answer : interleavings.answers()) {
            text.append(answer.program())
                    .append(' ')
                    .append(sentence(answer.checked()))
                    .append('\n');
            schedule(answer)
                    .ifPresent(view -> text.append('\n').append(view.text()).append('\n'));
        }
        return text.toString();
    }

    private static Optional<ScheduleView> schedule(Interleavings.Answer answer) {
        return answer.checked() instanceof Failed failed
                ? Optional.of(ScheduleView.of(
                        failed.schedule(),
                        "A schedule of %s: one step a row, time runs down".formatted(answer.program())))
                : Optional.empty();
    }

    private static String sentence(Checked checked) {
        return switch (checked) {
            case NoneFailed none ->
                "none failed in %,d invocations, sequentially consistent memory. %s"
                        .formatted(none.invocations(), NOT_PROVEN);
            case CannotCheck cannot -> "cannot check. " + cannot.reason();
            case Failed failed ->
                switch (failed.kind()) {
                    case FORBIDDEN -> "fails: the result can be `%s`. %s".formatted(failed.outcome(), failed.meaning());
                    case SOUGHT -> "can end with `%s`. %s".formatted(failed.outcome(), failed.meaning());
                    case DEADLOCK -> "can wait for ever: %s".formatted(failed.meaning());
                    case EXCEPTION -> "can fail with `%s`. %s".formatted(failed.outcome(), failed.meaning());
                };
        };
    }
}
