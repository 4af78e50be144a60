/**
 * How a timeline is recorded: a {@link interleave.trial.flight.Flight} is a flight recording of this JVM while an action
 * runs, and a reader makes {@link interleave.trial.flight.Lane lanes} of its events. What those events say, and what they
 * leave open, is turned here into intervals once and for all; the floors above only count and draw.
 */
package interleave.trial.flight;
