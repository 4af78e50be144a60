package interleave.channel;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A sender or receiver that was forgotten: it was never closed, nobody holds it who could, and the other end of its channel
 * is still open. Its text says what follows from that and where it was made.
 *
 * @param end which end it was
 * @param channel what kind of channel it was, for instance "bounded"
 * @param created where it was made: the innermost calls outside this package, the innermost first
 */
public record Leak(End end, String channel, List<StackTraceElement> created) {

    /** The ends of a channel. */
    public enum End {
        /** Receivers are told the end when the last of these is closed. */
        SENDER("its receivers will wait for ever once the channel is empty"),
        /** Senders are told when the last of these is closed. */
        RECEIVER("its senders will not be told when nobody receives any more");

        private final String consequence;

        End(String consequence) {
            this.consequence = consequence;
        }

        /** Returns {@code sender} or {@code receiver}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Copies the list. */
    public Leak {
        created = List.copyOf(created);
    }

    /** Returns what was forgotten, what follows, and what to do, in one line, which ends before the calls. */
    public String summary() {
        return "A %s of a channel (%s) was forgotten without being closed, so %s."
                        .formatted(end, channel, end.consequence)
                + " Close it where its work ends, best with try-with-resources. It was made at";
    }

    /** Returns the report, in several lines. */
    @Override
    public String toString() {
        return created.stream().map(call -> "\n    " + call).collect(Collectors.joining("", summary(), ""));
    }
}
