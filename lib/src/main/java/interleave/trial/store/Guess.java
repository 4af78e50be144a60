package interleave.trial.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An answer that a learner gave to a question.
 *
 * @param option the letter of the option
 * @param at when
 * @param cell the cell in which it was given, if the front end told it
 */
public record Guess(String option, Instant at, Optional<String> cell) {}
