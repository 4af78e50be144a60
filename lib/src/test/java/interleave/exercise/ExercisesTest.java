package interleave.exercise;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import interleave.exercise.ExerciseResult.Outcome;
import interleave.exercise.ExerciseResult.State;
import interleave.trial.store.Attempts;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Every exercise is one that a learner can trust: what is wrong is refused for its reason, and what is right passes. */
class ExercisesTest {

    private static List<Exercise> all() {
        return Exercise.all();
    }

    private static ExerciseResult check(Exercise exercise, String source) throws InterruptedException {
        return exercise.check(source, Attempts.inMemory());
    }

    @Test
    void idsAreUnique() {
        var ids = new HashSet<String>();
        all().forEach(exercise -> assertTrue(ids.add(exercise.id()), exercise.id()));
        assertFalse(ids.isEmpty());
    }

    @Test
    void eachHasHintsAndMistakesAndFitsInACell() {
        for (var exercise : all()) {
            assertTrue(exercise.hints().size() >= 2, exercise.id() + ": fewer than two hints");
            assertFalse(exercise.mistakes().isEmpty(), exercise.id() + ": no mistake");
            assertTrue(exercise.minutes() > 0, exercise.id());
            assertTrue(exercise.starter().lines().count() <= 20, exercise.id() + ": its starter is too long");
        }
    }

    @TestFactory
    Stream<DynamicTest> theStarterIsNotStartedAndFailsOnceItIsChanged() {
        return all().stream()
                .map(exercise -> named(exercise.id() + " starter", () -> {
                    assertEquals(
                            State.NOT_STARTED,
                            check(exercise, exercise.starter()).state());
                    var changed = exercise.starter() + "class Changed {}\n";
                    var result = check(exercise, changed);
                    assertEquals(State.NOT_YET, result.state(), () -> told(result));
                    assertEquals(Outcome.HELD, result.steps().getFirst().outcome(), () -> told(result));
                }));
    }

    @TestFactory
    Stream<DynamicTest> theSolutionAndEachAlternativePass() {
        return all().stream()
                .flatMap(exercise -> Stream.concat(
                        Stream.of(passes(exercise, "solution", exercise.solution())),
                        exercise.alternatives().stream().map(each -> passes(exercise, each.name(), each.source()))));
    }

    private static DynamicTest passes(Exercise exercise, String name, String source) {
        return named(exercise.id() + " " + name, () -> {
            var result = check(exercise, source);
            // An alternative may use what the model checker does not know; then the other checks must hold.
            boolean isSolution = source.equals(exercise.solution());
            assertTrue(
                    result.steps().stream()
                            .allMatch(step -> step.outcome() == Outcome.HELD
                                    || (!isSolution && step.outcome() == Outcome.NOT_JUDGED)),
                    () -> told(result));
            assertEquals(State.SOLVED, result.state());
        });
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsRefusedForItsReason() {
        return all().stream()
                .flatMap(exercise -> exercise.mistakes().stream()
                        .map(mistake -> named(exercise.id() + " " + mistake.name(), () -> {
                            var result = check(exercise, mistake.source());
                            var failure = result.failure();
                            assertTrue(failure.isPresent(), () -> told(result));
                            assertEquals(mistake.kind(), failure.get().kind(), () -> told(result));
                            var refused = result.steps().stream()
                                    .filter(step -> step.outcome() == Outcome.FAILED)
                                    .map(step -> step.title() + "\n" + step.words())
                                    .collect(Collectors.joining("\n"));
                            assertTrue(refused.contains(mistake.reason()), () -> told(result));
                        })));
    }

    /** A report shows the number of such a test only: its failure has to tell which it is. */
    private static DynamicTest named(String name, Executable test) {
        return DynamicTest.dynamicTest(name, () -> assertAll(name, test));
    }

    private static String told(ExerciseResult result) {
        return result.steps().stream()
                .map(step -> "%s: %s: %s: %s".formatted(step.kind(), step.title(), step.outcome(), step.words()))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
