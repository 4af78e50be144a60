package interleave.trial.jmh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Optional;

/**
 * How a value passes between the JVM that asks and the child, as one line of letters and digits.
 *
 * <p>JMH's results are serialisable and hold more than a format of ours would: that is why they pass as they are. A mark
 * tells an event from what a JVM may print by itself. Both ends are this library; the filter admits nothing else.
 */
final class Wire {

    private static final String MARK = "\u0001";
    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(
            "interleave.trial.*;interleave.trial.jmh.*;org.openjdk.jmh.**;java.base/*;!*");

    private Wire() {}

    static String line(Event event) {
        return MARK + text(event);
    }

    /** Returns the event in a line, or nothing if the line is not one. */
    static Optional<Event> event(String line) {
        return line.startsWith(MARK) ? Optional.of((Event) value(line.substring(MARK.length()))) : Optional.empty();
    }

    static String text(Serializable value) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static Object value(String text) {
        try (var in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            in.setObjectInputFilter(KNOWN);
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("What the benchmark's JVM wrote cannot be read: " + e, e);
        }
    }
}
