package interleave.lab.plot;

import java.util.HashMap;
import java.util.Map;

/**
 * What an axis has to reach: values, each with the room in pixels that its mark needs beyond it. Values are an axis' own
 * linear ones: exponents on a logarithmic axis, numbers of categories, milliseconds.
 */
final class Extent {

    /** Five hundredths of the axis beyond the mark, as plotly gives to what does not begin at zero. */
    private record Room(double pixels, boolean extra) {

        double of(double length) {
            return pixels + (extra ? 0.05 * length : 0);
        }
    }

    private final Map<Room, Double> lowest = new HashMap<>();
    private final Map<Room, Double> highest = new HashMap<>();

    boolean isEmpty() {
        return lowest.isEmpty();
    }

    /** Adds a value whose mark takes so many pixels on either side. */
    void add(double value, double pixels, boolean extra) {
        if (!Double.isFinite(value)) {
            return;
        }
        // Rounded, so that a cloud of bubbles does not leave as many rooms as it has points.
        var room = new Room(Math.ceil(pixels), extra);
        lowest.merge(room, value, Math::min);
        highest.merge(room, value, Math::max);
    }

    /** Adds what reaches from zero to a value, like a bar: room is needed beyond the value only. */
    void fromZero(double value, double pixels) {
        if (!Double.isFinite(value)) {
            return;
        }
        edge(0);
        (value < 0 ? lowest : highest)
                .merge(new Room(Math.ceil(pixels), true), value, value < 0 ? Math::min : Math::max);
    }

    /** Makes this and another one reach the same. */
    void share(Extent other) {
        other.lowest.forEach((room, value) -> lowest.merge(room, value, Math::min));
        other.highest.forEach((room, value) -> highest.merge(room, value, Math::max));
        other.lowest.putAll(lowest);
        other.highest.putAll(highest);
    }

    /** Adds a value that is reached exactly. */
    void edge(double value) {
        add(value, 0, false);
    }

    /**
     * Returns the range that holds every value with its room.
     *
     * @param length the axis' length in pixels
     * @param mode plotly's {@code rangemode}: normal, tozero or nonnegative
     */
    double[] range(double length, String mode) {
        if (isEmpty()) {
            return new double[] {-1, 6};
        }
        double low = 0;
        double high = 0;
        double lowRoom = 0;
        double highRoom = 0;
        double best = -1;
        double least = lowest.values().stream().mapToDouble(v -> v).min().orElse(0);
        double most = highest.values().stream().mapToDouble(v -> v).max().orElse(0);
        if (least == most) {
            if (mode.equals("tozero") || mode.equals("nonnegative")) {
                return most > 0 ? new double[] {0, most * 1.05} : most < 0 ? new double[] {most * 1.05, 0} : unit();
            }
            return new double[] {least - 1, least + 1};
        }
        boolean fromZero = (mode.equals("tozero") || mode.equals("nonnegative")) && least >= 0;
        boolean toZero = mode.equals("tozero") && most <= 0;
        for (var below : lowest.entrySet()) {
            for (var above : highest.entrySet()) {
                double from = fromZero ? 0 : below.getValue();
                double to = toZero ? 0 : above.getValue();
                double room = length
                        - (fromZero ? 0 : below.getKey().of(length))
                        - (toZero ? 0 : above.getKey().of(length));
                double slope = (to - from) / Math.max(room, length / 10);
                if (slope > best) {
                    best = slope;
                    low = from;
                    high = to;
                    lowRoom = fromZero ? 0 : below.getKey().of(length);
                    highRoom = toZero ? 0 : above.getKey().of(length);
                }
            }
        }
        double from = low - best * lowRoom;
        return new double[] {mode.equals("nonnegative") ? Math.max(0, from) : from, high + best * highRoom};
    }

    private static double[] unit() {
        return new double[] {0, 1};
    }
}
