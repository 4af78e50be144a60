package interleave.trial.jmh;

import java.io.Serializable;
import java.time.Duration;

/**
 * What JMH does at one go: some forks of one case.
 *
 * @param what the case
 * @param forks how many JVMs measure it, one after the other
 * @param plan how long
 */
public record Leg(BenchmarkCase what, int forks, Plan plan) implements Serializable {

    /** Returns how much longer than planned its forks may say nothing. */
    Duration silence() {
        return what.ownTimeout().orElse(plan.silence());
    }

    /**
     * Returns how long its forks may say nothing before they iterate: a JVM starts as fast as the machine can, whatever is
     * said about iterations.
     */
    Duration startSilence() {
        return silence().compareTo(Plan.SILENCE) > 0 ? silence() : Plan.SILENCE;
    }

    /** Returns how long its forks iterate altogether. */
    Duration planned() {
        return plan.forkTime().multipliedBy(forks);
    }
}
