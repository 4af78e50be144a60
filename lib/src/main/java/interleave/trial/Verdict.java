package interleave.trial;

import java.util.Arrays;
import java.util.Optional;

/** What an experiment says of its question, on the machine it ran on. */
public enum Verdict {
    /** The rule's condition holds for the whole range of what was measured. */
    SUPPORTED("supported"),
    /** Its opposite holds for the whole range. */
    REFUTED("refuted"),
    /** It holds in some of the cases that were tried and fails in others; the reason names them. */
    DEPENDS("depends"),
    /** What was measured lies on both sides of a border of the rule: more rounds or a quieter machine may tell. */
    UNDECIDED("undecided"),
    /** The machine lacks what the experiment needs; nothing was run. */
    CANNOT_BE_TESTED_HERE("cannot be tested here"),
    /** The budget is too small for any verdict; the data is there. */
    WITHHELD("verdict withheld");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** Returns the verdict of these words; empty if they are those of none. */
    public static Optional<Verdict> of(String words) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.words.equals(words))
                .findFirst();
    }

    /** Returns whether the data was measured and judged, whatever came of it. */
    public boolean judged() {
        return this != CANNOT_BE_TESTED_HERE && this != WITHHELD;
    }

    /** Returns the verdict in words. */
    @Override
    public String toString() {
        return words;
    }
}
