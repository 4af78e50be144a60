package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One axis: what kind of values it takes, which range it shows, and where on the picture they lie. It is told its values
 * first, then its place; afterwards it only answers.
 */
final class Axis {

    /** What an axis counts in. */
    enum Kind {
        LINEAR,
        LOG,
        DATE,
        CATEGORY
    }

    /** As plotly names it in a trace: x, y2 … */
    final String id;

    final JsonNode spec;
    final Kind kind;
    final Extent extent = new Extent();

    private final Map<String, Integer> categories = new LinkedHashMap<>();
    private double low;
    private double high;
    private double from;
    private double to;

    /**
     * @param values every array and single value that stands along this axis, in the order of the traces
     */
    Axis(String id, JsonNode spec, List<JsonNode> values) {
        this.id = id;
        this.spec = spec;
        this.kind = kindOf(spec, values);
        if (kind == Kind.CATEGORY) {
            order(values).forEach(name -> categories.putIfAbsent(name, categories.size()));
        }
    }

    boolean isHorizontal() {
        return id.startsWith("x");
    }

    private static Kind kindOf(JsonNode spec, List<JsonNode> values) {
        var given = Map.of("log", Kind.LOG, "linear", Kind.LINEAR, "date", Kind.DATE, "category", Kind.CATEGORY)
                .get(spec.path("type").asText("-"));
        if (given != null) {
            return given;
        }
        int numbers = 0;
        int dates = 0;
        int others = 0;
        for (var value : values) {
            // A thousand tell; plotly looks at about as many.
            for (int i = 0; i < value.size(); i += 1 + value.size() / 1000) {
                var each = value.path(i);
                if (each.isNumber() || (each.isTextual() && Json.isNumber(each.asText()))) {
                    numbers++;
                } else if (each.isTextual() && Double.isFinite(date(each))) {
                    dates++;
                } else if (!each.isNull()) {
                    others++;
                }
            }
        }
        return dates > 2 * numbers && dates >= others ? Kind.DATE : others > 2 * numbers ? Kind.CATEGORY : Kind.LINEAR;
    }

    private Iterable<String> order(List<JsonNode> values) {
        var names = new ArrayList<String>();
        var order = spec.path("categoryorder").asText("trace");
        spec.path("categoryarray").forEach(name -> names.add(name.asText()));
        var own = new ArrayList<String>();
        for (var array : values) {
            array.forEach(value -> {
                if (!value.isNull()) {
                    own.add(value.asText());
                }
            });
        }
        if (order.startsWith("category")) {
            var sorted = new ArrayList<>(new TreeSet<>(own));
            return order.endsWith("descending") ? sorted.reversed() : sorted;
        }
        names.addAll(own);
        return names;
    }

    List<String> categories() {
        return new ArrayList<>(categories.keySet());
    }

    /** Returns a value as this axis counts, or NaN if it has no place here. */
    double at(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return Double.NaN;
        }
        return switch (kind) {
            case LINEAR -> number(value);
            case LOG -> Math.log10(positive(number(value)));
            case DATE -> date(value);
            case CATEGORY -> {
                var index = categories.get(value.asText());
                yield index != null ? index : number(value);
            }
        };
    }

    /** Returns a number as this axis counts: its logarithm on a logarithmic one. */
    double atNumber(double value) {
        return kind == Kind.LOG ? Math.log10(positive(value)) : value;
    }

    private static double positive(double value) {
        return value > 0 ? value : Double.NaN;
    }

    private static double number(JsonNode value) {
        return value.isNumber()
                ? value.asDouble()
                : value.isTextual() && Json.isNumber(value.asText()) ? Double.parseDouble(value.asText()) : Double.NaN;
    }

    /** Returns the milliseconds of a date, or NaN: plotly's dates have no zone. */
    static double date(JsonNode value) {
        if (value.isNumber()) {
            return value.asDouble();
        }
        var text = value.asText().strip().replace(' ', 'T');
        if (text.length() < 7 || text.length() > 35 || !Character.isDigit(text.charAt(0))) {
            return Double.NaN;
        }
        try {
            var local = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
            var time = local.length() > 10
                    ? LocalDateTime.parse(local)
                    : LocalDate.parse(local.length() == 7 ? local + "-01" : local)
                            .atStartOfDay();
            return time.toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException e) {
            return Double.NaN;
        }
    }

    /** Sets where the axis lies in the picture, and from that its range. */
    void place(double from, double to) {
        this.from = from;
        this.to = to;
        var given = spec.path("range");
        var auto = spec.path("autorange");
        if (given.size() == 2 && !auto.asBoolean(false)) {
            // A logarithmic range is given as exponents.
            low = kind == Kind.LOG ? given.path(0).asDouble() : at(given.path(0));
            high = kind == Kind.LOG ? given.path(1).asDouble() : at(given.path(1));
        } else {
            var mode = kind == Kind.LINEAR ? spec.path("rangemode").asText("normal") : "normal";
            var range = extent.range(Math.abs(to - from), mode);
            boolean reversed = auto.asText().equals("reversed");
            low = range[reversed ? 1 : 0];
            high = range[reversed ? 0 : 1];
        }
        if (!Double.isFinite(low) || !Double.isFinite(high) || low == high) {
            low = Double.isFinite(low) ? low : 0;
            high = low + 1;
        }
    }

    /** Returns the pixel of a value as {@link #at} gives it. */
    double pixel(double at) {
        return from + (at - low) / (high - low) * (to - from);
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    double from() {
        return from;
    }

    double to() {
        return to;
    }

    double length() {
        return Math.abs(to - from);
    }

    boolean shows(double at) {
        double slack = Math.abs(high - low) * 1e-6;
        return at >= Math.min(low, high) - slack && at <= Math.max(low, high) + slack;
    }

    Ticks ticks() {
        return Ticks.of(this);
    }
}
