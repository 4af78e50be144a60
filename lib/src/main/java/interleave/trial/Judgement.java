package interleave.trial;

import java.util.Objects;

/**
 * A verdict with its reason.
 *
 * @param verdict what was decided
 * @param reason one sentence that names the figures which led to it
 */
public record Judgement(Verdict verdict, String reason) {

    /** Refuses a verdict without a reason: nobody could check it. */
    public Judgement {
        Objects.requireNonNull(verdict, "Judgement(null, ...): name a verdict");
        if (reason.isBlank()) {
            throw new IllegalArgumentException("the verdict “%s” comes without a reason".formatted(verdict));
        }
    }
}
