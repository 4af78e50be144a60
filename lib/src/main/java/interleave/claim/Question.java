package interleave.claim;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a chapter asks before it runs a program. Which option came true is told by the program's own result; nobody
 * types it in.
 *
 * @param <R> the type of the result
 * @param id names it in a cell
 * @param text the question
 * @param options what can be answered; the first is A
 * @param about the type of the result that answers it
 * @param answer tells from such a result which option came true; empty if that result is not about this question
 */
public record Question<R>(
        String id, String text, List<String> options, Class<R> about, Function<R, Optional<Answer>> answer) {

    /**
     * What came true.
     *
     * @param option the letter of the option
     * @param why one sentence with the figures of the run
     */
    public record Answer(String option, String why) {}

    /** Refuses a question that cannot be answered, and keeps a copy of the options. */
    public Question {
        options = List.copyOf(options);
        if (options.size() < 2 || options.size() > 26) {
            throw new IllegalArgumentException("the question “%s” has %d options".formatted(id, options.size()));
        }
    }

    /**
     * Returns the question of an id.
     *
     * @throws IllegalArgumentException if there is none; the message names those there are
     */
    public static Question<?> of(String id) {
        return Questions.ALL.stream()
                .filter(question -> question.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no question “%s”. There are: %s"
                        .formatted(id, Questions.ALL.stream().map(Question::id).collect(Collectors.joining(", ")))));
    }

    /** Returns all questions, in the order in which they are asked. */
    public static List<Question<?>> all() {
        return Questions.ALL;
    }

    /** Returns the number of the chapter that asks it: {@code 01}. */
    public String chapter() {
        return Questions.CHAPTERS.entrySet().stream()
                .filter(chapter -> chapter.getValue().contains(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no chapter asks the question “%s”".formatted(id)));
    }

    /** Returns the questions that a result may answer. */
    public static List<Question<?>> answeredBy(Object result) {
        return Questions.ALL.stream()
                .filter(question -> question.about().isInstance(result))
                .toList();
    }

    /** Returns which option came true by a result; empty if it is not about this question. */
    public Optional<Answer> judge(Object result) {
        return about.isInstance(result) ? answer.apply(about.cast(result)) : Optional.empty();
    }

    /** Returns the letters of the options, A first. */
    public List<String> letters() {
        return Arrays.asList(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ".substring(0, options.size()).split(""));
    }

    /** Returns the words of an option. */
    public String option(String letter) {
        int place = letters().indexOf(letter);
        if (place < 0) {
            throw new IllegalArgumentException(
                    "There is no option “%s”: answer %s".formatted(letter, String.join(", ", letters())));
        }
        return options.get(place);
    }
}
