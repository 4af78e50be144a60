package interleave.trial.litmus;

import interleave.trial.Budget;
import java.time.Duration;
import java.util.List;

/**
 * How long each litmus test runs, and how it is compiled: a budget in the terms of litmus tests.
 *
 * @param forks one JVM for each, one after the other
 * @param time how long each runs the test
 * @param silence how much longer than planned a fork may take before it counts as hung
 */
record LitmusPlan(List<CompilerMode> forks, Duration time, Duration silence) {

    /** How long a thread that is told to end may itself run on. One that looks takes microseconds. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** What a fork takes besides, on an idle machine: its start, and a look at what the test needs. */
    static final Duration OVERHEAD = Duration.ofMillis(700);

    /** Long enough for a busy machine; a test that hangs is not noticed earlier. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    LitmusPlan {
        forks = List.copyOf(forks);
    }

    /** Returns what a budget means. C2 comes first: it shows most. */
    static LitmusPlan of(Budget budget) {
        return switch (budget) {
            case QUICK -> new LitmusPlan(List.of(CompilerMode.C2, CompilerMode.C1), Duration.ofMillis(500), SILENCE);
            case NORMAL ->
                new LitmusPlan(
                        List.of(CompilerMode.C2, CompilerMode.C2_SHUFFLED, CompilerMode.C1, CompilerMode.INTERPRETER),
                        Duration.ofSeconds(1),
                        SILENCE);
            case THOROUGH ->
                new LitmusPlan(
                        List.of(
                                CompilerMode.C2,
                                CompilerMode.C2_SHUFFLED,
                                CompilerMode.C2_SHUFFLED,
                                CompilerMode.C2_SHUFFLED,
                                CompilerMode.C2_SHUFFLED,
                                CompilerMode.C1,
                                CompilerMode.INTERPRETER),
                        Duration.ofSeconds(4),
                        SILENCE);
        };
    }

    /** Returns how long a fork takes on an idle machine. */
    Duration fork() {
        return time.plus(OVERHEAD);
    }
}
