package interleave.lab;

import interleave.claim.Question;
import interleave.trial.store.Guessed;
import interleave.trial.store.Guesses;
import interleave.trial.store.MyFolder;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A question before a run: it shows itself with its options, and keeps the answer with date and cell.
 *
 * <p>The guesses are the store's; this view only reads and adds. {@link #below} tells under the result of the run what
 * came true.
 */
public final class Predict implements Shown {

    /** The answer that stands in a chapter: none. */
    public static final String NONE = "?";

    private final Question<?> question;
    private final Guesses guesses;
    /** That nothing is kept, if so and not said before. */
    private final Optional<String> notKept;

    private Predict(Question<?> question, Guesses guesses, Optional<String> notKept) {
        this.question = question;
        this.guesses = guesses;
        this.notKept = notKept;
    }

    /**
     * Returns the question of an id.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Predict ask(String id) {
        return ask(id, Guesses.mine(), MyFolder.notKept());
    }

    static Predict ask(String id, Guesses guesses) {
        return ask(id, guesses, Optional.empty());
    }

    private static Predict ask(String id, Guesses guesses, Optional<String> notKept) {
        var question = Question.of(Objects.requireNonNull(id, "Predict.ask(null): name a question"));
        return new Predict(question, guesses, notKept);
    }

    /**
     * Keeps an answer and returns the question with it. {@code "?"} is no answer, and nothing is kept.
     *
     * @param option the letter of an option, in upper or lower case
     * @throws IllegalArgumentException if there is no such option; the message names those there are
     */
    public Predict answer(String option) {
        Objects.requireNonNull(option, "answer(null): answer with a letter, or \"?\" for none");
        var letter = option.strip().toUpperCase(Locale.ROOT);
        if (!letter.equals(NONE)) {
            question.option(letter);
            try {
                guesses.guess(question.id(), letter, Cell.id());
            } catch (IOException e) {
                System.err.println("Your answer is not kept: " + e);
            }
        }
        return this;
    }

    /**
     * Returns a view with, below it, what became of the guesses that the value answers; the view itself if it answers
     * none.
     *
     * <p>The first time that a learner sees an answer is kept, since a guess after it is none. A front end tells the
     * kernel its cell; an export tells none, and nobody has looked yet.
     */
    public static Shown below(Object value, Shown view) {
        return below(value, view, Guesses::mine);
    }

    static Shown below(Object value, Shown view, Supplier<Guesses> store) {
        var told = Question.answeredBy(value).stream()
                .flatMap(question -> question.judge(value).stream().map(answer -> tell(question, answer, store.get())))
                .toList();
        return told.isEmpty() ? view : new Below(view, String.join("\n", told));
    }

    private static String tell(Question<?> question, Question.Answer answer, Guesses guesses) {
        var guessed = guesses.of(question.id());
        if (Cell.id().isPresent()) {
            try {
                guesses.seen(question.id(), answer.option(), Cell.id());
            } catch (IOException e) {
                System.err.println("That you have seen the answer is not kept: " + e);
            }
        }
        var here = "%s: %s. %s".formatted(answer.option(), question.option(answer.option()), answer.why());
        return outcome(guessed, answer.option(), here) + problems(guessed);
    }

    private static String outcome(Guessed guessed, String right, String here) {
        if (guessed.first().isEmpty()) {
            return "You have not guessed yet; here it was " + here;
        }
        var first = guessed.first().get().option();
        var when = guessed.beforehand() ? "before you ran it" : "but only after you had run it";
        var later = guessed.later().isEmpty()
                ? ""
                : " (later: "
                        + guessed.later().stream().map(guess -> guess.option()).collect(Collectors.joining(", ")) + ")";
        return first.equals(right)
                ? "You answered %s, %s%s, and so it was here: %s".formatted(first, when, later, here)
                : "You answered %s, %s%s; here it was %s".formatted(first, when, later, here);
    }

    private static String problems(Guessed guessed) {
        return guessed.problems().isEmpty() ? "" : " (" + String.join("; ", guessed.problems()) + ")";
    }

    /** Returns the question with its options, the chosen one marked in words. */
    @Override
    public String html() {
        var guessed = guesses.of(question.id());
        var html = new StringBuilder(
                        "<div class=\"il-predict\" role=\"group\" aria-label=\"Prediction\" style=\"border-left:3px solid #E69F00;padding:0 0 0 12px\"><p><strong>")
                .append(Html.escape(question.text()))
                .append("</strong></p><ul style=\"list-style:none;padding:0\">");
        for (var letter : question.letters()) {
            html.append("<li><strong>%s</strong> %s</li>".formatted(letter, Html.escape(question.option(letter))));
        }
        return html.append("</ul><p>")
                .append(Html.escape(state(guessed)))
                .append("</p></div>")
                .toString();
    }

    @Override
    public String text() {
        return question.text() + "\n"
                + question.letters().stream()
                        .map(letter -> "  %s  %s\n".formatted(letter, question.option(letter)))
                        .collect(Collectors.joining())
                + state(guesses.of(question.id()));
    }

    private String state(Guessed guessed) {
        return answered(guessed) + notKept.map(note -> " " + note).orElse("");
    }

    private String answered(Guessed guessed) {
        if (guessed.first().isEmpty()) {
            return "Not answered yet: put a letter in place of the question mark and run this cell, before you go on.";
        }
        var first = guessed.first().get().option();
        var later = guessed.later().isEmpty()
                ? ""
                : " It stays your guess; later you answered %s."
                        .formatted(guessed.later().getLast().option());
        return "Your guess: %s, %s.%s".formatted(first, question.option(first), later);
    }

    /** A view with one paragraph more. */
    private record Below(Shown view, String told) implements Shown {

        @Override
        public String html() {
            return view.html()
                    + told.lines()
                            .map(line ->
                                    "<p class=\"il-told\" style=\"border-left:3px solid #E69F00;margin:1em 0;padding:0 0 0 12px\">%s</p>"
                                            .formatted(Html.sentence(line)))
                            .collect(Collectors.joining());
        }

        @Override
        public String text() {
            return view.text() + "\n" + told;
        }
    }
}
