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
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Every exercise is one that a learner can trust: what is wrong is refused for its reason, and what is right passes.
 *
 * <p>The answers of a factory are checked a few at a time, ahead of the tests that look at the results in their order:
 * one under the model checker, one on real threads, while another is compiled. Each child still runs one at a time. The
 * stream of tests owns the threads; they end with it.
 */
class ExercisesTest {

    private static final int AT_A_TIME = 3;

    /** An answer whose check is asked for: its name, and what becomes of it. */
    private record Asked(String name, Future<ExerciseResult> result) {

        /** The test that looks at the result. A report shows its number only, so a failure tells the name. */
        DynamicTest then(ThrowingConsumer<ExerciseResult> test) {
            return DynamicTest.dynamicTest(name, () -> assertAll(name, () -> test.accept(result.get())));
        }
    }

    /** Makes the tests of every exercise; the checks that they ask for run meanwhile. */
    private static Stream<DynamicTest> ofEach(BiFunction<Exercise, Asks, Stream<DynamicTest>> tests) {
        var threads = Executors.newFixedThreadPool(AT_A_TIME);
        Asks asks = (exercise, name, source) -> new Asked(
                exercise.id() + " " + name, threads.submit(() -> exercise.check(source, Attempts.inMemory())));
        var made =
                all().stream().flatMap(exercise -> tests.apply(exercise, asks)).toList();
        return made.stream().onClose(threads::shutdownNow);
    }

    /** Asks for a check. */
    private interface Asks {
        Asked check(Exercise exercise, String name, String source);
    }

    private static List<Exercise> all() {
        return Exercise.all();
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
        return ofEach((exercise, asks) -> Stream.of(
                asks.check(exercise, "starter", exercise.starter())
                        .then(result -> assertEquals(State.NOT_STARTED, result.state())),
                asks.check(exercise, "changed starter", exercise.starter() + "class Changed {}\n")
                        .then(result -> {
                            assertEquals(State.NOT_YET, result.state(), () -> told(result));
                            assertEquals(Outcome.HELD, result.steps().getFirst().outcome(), () -> told(result));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> theSolutionPasses() {
        return ofEach((exercise, asks) -> Stream.of(asks.check(exercise, "solution", exercise.solution())
                .then(result -> assertPasses(result, Set.of(Outcome.HELD)))));
    }

    /** An alternative may use what the model checker does not know; then the other checks must hold. */
    @TestFactory
    Stream<DynamicTest> eachAlternativePasses() {
        return ofEach((exercise, asks) -> exercise.alternatives().stream()
                .map(alternative -> asks.check(exercise, alternative.name(), alternative.source())
                        .then(result -> assertPasses(result, Set.of(Outcome.HELD, Outcome.NOT_JUDGED)))));
    }

    private static void assertPasses(ExerciseResult result, Set<Outcome> outcomes) {
        assertTrue(result.steps().stream().allMatch(step -> outcomes.contains(step.outcome())), () -> told(result));
        assertEquals(State.SOLVED, result.state());
    }

    @TestFactory
    Stream<DynamicTest> eachMistakeIsRefusedForItsReason() {
        return ofEach((exercise, asks) -> exercise.mistakes().stream()
                .map(mistake -> asks.check(exercise, mistake.name(), mistake.source())
                        .then(result -> {
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

    private static String told(ExerciseResult result) {
        return result.steps().stream()
                .map(step -> "%s: %s: %s: %s".formatted(step.kind(), step.title(), step.outcome(), step.words()))
                .collect(Collectors.joining("\n", "\n", "\n"));
    }
}
