package interleave.trial.jmh;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * How a value passes between the JVM that asks and the child, as letters and digits.
 *
 * <p>JMH's results are serialisable and hold more than a format of ours would: that is why they pass as they are. Both
 * ends are this library; the filter admits nothing else.
 *
 * <p>The pipe is shared with what a JVM prints by itself at any moment. So an event passes in pieces, each short enough
 * for one write that no other tears, each on a line of its own with a mark.
 */
final class Wire {

    private static final String MORE = "\u0001";
    private static final String LAST = "\u0002";

    /** With the mark and the line ends no more than what POSIX guarantees for every pipe: 512 bytes. */
    private static final int PIECE = 509;

    private static final ObjectInputFilter KNOWN = ObjectInputFilter.Config.createFilter(
            "interleave.trial.*;interleave.trial.jmh.*;org.openjdk.jmh.**;java.base/*;!*");

    private Wire() {}

    /** Returns the pieces of an event; each is to be written at once. */
    static List<String> pieces(Event event) {
        var text = text(event);
        var pieces = new ArrayList<String>();
        for (int from = 0; from < text.length(); from += PIECE) {
            int to = Math.min(text.length(), from + PIECE);
            // What was printed before may have no line end.
            pieces.add("\n" + (to == text.length() ? LAST : MORE) + text.substring(from, to) + "\n");
        }
        return pieces;
    }

    /** Puts events together again out of the lines of the pipe. Confined to the thread that reads it. */
    static final class Joiner {

        private final StringBuilder pending = new StringBuilder();

        /**
         * Takes a line, and returns the event that it ends, if it does.
         *
         * @throws IllegalStateException if the event cannot be read
         */
        Optional<Event> take(String line) {
            pending.append(line, MORE.length(), line.length());
            if (line.startsWith(MORE)) {
                return Optional.empty();
            }
            var text = pending.toString();
            pending.setLength(0);
            return Optional.of((Event) value(text));
        }
    }

    /** Returns whether a line is a piece of an event. */
    static boolean isPiece(String line) {
        return line.startsWith(MORE) || line.startsWith(LAST);
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
        } catch (IOException | ClassNotFoundException | IllegalArgumentException e) {
            throw new IllegalStateException("What the benchmark's JVM wrote cannot be read: " + e, e);
        }
    }
}
