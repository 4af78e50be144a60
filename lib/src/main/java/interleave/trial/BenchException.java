package interleave.trial;

import java.util.List;
import java.util.Optional;

/**
 * A benchmark could not be measured: its message says what went wrong and what to do.
 *
 * <p>When it is thrown no process of the measurement is left.
 */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Optional<String> at;
    private final transient List<String> output;

    /** Says all there is to say. */
    public BenchException(String message) {
        this(message, Optional.empty(), List.of());
    }

    /**
     * Says what went wrong.
     *
     * @param at the line of the benchmark's source where it did, as {@code Increments.java:12}
     * @param output the last lines that the benchmark printed, if the message does not hold them
     */
    public BenchException(String message, Optional<String> at, List<String> output) {
        super(message);
        this.at = at;
        this.output = List.copyOf(output);
    }

    /** Returns the line of the benchmark's source where it went wrong, as {@code Increments.java:12}, if known. */
    public Optional<String> at() {
        return at;
    }

    /** Returns the last lines that the benchmark printed, none if the message holds them. */
    public List<String> output() {
        return output;
    }
}
