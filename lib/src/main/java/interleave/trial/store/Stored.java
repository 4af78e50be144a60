package interleave.trial.store;

import java.util.List;

/**
 * What a folder held when it was read.
 *
 * @param values what could be read, oldest first
 * @param problems one sentence for each file that could not; it is left as it is
 */
public record Stored<T>(List<T> values, List<String> problems) {

    /** Keeps copies. */
    public Stored {
        values = List.copyOf(values);
        problems = List.copyOf(problems);
    }
}
