package interleave.trial;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.Table;

/**
 * What one run of an experiment gave. It holds all that is needed to show it again without the experiment, on another
 * machine too, and names no path, no user and no host.
 *
 * @param design what was asked and how
 * @param at when the run ended
 * @param budget how long it was allowed to measure
 * @param machine the machine that it ran on
 * @param evidence what was measured
 * @param judgement the verdict for that machine, with its reason
 */
public record Finding(Design design, Instant at, Budget budget, Machine machine, Evidence evidence, Judgement judgement)
        implements Tabular {

    /** Refuses a verdict that the budget does not allow. */
    public Finding {
        Objects.requireNonNull(at, "a finding without its time");
        Objects.requireNonNull(machine, "a finding without its machine");
        if (judgement.verdict().judged() && !budget.givesVerdicts()) {
            throw new IllegalArgumentException("%s: the %s budget gives no verdict".formatted(design.id(), budget));
        }
    }

    /** Returns what was measured. */
    @Override
    public Table table() {
        return evidence.table();
    }

    /**
     * Returns how what was measured makes a picture, if it does. Data without a verdict, or of a disturbed run, is no
     * finding: then the question stands above the picture, and below it why.
     */
    @Override
    public Optional<Sketch> sketch() {
        var doubt = judgement.verdict() == Verdict.WITHHELD
                ? Optional.of("Quick budget: data without a verdict")
                : evidence.disturbedBy().map(_ -> "Disturbed");
        return evidence.sketch()
                .map(sketch -> doubt.map(why -> sketch.titled(design.question(), why + ". " + sketch.subtitle()))
                        .orElse(sketch));
    }
}
