package interleave.trial.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was guessed about one question.
 *
 * @param guesses all of them, oldest first
 * @param seen when what was right was first seen
 * @param problems one sentence for each file that could not be read
 */
public record Guessed(List<Guess> guesses, Optional<Instant> seen, List<String> problems) {

    /** Keeps copies. */
    public Guessed {
        guesses = List.copyOf(guesses);
        problems = List.copyOf(problems);
    }

    /** Returns the guess that counts: the first. */
    public Optional<Guess> first() {
        return guesses.stream().findFirst();
    }

    /** Returns whether the first guess was made before what was right was seen. */
    public boolean beforehand() {
        return first().isPresent()
                && seen.map(at -> first().get().at().isBefore(at)).orElse(true);
    }

    /** Returns the other guesses, oldest first. */
    public List<Guess> later() {
        return guesses.isEmpty() ? List.of() : guesses.subList(1, guesses.size());
    }
}
