/**
 * Exercises: what a learner is asked to write, and the check that says what holds, what does not, and why.
 *
 * <p>Floor 4. An exercise is one text file among this package's resources. {@link interleave.exercise.Exercise} reads it,
 * compiles an answer together with the exercise's checks, and has them run in a JVM of their own: behaviour first, then
 * every schedule, then real threads. What came of it is an {@link interleave.exercise.ExerciseResult}.
 */
package interleave.exercise;
