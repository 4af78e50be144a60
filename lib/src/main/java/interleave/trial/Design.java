package interleave.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What of an experiment can be written down before it is run: what it asks, how it goes about it, and by which rule it
 * will be judged. A finding carries its design, so that it can be read when the experiment has changed.
 *
 * @param id letters, digits and hyphens: {@code K01}
 * @param question what is to be found out, as a question
 * @param parameters what was chosen for it, by name
 * @param seed where its random choices begin
 * @param procedure how it is run, in a sentence or two
 * @param rule what leads to which verdict, stated before anything is measured
 */
public record Design(
        String id, String question, SequencedMap<String, String> parameters, long seed, String procedure, String rule) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}");

    /** Refuses an id that could not name a folder, and keeps a copy of the parameters. */
    public Design {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "the id “%s” is not made of letters, digits and hyphens, 64 at most".formatted(id));
        }
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }
}
