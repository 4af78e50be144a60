package interleave.trial;

import interleave.channel.Channel;
import java.util.Locale;

/**
 * How much a channel holds: so many values, none at all, or as many as there is memory.
 *
 * @param places 1 to {@value #MOST}, 0 for a rendezvous, {@link Integer#MAX_VALUE} for no bound
 */
public record Capacity(int places) {

    /** The most places of a bounded channel, which are allocated at once. */
    public static final int MOST = 1 << 20;

    static final Capacity NONE = new Capacity(0);
    static final Capacity ENDLESS = new Capacity(Integer.MAX_VALUE);

    /** Refuses a number out of bounds. */
    public Capacity {
        if (places < 0 || (places > MOST && places != Integer.MAX_VALUE)) {
            throw refused(places);
        }
    }

    static Capacity of(int places) {
        if (places < 1 || places > MOST) {
            throw refused(places);
        }
        return new Capacity(places);
    }

    private static IllegalArgumentException refused(int places) {
        return new IllegalArgumentException(
                "capacity(%d): choose 1 to %d; without a buffer take rendezvous(), without a bound unbounded()"
                        .formatted(places, MOST));
    }

    /** Makes a channel that holds this much. */
    public <T> Channel<T> channel() {
        return switch (places) {
            case 0 -> Channel.rendezvous();
            case Integer.MAX_VALUE -> Channel.unbounded();
            default -> Channel.bounded(places);
        };
    }

    /** Returns the channel in words: {@code a bounded channel of 128}. */
    @Override
    public String toString() {
        return switch (places) {
            case 0 -> "a rendezvous channel";
            case Integer.MAX_VALUE -> "an unbounded channel";
            default -> String.format(Locale.ROOT, "a bounded channel of %,d", places);
        };
    }
}
