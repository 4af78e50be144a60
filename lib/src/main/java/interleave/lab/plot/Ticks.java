package interleave.lab.plot;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where an axis has ticks and what stands there, as plotly chooses them: as many as fit, at steps of 1, 2 or 5 times a
 * power of ten.
 *
 * @param ticks in the order of their values
 */
record Ticks(List<Tick> ticks) {

    /**
     * One tick.
     *
     * @param at the value, as the axis counts
     * @param label plotly's markup
     * @param minor whether the label is set smaller, as the digits within a decade
     */
    record Tick(double at, String label, boolean minor) {}

    private static final double DAY = 86_400_000;
    private static final double MONTH = 2_629_800_000.0;
    private static final double YEAR = 31_557_600_000.0;
    private static final int MOST = 200;

    static Ticks of(Axis axis) {
        var spec = axis.spec;
        var ticks = new ArrayList<Tick>();
        if (spec.path("tickvals").isArray()
                && !spec.path("tickmode").asText("array").equals("auto")) {
            double largest = 0;
            for (var value : spec.path("tickvals")) {
                largest = Math.max(largest, Math.abs(value.asDouble()));
            }
            for (int i = 0; i < spec.path("tickvals").size(); i++) {
                var value = spec.path("tickvals").path(i);
                double at = axis.at(value);
                if (axis.shows(at)) {
                    var text = spec.path("ticktext").path(i);
                    ticks.add(new Tick(
                            at, text.isTextual() ? text.asText() : affixed(axis, value(axis, at, largest)), false));
                }
            }
        } else {
            switch (axis.kind) {
                case CATEGORY -> categories(axis, ticks);
                case LINEAR -> linear(axis, ticks);
                case LOG -> log(axis, ticks);
                case DATE -> dates(axis, ticks);
            }
        }
        return new Ticks(ticks.size() > MOST ? ticks.subList(0, MOST) : ticks);
    }

    /** A single value of an array of ticks: by itself, as if it were the largest on its axis. */
    private static String value(Axis axis, double at, double largest) {
        return switch (axis.kind) {
            case CATEGORY -> axis.categories().get((int) at);
            case DATE -> DateTimeFormatter.ISO_LOCAL_DATE.format(time(at));
            case LOG -> label(axis, Math.pow(10, at), Math.pow(10, at), Math.pow(10, at));
            case LINEAR ->
                label(
                        axis,
                        at,
                        Math.max(largest, Math.abs(at)) / 10,
                        Math.max(Math.abs(axis.low()), Math.abs(axis.high())));
        };
    }

    private static double rough(Axis axis, double leastPixels) {
        double count = axis.spec.path("nticks").asInt(0) > 0
                ? axis.spec.path("nticks").asInt()
                : axis.kind == Axis.Kind.CATEGORY
                        ? axis.length() / leastPixels
                        : Math.clamp(axis.length() / leastPixels, 4, 9) + 1;
        return Math.abs(axis.high() - axis.low()) / count;
    }

    private static double rough(Axis axis) {
        return rough(axis, axis.isHorizontal() ? 80 : 40);
    }

    /** Returns the first of 2, 5 and 10 powers of ten that is not smaller. */
    static double round(double rough) {
        double base = Math.pow(10, Math.floor(Math.log10(rough)));
        double ratio = rough / base;
        return base * (ratio <= 2 ? 2 : ratio <= 5 ? 5 : 10);
    }

    private static void categories(Axis axis, List<Tick> ticks) {
        var names = axis.categories();
        double font = axis.spec.path("tickfont").path("size").asDouble(12);
        int step = (int) Math.ceil(Math.max(1, rough(axis, font * 1.2)));
        for (int i = 0; i < names.size(); i += step) {
            if (axis.shows(i)) {
                ticks.add(new Tick(i, affixed(axis, names.get(i)), false));
            }
        }
    }

    private static void linear(Axis axis, List<Tick> ticks) {
        double step = axis.spec.path("dtick").asDouble(0);
        if (!(step > 0) || Math.abs(axis.high() - axis.low()) / step > MOST) {
            step = round(rough(axis));
        }
        double low = Math.min(axis.low(), axis.high());
        double high = Math.max(axis.low(), axis.high());
        double start = axis.spec.path("tick0").asDouble(0);
        double largest = Math.max(Math.abs(low), Math.abs(high));
        for (long i = (long) Math.ceil((low - start) / step - 1e-6); start + i * step <= high + step * 1e-6; i++) {
            double at = start + i * step;
            ticks.add(new Tick(at, affixed(axis, label(axis, at, step, largest)), false));
        }
    }

