package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Numbers as colours.
 *
 * @param low the number of the first colour
 * @param high the number of the last
 * @param stops colours from 0 to 1
 */
record ColourScale(double low, double high, List<Stop> stops) {

    /** A colour at a place between 0 and 1. */
    record Stop(double at, String colour) {}

    private static final Map<String, List<String>> NAMED = Map.of(
            "viridis", Theme.SCALE,
            "cividis", List.of("#00224E", "#35456C", "#666970", "#948E77", "#C8B866", "#FEE838"),
            "greys", List.of("#000000", "#FFFFFF"),
            "greens", List.of("#00441B", "#41AB5D", "#C7E9C0", "#F7FCF5"),
            "blues", List.of("#050AAC", "#6A89F7", "#BEBEBE", "#DCDCDC"),
            "reds", List.of("#DCDCDC", "#F5A069", "#B20A1C"),
            "ylgnbu", List.of("#081D58", "#225EA8", "#41B6C4", "#C7E9B4", "#FFFFD9"),
            "rdbu", List.of("#050AAC", "#6A89F7", "#BEBEBE", "#DCAA84", "#B20A1C"),
            "hot", List.of("#000000", "#E60000", "#FFD200", "#FFFFFF"));

    /** Returns the scale of a trace or marker whose numbers lie between {@code least} and {@code most}. */
    static ColourScale of(JsonNode holder, String letter, double least, double most) {
        double apart = least == most ? 0.5 : 0;
        double low = holder.path(letter + "min").asDouble(least - apart);
        double high = holder.path(letter + "max").asDouble(most + apart);
        var stops = new ArrayList<Stop>();
        var given = holder.path("colorscale");
        if (given.isArray() && given.path(0).isArray()) {
            given.forEach(stop ->
                    stops.add(new Stop(stop.path(0).asDouble(), stop.path(1).asText("#000000"))));
        } else {
            var names = given.isArray()
                    ? texts(given)
                    : NAMED.getOrDefault(given.asText("").toLowerCase(Locale.ROOT), Theme.SCALE);
            for (int i = 0; i < names.size(); i++) {
                stops.add(new Stop(i / Math.max(1.0, names.size() - 1), names.get(i)));
            }
        }
        if (holder.path("reversescale").asBoolean(false)) {
            var turned = stops.reversed().stream()
                    .map(stop -> new Stop(1 - stop.at(), stop.colour()))
                    .toList();
            return new ColourScale(low, high, turned);
        }
        return new ColourScale(low, high, stops);
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Returns the scale of a marker that gives a number for each point, or nothing if it gives colours. */
    static Optional<ColourScale> ofMarker(JsonNode marker) {
        var numbers = marker.path("color");
        if (!numbers.isArray() || !numbers.path(0).isNumber()) {
            return Optional.empty();
        }
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (var number : numbers) {
            least = Math.min(least, number.asDouble(least));
            most = Math.max(most, number.asDouble(most));
        }
        return Optional.of(of(marker, "c", least, most));
    }

    String colour(double value) {
        double at = high > low ? Math.clamp((value - low) / (high - low), 0.0, 1.0) : 0.5;
        for (int i = 1; i < stops.size(); i++) {
            var before = stops.get(i - 1);
            var after = stops.get(i);
            if (at <= after.at()) {
                double part = after.at() > before.at() ? (at - before.at()) / (after.at() - before.at()) : 1;
                return mix(before.colour(), after.colour(), part);
            }
        }
        return stops.getLast().colour();
    }

    private static String mix(String one, String other, double part) {
        var from = rgb(one);
        var to = rgb(other);
        return String.format(
                Locale.ROOT,
                "#%02X%02X%02X",
                Math.round(from[0] + part * (to[0] - from[0])),
                Math.round(from[1] + part * (to[1] - from[1])),
                Math.round(from[2] + part * (to[2] - from[2])));
    }

    /** Says whether white is read better than black on a colour. */
    static boolean isDark(String colour) {
        var rgb = rgb(colour);
        return 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2] < 140;
    }

    private static double[] rgb(String colour) {
        if (colour.matches("#[0-9a-fA-F]{6,8}")) {
            int bits = Integer.parseInt(colour.substring(1, 7), 16);
            return new double[] {bits >> 16, (bits >> 8) & 255, bits & 255};
        }
        if (colour.matches("#[0-9a-fA-F]{3}")) {
            int bits = Integer.parseInt(colour.substring(1), 16);
            return new double[] {(bits >> 8) * 17, ((bits >> 4) & 15) * 17, (bits & 15) * 17};
        }
        var parts = colour.replaceAll("[^\\d.,]", "").split(",", -1);
        if (parts.length >= 3) {
            try {
                return new double[] {
                    Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2])
                };
            } catch (NumberFormatException e) {
                return new double[] {127, 127, 127};
            }
        }
        return new double[] {127, 127, 127};
    }
}
