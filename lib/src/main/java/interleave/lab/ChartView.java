package interleave.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import interleave.lab.plot.Caption;
import interleave.lab.plot.ChartTable;
import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.PlotlyJson;
import interleave.lab.plot.Svg;
import interleave.lab.plot.UndrawableException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.plotly.components.Figure;

/**
 * A figure as a chart in a page, with its words and its numbers.
 *
 * <p>The page shows a picture at once, and wherever scripts do not run. Where the page carries
 * {@link interleave.lab.plot.PlotlyJs}, the same data are drawn live in the picture's place, in the page's colours. Below,
 * folded away, stand the numbers as a table. The view is a snapshot of the figure and never changes.
 */
public final class ChartView implements Shown {

    /** Every chart's HTML holds this, and no other HTML does: by it a page knows that it needs plotly. */
    public static final String MARK = "<figure class=\"il-chart\"";

    private static final String ANNOUNCE =
            "(window.interleaveCharts ??= []).push(document.currentScript?.closest(\".il-chart\"))";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode json;
    private final Caption caption;
    private final TableView table;

    private ChartView(ObjectNode json, Optional<String> description) {
        this.json = json;
        this.caption = Caption.of(json, description);
        this.table = TableView.of(ChartTable.of(json));
    }

    /**
     * Returns a view of the figure as it is now.
     *
     * @throws IllegalArgumentException if the figure has nothing to draw or says what no plotly reads
     * @throws NullPointerException if {@code figure} is {@code null}
     */
    public static ChartView of(Figure figure) {
        Objects.requireNonNull(figure, "figure is null: nothing to show");
        return new ChartView(
                PlotlyJson.of(figure),
                figure instanceof JsonFigure described ? described.description() : Optional.empty());
    }

    /** Returns a view of plotly's JSON. */
    static ChartView of(ObjectNode json) {
        return new ChartView(json, Optional.empty());
    }

    /**
     * {@inheritDoc}
     *
     * <p>The fragment holds a script: it says that the chart is there, and nothing happens in a page without plotly.
     */
    @Override
    public String html() {
        var sentence = Html.escape(caption.sentence());
        var picture = Base64.getEncoder().encodeToString(svg().getBytes(StandardCharsets.UTF_8));
        return MARK + " aria-label=\"" + sentence + "\" style=\"margin:0\"><img alt=\"" + sentence
                + "\" src=\"data:image/svg+xml;base64," + picture + "\" style=\"max-width:100%\">" + live()
                + "<details><summary>Data of this chart</summary>" + table.html() + "</details></figure>";
    }

    /** What a page with plotly draws; where plotly cannot, why. */
    private String live() {
        try {
            PlotlyJson.requireDrawable(json);
        } catch (UndrawableException e) {
            return "<figcaption>" + Html.escape(e.getMessage()) + "</figcaption>";
        }
        return "<script type=\"application/json\">" + inScript(json) + "</script><script>" + ANNOUNCE + "</script>";
    }

    @Override
    public String text() {
        var text = new StringBuilder(caption.title()).append('\n');
        if (!caption.subtitle().isBlank()) {
            text.append(caption.subtitle()).append('\n');
        }
        return text.append(caption.shown())
                .append("\n\n")
                .append(table.text())
                .toString()
                .stripLeading();
    }

    /** Returns the title as plain text. */
    String title() {
        return caption.title();
    }

    /** Returns the chart as a picture that stands alone: an SVG document. */
    public String svg() {
        return Svg.of(json);
    }

    /** Returns what plotly draws, for a front end that has plotly itself: data, layout and config. */
    public Map<String, Object> plotly() {
        return JSON.convertValue(json, new TypeReference<>() {});
    }

    /** JSON that no HTML parser takes for a tag or an end of the script, and no JavaScript parser for a line's end. */
    private static String inScript(ObjectNode json) {
        try {
            return JSON.writeValueAsString(json)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON that cannot be written", e);
        }
    }
}
