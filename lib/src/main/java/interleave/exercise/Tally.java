package interleave.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.litmus.LitmusTest;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often a litmus test ended with which outcome. Immutable.
 *
 * @param counts the count of each outcome
 */
record Tally(Map<String, Long> counts) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

    /** Keeps a copy. */
    Tally {
        counts = Map.copyOf(counts);
    }

    /** Returns it as text, to bring it from one JVM to another: an outcome may have any character, line ends too. */
    String written() {
        try {
            return MAPPER.writeValueAsString(counts);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Returns the tally that a text holds.
     *
     * @throws UncheckedIOException if it holds none
     */
    static Tally read(String text) {
        try {
            return new Tally(MAPPER.readValue(text, COUNTS));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("this is no tally: " + text, e);
        }
    }

    /** Returns the step with its end: it failed if an outcome came that is forbidden, or if an actor threw. */
    Step judge(LitmusTest test, Step step) {
        long runs = counts.values().stream().mapToLong(Long::longValue).sum();
        var forbidden = new TreeMap<>(counts);
        forbidden.keySet().removeIf(outcome -> !isForbidden(test, outcome));
        if (forbidden.isEmpty()) {
            return step.ended(Outcome.HELD, String.format(Locale.ROOT, "in each of %,d runs", runs));
        }
        return step.ended(
                Outcome.FAILED,
                forbidden.entrySet().stream()
                        .map(count -> String.format(
                                Locale.ROOT,
                                "%s: %,d of %,d runs ended with %s",
                                why(test, count.getKey()),
                                count.getValue(),
                                runs,
                                count.getKey()))
                        .collect(Collectors.joining("\n")));
    }

    private static boolean isForbidden(LitmusTest test, String outcome) {
        return outcome.startsWith(StressTask.THREW) || test.refuses(outcome);
    }

    private static String why(LitmusTest test, String outcome) {
        return outcome.startsWith(StressTask.THREW)
                ? "a thread broke off"
                : test.meaning(outcome).why().replaceFirst("\\.$", "");
    }
}
