/**
 * The programs that the chapters run, right ones: each small enough to be read before it is run.
 *
 * <p>Floor 4. A program starts its threads and waits for all of them before it returns; its result is a value that
 * shows itself. The wrong variants live in {@code interleave.broken}.
 */
package interleave.workload;
