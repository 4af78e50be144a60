package interleave.trial.litmus;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What some outcomes of a litmus test mean.
 *
 * @param ids the outcomes, each written out or as a regular expression; none stands for all that no other meaning names
 * @param kind whether they may happen
 * @param why what has happened then, in a sentence; may be empty
 */
public record Meaning(List<String> ids, Kind kind, String why) {

    /** Whether an outcome may happen. */
    public enum Kind {
        /** It may happen. */
        ALLOWED,
        /** It may happen, and those who did not expect it learn something. */
        INTERESTING,
        /** It must never happen: the program is wrong, or the machine. */
        FORBIDDEN,
        /** The test does not say. */
        UNKNOWN
    }

    /** What an outcome means that a test does not name. */
    static final Meaning UNNAMED = new Meaning(List.of(), Kind.UNKNOWN, "The test does not name this outcome.");

    /** Copies the ids. */
    public Meaning {
        ids = List.copyOf(ids);
        Objects.requireNonNull(kind, "a meaning needs a kind");
        Objects.requireNonNull(why, "a meaning without a reason has an empty one");
    }

    /** Says whether it is for all outcomes that no other meaning names. */
    public boolean isForTheRest() {
        return ids.isEmpty();
    }

    boolean names(String outcome) {
        return ids.contains(outcome);
    }

    boolean matches(String outcome) {
        return ids.stream().anyMatch(id -> Pattern.matches(id, outcome));
    }
}
