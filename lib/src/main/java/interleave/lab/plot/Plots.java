package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The axes of a figure and the marks between each pair of them. */
final class Plots {

    /** Two axes and what stands between them, in drawing order. */
    record Plot(Axis x, Axis y, List<Marks> marks) {}

    private static final List<String> LAYERS = List.of("heatmap", "contour", "bar", "violin", "box", "scatter");

    private final Map<String, Axis> axes = new LinkedHashMap<>();
    private final List<Plot> plots = new ArrayList<>();

    /**
     * @param traces those with axes, without bins
     * @param colours one for each trace
     */
    Plots(JsonNode layout, List<JsonNode> traces, List<String> colours) {
        Map<String, List<Integer>> pairs = new LinkedHashMap<>();
        for (int i = 0; i < traces.size(); i++) {
            pairs.computeIfAbsent(id(traces.get(i), "x") + " " + id(traces.get(i), "y"), _ -> new ArrayList<>())
                    .add(i);
        }
        for (var pair : pairs.entrySet()) {
            var ids = pair.getKey().split(" ", -1);
            var x = axis(layout, traces, ids[0]);
            var y = axis(layout, traces, ids[1]);
            plots.add(new Plot(x, y, marks(layout, traces, colours, pair.getValue(), x, y)));
        }
        plots.forEach(plot -> plot.marks().forEach(Marks::reach));
        // Twice, so that what the last one brings also reaches the first.
        matchAxes();
        matchAxes();
    }

    private void matchAxes() {
        for (var axis : axes.values()) {
            var other = axes.get(axis.spec.path("matches").asText(""));
            if (other != null && other != axis) {
                axis.extent.share(other.extent);
            }
        }
    }

    List<Plot> plots() {
        return plots;
    }

    Map<String, Axis> axes() {
        return axes;
    }

    static String id(JsonNode trace, String letter) {
        var id = trace.path(letter + "axis").asText(letter);
        return id.matches(letter + "\\d{0,3}") ? id : letter;
    }

    private Axis axis(JsonNode layout, List<JsonNode> traces, String id) {
        return axes.computeIfAbsent(id, _ -> {
            var letter = id.substring(0, 1);
            var values = traces.stream()
                    .filter(trace -> id(trace, letter).equals(id))
                    .map(trace -> values(trace, letter))
                    .filter(JsonNode::isArray)
                    .toList();
            return new Axis(id, layout.path(Domains.key(id)), values);
        });
    }

    private static JsonNode values(JsonNode trace, String letter) {
        boolean box = List.of("box", "violin").contains(trace.path("type").asText());
        return box && !trace.path(letter).isArray() && BoxMarks.isFlat(trace) == letter.equals("y")
                ? BoxMarks.names(trace)
                : trace.path(letter);
    }

    private static List<Marks> marks(
            JsonNode layout, List<JsonNode> traces, List<String> colours, List<Integer> members, Axis x, Axis y) {
        var marks = new ArrayList<Marks>();
        for (var layer : LAYERS) {
            var own = members.stream()
                    .filter(i -> traces.get(i).path("type").asText("scatter").equals(layer))
                    .toList();
            if (layer.equals("bar") && !own.isEmpty()) {
                marks.addAll(BarMarks.of(
                        own.stream().map(traces::get).toList(),
                        own.stream().map(colours::get).toList(),
                        x,
                        y,
                        layout));
                continue;
            }
            JsonNode before = Json.of(null).path("nothing");
            var groups = own.stream()
                    .map(i -> traces.get(i).path("offsetgroup").asText("trace " + i))
                    .distinct()
                    .toList();
            boolean beside = layout.path(layer + "mode").asText("overlay").equals("group");
            for (int i : own) {
                var trace = traces.get(i);
                var colour = colours.get(i);
                marks.add(
                        switch (layer) {
                            case "heatmap", "contour" -> new CellMarks(trace, x, y);
                            case "box", "violin" ->
                                new BoxMarks(
                                        trace,
                                        x,
                                        y,
                                        colour,
                                        layout,
                                        beside
                                                ? groups.indexOf(trace.path("offsetgroup")
                                                        .asText("trace " + i))
                                                : 0,
                                        beside ? groups.size() : 1);
                            default -> new PointMarks(trace, x, y, colour, before);
                        });
                before = trace;
            }
        }
        return List.copyOf(marks);
    }

    /** Returns the scale that is shown beside the plots, if any trace has one and shows it. */
    List<ColourBar> colourBars() {
        return plots.stream()
                .flatMap(plot -> plot.marks().stream())
                .map(mark -> mark instanceof CellMarks cells
                                && cells.trace().path("showscale").asBoolean(true)
                        ? new ColourBar(cells.scale(), cells.trace().path("colorbar"))
                        : null)
                .filter(Objects::nonNull)
                .limit(1)
                .toList();
    }
}
