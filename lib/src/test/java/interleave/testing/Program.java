package interleave.testing;

import interleave.trial.schedule.Schedules;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A small program in which threads wait for each other, for the model checker.
 *
 * <p>It names every outcome that it may have, and those that are not rare must be seen: a program in which nobody meets would
 * show nothing. A lost wake-up is a run that does not end. What its threads share is published through static fields before
 * they start: the model checker looks away from what a lambda has captured.
 *
 * @param outcomes what it may end with, and does
 * @param rare what it may also end with, under so few schedules that a short search need not find one
 * @param play runs it once
 */
public record Program(String name, Set<String> outcomes, Set<String> rare, Callable<String> play)
        implements ModelCheck {

    private boolean allows(String outcome) {
        return outcomes.contains(outcome) || rare.contains(outcome);
    }

    @Override
    public String check(Effort effort) {
        var tried = Schedules.of(play, this::allows, effort.schedules());
        var runs = tried.runs() + " schedules" + (tried.all() ? ", all" : "");
        if (!tried.failure().isEmpty()) {
            throw new AssertionError(tried.failure());
        }
        if (!tried.outcomes().containsAll(outcomes)) {
            throw new AssertionError(
                    "in %s seen: %s, expected to be seen: %s".formatted(runs, tried.outcomes(), outcomes));
        }
        return runs;
    }

    @Override
    public String toString() {
        return name;
    }
}
