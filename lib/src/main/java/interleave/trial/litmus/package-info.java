/**
 * Litmus tests: small concurrent programs with the outcomes that they may have, read from their annotations, and run by
 * jcstress in child JVMs.
 *
 * <p>Floor 3. A litmus test has the form of a jcstress test: fields, one method for each thread ({@code @Actor}), one
 * that looks when all have ended ({@code @Arbiter}), and what each outcome means ({@code @Outcome}). One class so written
 * can be run on real memory, as often as time allows, and schedule by schedule under a model checker.
 */
package interleave.trial.litmus;
