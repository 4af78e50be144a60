/**
 * Checks of code that may do anything: a warm child JVM that runs them one at a time, under a deadline and within
 * bounds, and is replaced when one of them leaves it unclean.
 *
 * <p>Floor 3. The parent asks ({@link interleave.trial.check.CheckJvm}), the child runs
 * ({@link interleave.trial.check.CheckTask}), and what comes back is a {@link interleave.trial.check.CheckReply}.
 */
package interleave.trial.check;
