/**
 * What the checks of an exercise are written with. Only a file of an exercise imports it.
 *
 * <p>Floor 4, and JDK alone: it runs in the JVM that checks answers.
 */
package interleave.exercise.checks;
