package interleave.exercise;

import interleave.trial.store.Attempts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Something to write, and the check that says whether it is right. Immutable; what a learner has tried is the store's.
 *
 * @param id the number of its chapter and its own: {@code 02-1}
 * @param title its name
 * @param minutes how long it takes, about
 * @param ask what to do; a paragraph a line
 * @param hints from a question to nearly the answer
 * @param starter the class or classes to begin with: they compile and are wrong
 * @param solution a right answer
 * @param alternatives other right answers
 * @param mistakes typical wrong answers, each of which the check refuses for its own reason
 * @param checks the class that checks an answer
 * @param after what the mistake looks like in production; a paragraph a line
 */
public record Exercise(
        String id,
        String title,
        int minutes,
        String ask,
        List<String> hints,
        String starter,
        String solution,
        List<Alternative> alternatives,
        List<Mistake> mistakes,
        String checks,
        String after) {

    /**
     * Another right answer.
     *
     * @param name what it does otherwise
     * @param cost what that costs and gains
     * @param source its text
     */
    public record Alternative(String name, String cost, String source) {}

    /**
     * A typical wrong answer.
     *
     * @param name what is wrong with it
     * @param kind the kind of check that refuses it
     * @param reason part of what the learner then reads
     * @param source its text
     */
    public record Mistake(String name, ExerciseResult.Kind kind, String reason, String source) {}

    /** Keeps copies. */
    public Exercise {
        hints = List.copyOf(hints);
        alternatives = List.copyOf(alternatives);
        mistakes = List.copyOf(mistakes);
    }

    /** Returns all exercises, in the order of their ids. */
    public static List<Exercise> all() {
        return Catalogue.ALL;
    }

    /**
     * Returns the exercise of an id.
     *
     * @throws IllegalArgumentException if there is none; the message names those of the chapter, or else all
     */
    public static Exercise of(String id) {
        Objects.requireNonNull(id, "Exercise.of(null): name an exercise, for instance \"02-1\"");
        return all().stream()
                .filter(exercise -> exercise.id().equals(id.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no exercise “%s”. There are: %s".formatted(id.strip(), near(id.strip()))));
    }

    private static String near(String id) {
        var chapter = id.length() < 2 ? id : id.substring(0, 2);
        var ofChapter =
                all().stream().filter(each -> each.chapter().equals(chapter)).toList();
        return (ofChapter.isEmpty() ? all() : ofChapter)
                .stream()
                        .map(each -> "%s (%s)".formatted(each.id(), each.title()))
                        .collect(Collectors.joining(", "));
    }

    /** Returns the number of its chapter: {@code 02}. */
    public String chapter() {
        return id.substring(0, 2);
    }

    /**
     * Checks an answer, and keeps the attempt in the learner's folder. The starter as it was, whatever its blanks and
     * comments, is no attempt and is not run.
     *
     * <p>Lines count as in the cell, whose first line is {@code %%exercise 02-1}: the first line of the answer is line 2.
     *
     * @param source the class or classes of the answer; the first line of the cell may stand before them
     * @throws InterruptedException if this thread is interrupted; the check and all that it has started are ended then
     * @throws IllegalStateException if no JVM can be started to check it
     */
    public ExerciseResult check(String source) throws InterruptedException {
        return check(source, Attempts.mine());
    }

    ExerciseResult check(String source, Attempts attempts) throws InterruptedException {
        return Checking.of(this, source).withAttempts(attempts);
    }
}
