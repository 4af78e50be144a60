package interleave.trial.litmus;

import java.time.Duration;
import java.util.List;

/**
 * How long each litmus test runs, and in which modes: a budget in the terms of litmus tests.
 *
 * @param modes how the test is compiled, one fork after the other
 * @param time how long a fork runs the test
 */
record LitmusPlan(List<String> modes, Duration time) {

    /** How much longer a thread may run that is told to end. A loop that looks takes microseconds. */
    static final Duration PATIENCE = Duration.ofMillis(500);
}
