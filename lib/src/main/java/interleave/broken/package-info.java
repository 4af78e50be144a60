/**
 * Wrong programs, each named for what is wrong with it. A chapter runs them to show the failure and its cause.
 *
 * <p>Floor 4. Nothing here is for use. What may hang or end the JVM is a main class, and runs in a
 * {@link interleave.trial.Sandbox} only.
 */
package interleave.broken;
