package interleave.sync;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A resource that somebody has borrowed from a {@link ResourcePool}.
 *
 * @param thread the name of the thread that borrowed it
 * @param since how long ago
 * @param calls where it was borrowed, the innermost call first; empty unless the pool traces its borrowers
 */
public record Lent(String thread, Duration since, List<StackTraceElement> calls) {

    /** Copies the list. */
    public Lent {
        calls = List.copyOf(calls);
    }

    /** Returns by whom, when and where it was borrowed. */
    @Override
    public String toString() {
        return "borrowed by thread \"%s\" %d ms ago".formatted(thread, since.toMillis())
                + calls.stream().map(call -> "\n    at " + call).collect(Collectors.joining());
    }
}
