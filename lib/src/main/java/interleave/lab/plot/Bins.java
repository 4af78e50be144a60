package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** Histograms counted: a histogram becomes bars, one in two dimensions a heat map. The bins are those of plotly. */
final class Bins {

    private static final int MOST = 500;

    private final double start;
    private final double size;
    private final int count;

    private Bins(double start, double size, int count) {
        this.start = start;
        this.size = size;
        this.count = Math.clamp(count, 1, MOST);
    }

    private int of(double value) {
        return (int) Math.floor((value - start) / size + 1e-9);
    }

    private double middle(int bin) {
        return start + (bin + 0.5) * size;
    }

    /** Returns the trace as one that has no bins any more; any other trace as it is. */
    static JsonNode counted(JsonNode trace) {
        return switch (trace.path("type").asText("scatter")) {
            case "histogram" -> bars((ObjectNode) trace);
            case "histogram2d", "histogram2dcontour" -> cells((ObjectNode) trace);
            default -> trace;
        };
    }

    private static JsonNode bars(ObjectNode trace) {
        var letter =
                trace.path("orientation").asText(trace.has("x") ? "v" : "h").equals("h") ? "y" : "x";
        var other = letter.equals("x") ? "y" : "x";
        var bars = trace.deepCopy().put("type", "bar").put("orientation", letter.equals("x") ? "v" : "h");
        var values = trace.path(letter);
        var places = new ArrayList<Object>();
        var heights = new ArrayList<Double>();
        double width = 0;
        if (isNumeric(values)) {
            var numbers = numbers(values);
            var bins = of(trace, letter, numbers, 0.4);
            var counts = new double[bins.count];
            for (int i = 0; i < values.size(); i++) {
                int bin = bins.of(values.path(i).asDouble(Double.NaN));
                if (values.path(i).isNumber() && bin >= 0 && bin < bins.count) {
                    counts[bin] += weight(trace, other, i);
                }
            }
            width = bins.size;
            for (int i = 0; i < bins.count; i++) {
                places.add(bins.middle(i));
                heights.add(counts[i]);
            }
        } else {
            Map<String, Double> counts = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                counts.merge(values.path(i).asText(), weight(trace, other, i), Double::sum);
            }
            places.addAll(counts.keySet());
            heights.addAll(counts.values());
        }
        normalise(heights, trace.path("histnorm").asText(""), width);
        if (trace.path("cumulative").path("enabled").asBoolean(false)) {
            for (int i = 1; i < heights.size(); i++) {
                heights.set(i, heights.get(i - 1) + heights.get(i));
            }
        }
        bars.set(letter, Json.of(places));
        bars.set(other, Json.of(heights));
        return bars;
    }

    private static double weight(JsonNode trace, String other, int i) {
        return trace.path("histfunc").asText("count").equals("sum")
                ? trace.path(other).path(i).asDouble(0)
                : 1;
    }

    private static void normalise(List<Double> heights, String norm, double width) {
        double sum = heights.stream().mapToDouble(v -> v).sum();
        double divisor = switch (norm) {
            case "percent" -> sum / 100;
            case "probability" -> sum;
            case "density" -> width;
            case "probability density" -> sum * width;
            default -> 1;
        };
        heights.replaceAll(v -> divisor > 0 ? v / divisor : v);
    }

    private static JsonNode cells(ObjectNode trace) {
        var cells = trace.deepCopy().put("type", "heatmap");
        var x = trace.path("x");
        var y = trace.path("y");
        if (!isNumeric(x) || !isNumeric(y)) {
            return cells;
        }
        var across = of(trace, "x", numbers(x), 0.25);
        var up = of(trace, "y", numbers(y), 0.25);
        var counts = new double[up.count][across.count];
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            int column = across.of(x.path(i).asDouble());
            int row = up.of(y.path(i).asDouble());
            if (x.path(i).isNumber()
                    && y.path(i).isNumber()
                    && column >= 0
                    && column < across.count
                    && row >= 0
                    && row < up.count) {
                counts[row][column]++;
            }
        }
        cells.set("z", Json.of(counts));
        cells.set("x", Json.of(across.middles()));
        cells.set("y", Json.of(up.middles()));
        return cells;
    }

    private double[] middles() {
        var middles = new double[count];
        for (int i = 0; i < count; i++) {
            middles[i] = middle(i);
        }
        return middles;
    }

    private static boolean isNumeric(JsonNode values) {
        return values.isArray() && !values.isEmpty() && numbers(values).length * 2 > values.size();
    }

    private static double[] numbers(JsonNode values) {
        var numbers = DoubleStream.builder();
        values.forEach(value -> {
            if (value.isNumber()) {
                numbers.add(value.asDouble());
            }
        });
        return numbers.build().toArray();
    }

    /** Returns plotly's bins: by the deviation of the values and their number, at a round step, not cut by a value. */
    private static Bins of(JsonNode trace, String letter, double[] values, double power) {
        var given = trace.path(letter + "bins");
        double least = DoubleStream.of(values).min().orElse(0);
        double most = DoubleStream.of(values).max().orElse(0);
        if (given.path("size").isNumber()) {
            double size = given.path("size").asDouble();
            double start = given.path("start").asDouble(Math.floor(least / size) * size);
            return new Bins(start, size, (int) Math.ceil(
                    (given.path("end").asDouble(most + size * 1e-6) - start) / size - 1e-9));
        }
        if (least == most) {
            return new Bins(least - 0.5, 1, 1);
        }
        int wanted = trace.path("nbins" + letter).asInt(0);
        double rough = wanted > 0
                ? (most - least) / wanted
                : Math.max(leastStep(values), 2 * Distribution.of(values).deviation() / Math.pow(values.length, power));
        double size = Ticks.round(rough);
        double start = Math.ceil((least * 1.0001 - most * 0.0001) / size - 1e-9) * size - size;
        start = clearOfValues(start, size, values, least, most);
        return new Bins(start, size, (int) Math.floor((most - start) / size + 1e-9) + 1);
    }

    /** Returns the smallest distance of two values, a little less than one step of their resolution. */
    private static double leastStep(double[] values) {
        var distinct = new TreeSet<Double>();
        for (double value : values) {
            distinct.add(value);
        }
        double step = Double.POSITIVE_INFINITY;
        double before = Double.NaN;
        for (double value : distinct) {
            step = value - before < step && value - before > 1e-9 ? value - before : step;
            before = value;
        }
        double base = Math.pow(10, Math.floor(Math.log10(step)));
        double ratio = step / base;
        return base * (ratio >= 9.9 ? 9.9 : ratio >= 4.9 ? 4.9 : ratio >= 1.9 ? 1.9 : 0.9);
    }

    private static double clearOfValues(double start, double size, double[] values, double least, double most) {
        int atEdge = 0;
        int atMiddle = 0;
        int whole = 0;
        for (double value : values) {
            whole += value % 1 == 0 ? 1 : 0;
            atEdge += isNearEdge(value, start, size) ? 1 : 0;
            atMiddle += isNearEdge(value + size / 2, start, size) ? 1 : 0;
        }
        if (whole == values.length) {
            double shifted = size < 1 ? least - 0.5 * size : start - 0.5;
            return size >= 1 && shifted + size < least ? shifted + size : shifted;
        }
        boolean cut = atEdge > values.length * 0.3 || isNearEdge(least, start, size) || isNearEdge(most, start, size);
        return atMiddle < values.length * 0.1 && cut
                ? start + (start + size / 2 < least ? size / 2 : -size / 2)
                : start;
    }

    private static boolean isNearEdge(double value, double start, double size) {
        return (1 + (value - start) * 100 / size) % 100 < 2;
    }
}
