package interleave.trial.jmh;

import interleave.trial.Budget;
import java.io.Serializable;
import java.time.Duration;

/**
 * How long each benchmark is measured: a budget in JMH's terms.
 *
 * @param budget which budget it is, and so whether it may carry a verdict
 * @param forks how many JVMs measure each benchmark
 * @param rounds how many rounds a comparison has
 * @param warmups how many iterations of a fork come first and are not counted
 * @param iterations how many iterations of a fork are counted
 * @param iteration how long an iteration is
 * @param silence how much longer than planned a fork may say nothing before it counts as hung
 */
public record Plan(
        Budget budget, int forks, int rounds, int warmups, int iterations, Duration iteration, Duration silence)
        implements Serializable {

    /** Long enough for a set-up that records a log on a busy machine; a hung benchmark is not noticed earlier. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    /** Returns what a budget means. */
    public static Plan of(Budget budget) {
        return new Plan(
                budget,
                budget.forks(),
                budget.rounds(),
                budget.warmups(),
                budget.iterations(),
                budget.iteration(),
                SILENCE);
    }

    /** Returns how long a fork iterates. */
    Duration forkTime() {
        return iteration.multipliedBy(warmups + iterations);
    }
}
