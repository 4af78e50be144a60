package interleave.trial;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A question that a machine can answer: a design, the work that gathers data, and a rule that turns data into a verdict.
 *
 * <p>A value; every run is a new one. The rule sees the data only after the work has ended, and the work does not know
 * the rule, so a rule can be tried on data of one's own making. In a budget that gives no verdicts the rule is not asked.
 *
 * @param <D> what the work gathers
 * @param design what is asked and how
 * @param obstacle why this machine cannot run it; empty if it can
 * @param work gathers the data
 * @param rule judges the data, by the words of the design's rule
 */
public record Experiment<D extends Experiment.Data>(
        Design design, Supplier<Optional<String>> obstacle, Work<D> work, Function<? super D, Judgement> rule) {

    private static final Judgement WITHHELD = new Judgement(
            Verdict.WITHHELD,
            "The quick budget shows that everything runs. It measures too little to tell anything apart.");

    /** What an experiment gathers: typed for the rule, and as evidence for everybody else. */
    public interface Data {

        /** Returns the data as it is shown and kept. */
        Evidence evidence();
    }

    /** Gathers the data of one run. */
    @FunctionalInterface
    public interface Work<D> {

        /**
         * Gathers the data; blocks until it has.
         *
         * @param budget how much
         * @param seed where random choices begin
         * @throws InterruptedException if this thread is interrupted; nothing that was started goes on
         */
        D run(Budget budget, long seed) throws InterruptedException;
    }

    /** Refuses an experiment that lacks a part. */
    public Experiment {
        Objects.requireNonNull(design, "an experiment without a design");
        Objects.requireNonNull(obstacle, "an experiment that does not say what it needs");
        Objects.requireNonNull(work, "an experiment without work");
        Objects.requireNonNull(rule, "an experiment without a rule");
    }

    /**
     * Runs it in the present budget; blocks until it has.
     *
     * @throws InterruptedException if this thread is interrupted; there is no finding then
     */
    public Finding run() throws InterruptedException {
        return run(Budget.current());
    }

    /**
     * Runs it in another budget.
     *
     * @throws InterruptedException if this thread is interrupted; there is no finding then
     */
    Finding run(Budget budget) throws InterruptedException {
        var missing = obstacle.get();
        if (missing.isPresent()) {
            var judgement = new Judgement(Verdict.CANNOT_BE_TESTED_HERE, missing.get());
            return finding(budget, Evidence.none(), judgement);
        }
        var data = work.run(budget, design.seed());
        return finding(budget, data.evidence(), budget.givesVerdicts() ? rule.apply(data) : WITHHELD);
    }

    private Finding finding(Budget budget, Evidence evidence, Judgement judgement) {
        // What is written to a file and read again shall be the same moment.
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new Finding(design, now, budget, Machine.card(), evidence, judgement);
    }
}
