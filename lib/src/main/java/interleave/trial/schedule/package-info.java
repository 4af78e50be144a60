/**
 * Schedules: which thread of a small program did what, in which order; and the model checker that looks for one that
 * breaks it.
 *
 * <p>Floor 3. The model checker runs the threads of a {@linkplain interleave.trial.litmus litmus test} one at a time and
 * decides before every access to shared memory who goes on. What it finds is a value that knows nothing of it.
 */
package interleave.trial.schedule;
