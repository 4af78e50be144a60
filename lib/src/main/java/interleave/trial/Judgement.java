package interleave.trial;

import java.util.Objects;

/**
 * A verdict with its reason.
 *
 * @param verdict what was decided
 * @param reason one sentence that names the figures which led to it
 */
public record Judgement(Verdict verdict, String reason) {

    /** Returns what is said of rounds of which some speak for one case of the rule and some for another. */
    public static Judgement undecided(String figures) {
        return new Judgement(
                Verdict.UNDECIDED,
                "The rounds fit none of the rule's cases: measure longer, or on a quieter machine. " + figures);
    }

    /** Refuses a verdict without a reason: nobody could check it. */
    public Judgement {
        Objects.requireNonNull(verdict, "Judgement(null, ...): name a verdict");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the verdict “%s” comes without a reason".formatted(verdict));
        }
    }
}
