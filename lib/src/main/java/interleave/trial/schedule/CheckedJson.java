package interleave.trial.schedule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/** An answer as text, to bring it from one JVM to another. Safe for use by several threads. */
public final class CheckedJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CheckedJson() {}

    /** Returns an answer as JSON. */
    public static String write(Checked checked) {
        try {
            return MAPPER.writerFor(Checked.class).writeValueAsString(checked);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Returns the answer that a JSON text holds.
     *
     * @throws UncheckedIOException if it holds none
     */
    public static Checked read(String json) {
        try {
            return MAPPER.readValue(json, Checked.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("this is no answer of the model checker: " + json, e);
        }
    }
}
