package interleave.trial.store;

import java.time.Instant;

/**
 * An answer that a learner had checked.
 *
 * @param answer its text
 * @param solved whether all held
 * @param at when
 */
public record Attempt(String answer, boolean solved, Instant at) {}
