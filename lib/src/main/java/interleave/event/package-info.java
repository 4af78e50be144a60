/**
 * The ground on which every blocking operation of the library stands: how a thread waits, until when, and how a timeline
 * hears of it. Needs nothing but the JDK.
 *
 * <p>A primitive of the floors above keeps its own state and its own queue of waiting threads. What it does not write
 * again are the loop around {@code park}, the answer to interrupts and the arithmetic of time: {@link
 * interleave.event.Parking} and {@link interleave.event.Deadline} are the one place for them. So are the list of those who wait
 * ({@link interleave.event.WaitList}), how often a thread looks again before it parks ({@link interleave.event.WaitPolicy},
 * {@link interleave.event.AdaptiveSpin}), and where it counts itself so that others need not wait for the same cache line
 * ({@link interleave.event.Stripes}).
 */
package interleave.event;