    private static void log(Axis axis, List<Tick> ticks) {
        double low = Math.min(axis.low(), axis.high());
        double high = Math.max(axis.low(), axis.high());
        var given = axis.spec.path("dtick");
        double rough = rough(axis);
        if (given.isNumber() || (given.isMissingNode() && rough > 0.7)) {
            double step = given.isNumber() ? Math.max(given.asDouble(), 1e-3) : Math.ceil(rough);
            for (double at = Math.ceil(low / step - 1e-6) * step; at <= high + 1e-6; at += step) {
                ticks.add(new Tick(at, affixed(axis, power(axis, at)), false));
            }
        } else if (given.isMissingNode() && high - low < 1) {
            double from = Math.pow(10, low);
            double to = Math.pow(10, high);
            double step = round(Math.abs(to - from) / (1.5 * (high - low) / rough));
            for (double v = Math.ceil(from / step - 1e-6) * step; v <= to * (1 + 1e-9); v += step) {
                ticks.add(new Tick(Math.log10(v), affixed(axis, label(axis, v, step, to)), false));
            }
        } else {
            boolean few = given.isTextual() ? given.asText().equals("D2") : rough > 0.3;
            for (int decade = (int) Math.floor(low); decade <= high; decade++) {
                for (int digit : few ? new int[] {1, 2, 5} : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9}) {
                    double at = decade + Math.log10(digit);
                    if (at >= low - 1e-6 && at <= high + 1e-6) {
                        var text = digit == 1 ? power(axis, decade) : Integer.toString(digit);
                        ticks.add(new Tick(at, affixed(axis, text), digit != 1));
                    }
                }
            }
        }
    }

    private static String power(Axis axis, double exponent) {
        if (Math.abs(exponent - Math.rint(exponent)) < 1e-9
                && axis.spec.path("exponentformat").asText("B").equals("power")
                && axis.spec.path("tickformat").asText("").isEmpty()) {
            int whole = (int) Math.rint(exponent);
            return whole == 0
                    ? "1"
                    : whole == 1 ? "10" : "10<sup>" + (whole < 0 ? "−" : "") + Math.abs(whole) + "</sup>";
        }
        double value = Math.pow(10, exponent);
        return label(axis, value, value, value);
    }

    static String label(Axis axis, double value, double step, double largest) {
        var format = axis.spec.path("tickformat").asText("");
        if (!format.isEmpty()) {
            return NumberText.formatted(value, format);
        }
        return NumberText.plain(
                value,
                step,
                largest,
                axis.spec.path("exponentformat").asText("B"),
                axis.spec.path("minexponent").asInt(3),
                axis.spec.path("separatethousands").asBoolean(false));
    }

    private static String affixed(Axis axis, String label) {
        return axis.spec.path("tickprefix").asText("")
                + label
                + axis.spec.path("ticksuffix").asText("");
    }

    private static LocalDateTime time(double milliseconds) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(Math.round(milliseconds)), ZoneOffset.UTC);
    }

    private static void dates(Axis axis, List<Tick> ticks) {
        double low = Math.min(axis.low(), axis.high());
        double high = Math.max(axis.low(), axis.high());
        double rough = rough(axis);
        if (2 * rough > MONTH) {
            int step = 2 * rough > YEAR
                    ? 12 * (int) Math.max(1, 2 * rough / YEAR > 2 ? round(rough / YEAR) : 1)
                    : (int) first(rough / MONTH, 1, 2, 3, 6);
            var month = time(low).toLocalDate().withDayOfMonth(1);
            month = month.minusMonths((month.getYear() * 12L + month.getMonthValue() - 1) % step);
            for (int i = 0; i < MOST && millis(month.atStartOfDay()) <= high; i++, month = month.plusMonths(step)) {
                add(ticks, millis(month.atStartOfDay()), low, high, step >= 12 ? "yyyy" : "MMM yyyy", "");
            }
            return;
        }
        double step = 2 * rough > DAY
                ? DAY * first(rough / DAY, 1, 2, 3, 7, 14)
                : 2 * rough > DAY / 24
                        ? DAY / 24 * first(rough / DAY * 24, 1, 2, 3, 6, 12)
                        : 2 * rough > 60_000
                                ? 60_000 * first(rough / 60_000, 1, 2, 5, 10, 15, 30)
                                : 2 * rough > 1000 ? 1000 * first(rough / 1000, 1, 2, 5, 10, 15, 30) : round(rough);
        var pattern = step >= DAY ? "MMM d" : step >= 60_000 ? "HH:mm" : step >= 1000 ? "HH:mm:ss" : "HH:mm:ss.SSS";
        var below = step >= DAY ? "yyyy" : "MMM d, yyyy";
        for (double at = Math.ceil(low / step) * step; at <= high && ticks.size() < MOST; at += step) {
            add(ticks, at, low, high, pattern, below);
        }
    }

    /** Adds a date; what it shares with the one before stands in a second line of the first only. */
    private static void add(List<Tick> ticks, double at, double low, double high, String pattern, String below) {
        if (at < low || at > high) {
            return;
        }
        var time = time(at);
        var label = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
        if (!below.isEmpty()) {
            var format = DateTimeFormatter.ofPattern(below, Locale.ENGLISH);
            var shared = format.format(time);
            if (ticks.isEmpty()
                    || !shared.equals(format.format(time(ticks.getLast().at())))) {
                label += "<br>" + shared;
            }
        }
        ticks.add(new Tick(at, label, false));
    }

    private static double millis(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1000.0;
    }

    private static double first(double atLeast, double... steps) {
        for (double step : steps) {
            if (step >= atLeast) {
                return step;
            }
        }
        return steps[steps.length - 1];
    }
}
