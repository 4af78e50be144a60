package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a chart says in words.
 *
 * @param title the title, or nothing
 * @param subtitle the subtitle, or nothing
 * @param shown one sentence: the author's, or what kind of chart shows what
 */
public record Caption(String title, String subtitle, String shown) {

    private static final Map<String, String> KINDS = Map.of(
            "bar", "Bar chart",
            "box", "Box plot",
            "violin", "Violin plot",
            "heatmap", "Heat map",
            "histogram", "Histogram",
            "histogram2d", "Two-dimensional histogram",
            "contour", "Contour plot",
            "histogram2dcontour", "Contour plot",
            "pie", "Pie chart");

    /**
     * Returns the words of a figure.
     *
     * @param figure plotly's JSON
     * @param description the author's sentence
     */
    public static Caption of(JsonNode figure, Optional<String> description) {
        var layout = figure.path("layout");
        var title = words(layout.path("title"));
        var subtitle = words(layout.path("title").path("subtitle"));
        return new Caption(title, subtitle, description.orElseGet(() -> shown(figure)));
    }

    /** Returns all of it in a line, for those who do not see the picture. */
    public String sentence() {
        return Stream.of(title, shown, subtitle)
                .filter(part -> !part.isBlank())
                .map(part -> part.matches("(?s).*[.!?]") ? part : part + ".")
                .collect(Collectors.joining(" "));
    }

    private static String shown(JsonNode figure) {
        var kinds = new LinkedHashSet<String>();
        var names = new LinkedHashSet<String>();
        figure.path("data").forEach(trace -> {
            kinds.add(kind(trace));
            if (trace.hasNonNull("name") && trace.path("showlegend").asBoolean(true)) {
                names.add(Markup.plain(trace.path("name").asText()));
            }
        });
        var layout = figure.path("layout");
        var x = words(layout.path("xaxis").path("title"));
        var y = words(layout.path("yaxis").path("title"));
        var text = new StringBuilder(String.join(" and ", kinds));
        if (!y.isBlank()) {
            text.append(": ").append(y);
        }
        if (!x.isBlank()) {
            text.append(y.isBlank() ? ": " : " over ").append(x);
        }
        if (names.size() > 1 && names.size() <= 8) {
            text.append(", for ").append(String.join("; ", names));
        }
        return text.toString();
    }

    private static String kind(JsonNode trace) {
        var type = trace.path("type").asText("scatter");
        if (!type.equals("scatter")) {
            return KINDS.getOrDefault(type, "Chart of the kind " + type);
        }
        var mode = trace.path("mode").asText("lines");
        return mode.contains("lines") ? "Line chart" : "Scatter plot";
    }

    /** Returns a title's text as one line of plain text. */
    private static String words(JsonNode title) {
        var text = title.isTextual() ? title.asText() : title.path("text").asText("");
        return Markup.plain(text).replace('\n', ' ').strip();
    }
}
