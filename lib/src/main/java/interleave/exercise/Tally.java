package interleave.exercise;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.Step;
import interleave.trial.litmus.LitmusTest;
import interleave.trial.litmus.Meaning;
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

    /** Keeps a copy. */
    Tally {
        counts = Map.copyOf(counts);
    }

    /** Reads what {@link StressTask} answers: a line for each outcome, the count before it. */
    static Tally read(String lines) {
        return new Tally(lines.lines()
                .map(line -> line.split(" ", 2))
                .collect(Collectors.toMap(words -> words[1], words -> Long.valueOf(words[0]))));
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
        return outcome.startsWith(StressTask.THREW) || test.meaning(outcome).kind() == Meaning.Kind.FORBIDDEN;
    }

    private static String why(LitmusTest test, String outcome) {
        return outcome.startsWith(StressTask.THREW)
                ? "a thread broke off"
                : test.meaning(outcome).why();
    }
}
