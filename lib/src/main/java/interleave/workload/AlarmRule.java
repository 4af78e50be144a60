package interleave.workload;

import java.util.List;
import java.util.Objects;

/**
 * When a log entry is worth waking somebody: a value that never changes, so any number of threads may read it.
 *
 * <p>Its fields are final, and the list in it is its own: a copy that refuses every change.
 *
 * @param atLeast the lowest severity that counts, 1 to 5
 * @param sources the parts of a program whose entries count
 */
public record AlarmRule(int atLeast, List<String> sources) {

    /** Copies the list: whoever made it can change theirs, not this one. */
    public AlarmRule {
        if (atLeast < 1 || atLeast > 5) {
            throw new IllegalArgumentException("a severity is 1 to 5, not " + atLeast);
        }
        Objects.requireNonNull(
                sources,
                () -> "AlarmRule(%d, null): pass the sources that count, for instance List.of(\"gc\")"
                        .formatted(atLeast));
        sources = List.copyOf(sources);
    }

    /** Returns whether such an entry is worth waking somebody. */
    public boolean alarms(int severity, String source) {
        return severity >= atLeast && sources.contains(source);
    }
}
