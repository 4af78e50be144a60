package interleave.exercise;

import interleave.trial.Tabular;
import interleave.trial.schedule.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the check of an answer found. Immutable.
 *
 * @param exercise what was to be written
 * @param state how far the learner is with this answer
 * @param steps what was looked at, in its order
 * @param printed the last lines that the answer printed
 * @param hint the number of the hint that is due, from 1; 0 if none is
 * @param used whether all hints have been shown and did not help, so that the solution is offered
 */
public record ExerciseResult(
        Exercise exercise, State state, List<Step> steps, List<String> printed, int hint, boolean used)
        implements Tabular {

    /** How far a learner is. */
    public enum State {
        /** The starter is as it was. */
        NOT_STARTED("not started"),
        /** Something does not hold. */
        NOT_YET("not yet"),
        /**
         * Nothing was found that does not hold. Where the model checker could not judge a program, real threads have run
         * the same one.
         */
        SOLVED("solved");

        private final String words;

        State(String words) {
            this.words = words;
        }

        /** Returns the state in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** The kinds of checks, in the order in which they run. */
    public enum Kind {
        /** The compiler. */
        COMPILE,
        /** What the class does. */
        BEHAVIOUR,
        /** Every schedule of a small program that uses it, under a model checker. */
        INTERLEAVINGS,
        /** Real threads, many times. */
        STRESS;

        /** Returns the kind of a name in lower case. */
        static Optional<Kind> named(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(name))
                    .findFirst();
        }

        /** Returns its name in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What became of a step. */
    public enum Outcome {
        /** It was found to be so. */
        HELD("held"),
        /** It was found not to be so. */
        FAILED("failed"),
        /** The tool cannot tell. */
        NOT_JUDGED("not judged"),
        /** Something before it failed. */
        NOT_REACHED("not reached");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** Returns the outcome in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * One thing that is looked at.
     *
     * @param kind by what
     * @param title what must hold
     * @param outcome whether it does
     * @param words why not, or in how many tries it did; may have several lines; may be empty
     * @param schedule the schedule under which it does not, if one was found
     */
    public record Step(Kind kind, String title, Outcome outcome, String words, Optional<Schedule> schedule) {

        /** Returns a step that is still to come. */
        static Step of(Kind kind, String title) {
            return new Step(kind, title, Outcome.NOT_REACHED, "", Optional.empty());
        }

        /** Returns the step at its end. */
        Step ended(Outcome how, String why) {
            return new Step(kind, title, how, why, schedule);
        }

        /** Returns the step that fails under a schedule. */
        Step failed(String why, Schedule under) {
            return new Step(kind, title, Outcome.FAILED, why, Optional.of(under));
        }
    }

    /** Keeps copies. */
    public ExerciseResult {
        steps = List.copyOf(steps);
        printed = List.copyOf(printed);
    }

    /** Returns the first step that failed. */
    public Optional<Step> failure() {
        return steps.stream().filter(step -> step.outcome() == Outcome.FAILED).findFirst();
    }

    /** Returns how many steps nobody could judge: they do not count as held. */
    public long notJudged() {
        return steps.stream()
                .filter(step -> step.outcome() == Outcome.NOT_JUDGED)
                .count();
    }

    /** Returns the text of the hint that is due. */
    public Optional<String> hintText() {
        return hint == 0 ? Optional.empty() : Optional.of(exercise.hints().get(hint - 1));
    }

    /** Returns a row for each step. */
    @Override
    public Table table() {
        return Table.create(
                "%s %s: %s".formatted(exercise.id(), exercise.title(), state),
                StringColumn.create(
                        "check", steps.stream().map(step -> step.kind().toString())),
                StringColumn.create("what must hold", steps.stream().map(Step::title)),
                StringColumn.create(
                        "result", steps.stream().map(step -> step.outcome().toString())),
                StringColumn.create("why", steps.stream().map(Step::words)));
    }
}
