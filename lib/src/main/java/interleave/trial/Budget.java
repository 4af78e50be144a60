package interleave.trial;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How long a measurement may take, chosen once for a whole run and never in a cell.
 *
 * <p>The environment variable {@value #VARIABLE} chooses it: {@code make html BUDGET=normal} sets it. In the quick
 * budget the data is shown and every verdict is withheld: so few iterations tell nothing apart.
 */
public enum Budget {
    /** Shows that everything runs, in seconds. */
    QUICK(1, 3, 2, 3, 100),
    /** Enough for a verdict on a quiet machine, in a minute or two for a claim. */
    NORMAL(3, 7, 4, 5, 250),
    /** For figures that others are to trust. */
    THOROUGH(5, 15, 5, 5, 1_000);

    /** The environment variable that chooses the budget. */
    public static final String VARIABLE = "INTERLEAVE_BUDGET";

    private final int forks;
    private final int rounds;
    private final int warmups;
    private final int iterations;
    private final int millis;

    Budget(int forks, int rounds, int warmups, int iterations, int millis) {
        this.forks = forks;
        this.rounds = rounds;
        this.warmups = warmups;
        this.iterations = iterations;
        this.millis = millis;
    }

    /**
     * Returns the budget of this run, {@link #NORMAL} unless the environment says otherwise.
     *
     * @throws IllegalArgumentException if the environment names none that there is
     */
    public static Budget current() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .filter(name -> !name.isBlank())
                .map(Budget::of)
                .orElse(NORMAL);
    }

    /**
     * Returns the budget of a name, in upper or lower case.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    public static Budget of(String name) {
        return Arrays.stream(values())
                .filter(budget -> budget.toString().equals(name.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no budget “%s”: choose %s"
                        .formatted(
                                name,
                                Arrays.stream(values()).map(Budget::toString).collect(Collectors.joining(", ")))));
    }

    /** Returns how many JVMs measure each benchmark. */
    public int forks() {
        return forks;
    }

    /** Returns how many rounds a comparison has; in a round each candidate gets one fork. */
    public int rounds() {
        return rounds;
    }

    /** Returns how many iterations of a fork come first and are not counted. */
    public int warmups() {
        return warmups;
    }

    /** Returns how many iterations of a fork are counted. */
    public int iterations() {
        return iterations;
    }

    /** Returns how long an iteration is. */
    public Duration iteration() {
        return Duration.ofMillis(millis);
    }

    /** Returns whether a result of this budget may carry a verdict. */
    public boolean givesVerdicts() {
        return this != QUICK;
    }

    /** Returns the name in lower case, as it is written on a command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
