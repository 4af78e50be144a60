package interleave.lab.plot;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tech.tablesaw.api.DateColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.api.AreaPlot;
import tech.tablesaw.plotly.api.BoxPlot;
import tech.tablesaw.plotly.api.BubblePlot;
import tech.tablesaw.plotly.api.CandlestickPlot;
import tech.tablesaw.plotly.api.ContourPlot;
import tech.tablesaw.plotly.api.Heatmap;
import tech.tablesaw.plotly.api.Histogram;
import tech.tablesaw.plotly.api.Histogram2D;
import tech.tablesaw.plotly.api.HorizontalBarPlot;
import tech.tablesaw.plotly.api.LinePlot;
import tech.tablesaw.plotly.api.OHLCPlot;
import tech.tablesaw.plotly.api.ParetoPlot;
import tech.tablesaw.plotly.api.PiePlot;
import tech.tablesaw.plotly.api.QQPlot;
import tech.tablesaw.plotly.api.QuantilePlot;
import tech.tablesaw.plotly.api.Scatter3DPlot;
import tech.tablesaw.plotly.api.ScatterPlot;
import tech.tablesaw.plotly.api.TimeSeriesPlot;
import tech.tablesaw.plotly.api.TukeyMeanDifferencePlot;
import tech.tablesaw.plotly.api.VerticalBarPlot;
import tech.tablesaw.plotly.api.ViolinPlot;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Font;
import tech.tablesaw.plotly.components.Grid;
import tech.tablesaw.plotly.components.HoverLabel;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.Symbol;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.BarTrace;
import tech.tablesaw.plotly.traces.HeatmapTrace;
import tech.tablesaw.plotly.traces.HistogramTrace;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Every kind of figure that jsplot builds, and what hostile texts and odd settings make of it. */
public final class SampleFigures {

    /** Texts that break a script, an HTML page, a JSON reader or a layout that was not made for them. */
    static final Map<String, String> HOSTILE = hostile();

    private SampleFigures() {}

    private static Map<String, String> hostile() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("quotes", "it's \"quoted\" `here`");
        texts.put("backslash", "C:\\new\\bin\\u0041 \\");
        texts.put("newline", "first\nsecond\r\nthird");
        texts.put("script", "</script><script>alert(1)</script>");
        texts.put("generics", "Map<String, List<Integer>> & more");
        texts.put("entity", "&lt;b&gt; &amp; &#39; &nbsp;");
        texts.put("separators", "line\u2028paragraph\u2029end");
        texts.put("emoji", "🧵 threads 👩‍💻");
        texts.put("braces", "{a: 1}, [2]; %{y} ${z} {{x}} {% if %}");
        texts.put("formula", "$x^2$ and $y$");
        texts.put("rtl", "קצב العمليات \u202eback");
        texts.put("long", "a very long text that never ends ".repeat(40));
        texts.put("empty", "");
        texts.put("blank", "   ");
        texts.put("control", "bell\u0007tab\tnul\u0000end");
        texts.put("looks like a number", "007");
        texts.put("looks like nothing", "NaN");
        return texts;
    }

    /** Returns the figures by name. */
    public static Map<String, Figure> all() {
        Map<String, Figure> all = new LinkedHashMap<>(kinds());
        HOSTILE.forEach((name, text) -> all.put("hostile-" + name.replace(' ', '-'), figureOf(text)));
        all.put("settings", settings());
        all.put("two-heatmaps", twoHeatMaps());
        all.put("timeline", timeline());
        all.put("no-layout", new Figure(bars("only")));
        all.put("missing-values", missing());
        return all;
    }

    /** Returns a figure with the text as title, axis titles, name and data. */
    static Figure figureOf(String text) {
        var layout = Layout.builder(text, text, text).build();
        return new Figure(
                layout,
                BarTrace.builder(new Object[] {text, "plain"}, new double[] {1, 2})
                        .name(text)
                        .build(),
                ScatterTrace.builder(StringColumn.create("x", text, "plain"), DoubleColumn.create("y", 2, 1))
                        .text(new String[] {text, "plain"})
                        .name(text)
                        .build());
    }

    /** Returns one figure of each kind. */
    static Map<String, Figure> kinds() {
        Map<String, Figure> kinds = new LinkedHashMap<>();
        var cars = cars();
        var days = days();
        var makers = makers();
        kinds.put("bar-vertical", VerticalBarPlot.create("Vertical", makers, "maker", "speed"));
        kinds.put("bar-horizontal", HorizontalBarPlot.create("Horizontal", makers, "maker", "speed"));
        kinds.put(
                "bar-grouped",
                VerticalBarPlot.create("Grouped", makers, "maker", Layout.BarMode.GROUP, "speed", "weight"));
        kinds.put(
                "bar-stacked",
                HorizontalBarPlot.create("Stacked", makers, "maker", Layout.BarMode.STACK, "speed", "weight"));
        kinds.put("pareto", ParetoPlot.createVertical("Pareto", makers, "maker", "speed"));
        kinds.put("pie", PiePlot.create("Pie", makers, "maker", "speed"));
        kinds.put("scatter", ScatterPlot.create("Scatter", cars, "speed", "weight"));
        kinds.put("scatter-grouped", ScatterPlot.create("By maker", cars, "speed", "weight", "maker"));
        kinds.put("line", LinePlot.create("Line", cars, "speed", "weight"));
        kinds.put("line-grouped", LinePlot.create("Lines", cars, "speed", "weight", "maker"));
        kinds.put("area", AreaPlot.create("Area", cars, "speed", "weight"));
        kinds.put("bubble", BubblePlot.create("Bubble", cars, "speed", "weight", "doors", "maker"));
        kinds.put("time-series", TimeSeriesPlot.create("Time", days, "day", "close"));
        kinds.put("box", BoxPlot.create("Box", cars, "maker", "speed"));
        kinds.put("violin", ViolinPlot.create("Violin", cars, "maker", "speed", true, true));
        kinds.put("histogram", Histogram.create("Histogram", cars, "speed"));
        kinds.put("histogram-2d", Histogram2D.create("Two-dimensional", cars, "speed", "weight"));
        kinds.put("heatmap", Heatmap.create("Heat", cars, "maker", "doors"));
        kinds.put("contour", ContourPlot.create("Contour", cars, "maker", "doors"));
        kinds.put("candlestick", CandlestickPlot.create("Candles", days, "day", "open", "high", "low", "close"));
        kinds.put("ohlc", OHLCPlot.create("OHLC", days, "day", "open", "high", "low", "close"));
        kinds.put("scatter-3d", Scatter3DPlot.create("Space", cars, "speed", "weight", "doors", "maker"));
        kinds.put("qq", QQPlot.create("QQ", cars, "speed", "weight"));
        kinds.put("quantile", QuantilePlot.create("Quantile", cars, "speed"));
        kinds.put("tukey", TukeyMeanDifferencePlot.create("Tukey", "speed", cars, "speed", "weight"));
        return kinds;
    }

    private static Table cars() {
        var makers = new String[] {"Ada", "Bell", "Curie"};
        int n = 24;
        return Table.create(
                "cars",
                StringColumn.create("maker", IntStream.range(0, n).mapToObj(i -> makers[i % 3])),
                DoubleColumn.create(
                        "speed",
                        IntStream.range(0, n).mapToDouble(i -> 50 + 7.5 * i).toArray()),
                DoubleColumn.create(
                        "weight",
                        IntStream.range(0, n)
                                .mapToDouble(i -> 40 + (i * 37 % 100))
                                .toArray()),
                IntColumn.create("doors", IntStream.range(0, n).map(i -> 2 + i % 4)));
    }

    private static Table makers() {
        return Table.create(
                "makers",
                StringColumn.create("maker", "Ada", "Bell", "Curie"),
                DoubleColumn.create("speed", 120, 185.5, 97),
                DoubleColumn.create("weight", 80, 60, 141.25));
    }

    private static Table days() {
        int n = 12;
        return Table.create(
                "days",
                DateColumn.create(
                        "day",
                        IntStream.range(0, n)
                                .mapToObj(LocalDate.of(2026, 1, 28)::plusDays)
                                .toArray(LocalDate[]::new)),
                DoubleColumn.create(
                        "open",
                        IntStream.range(0, n).mapToDouble(i -> 10 + i % 3).toArray()),
                DoubleColumn.create(
                        "high",
                        IntStream.range(0, n).mapToDouble(i -> 14 + i % 4).toArray()),
                DoubleColumn.create(
                        "low", IntStream.range(0, n).mapToDouble(i -> 8 + i % 2).toArray()),
                DoubleColumn.create(
                        "close",
                        IntStream.range(0, n).mapToDouble(i -> 11 + i % 3).toArray()));
    }

    private static BarTrace bars(String name) {
        return BarTrace.builder(new Object[] {"a", "b"}, new double[] {1.5, 2})
                .name(name)
                .build();
    }

    static Figure twoHeatMaps() {
        return new Figure(Layout.builder("Two").build(), heat("a"), heat("b"));
    }

    private static HeatmapTrace heat(String name) {
        var heat = HeatmapTrace.builder(new Object[] {"x1", "x2"}, new Object[] {"y1"}, new double[][] {{1, 2.5}});
        heat.name(name);
        return heat.build();
    }

    static Figure settings() {
        var ticks = TickSettings.builder()
                .tickMode(TickSettings.TickMode.ARRAY)
                .arrayTicks(new double[] {1, 10, 100}, new String[] {"one", "ten", "a <hundred>"})
                .font(Font.builder().size(11).build())
                .build();
        var x = Axis.builder()
                .title("threads")
                .titleFont(Font.builder().family(Font.Family.ARIAL).size(14).build())
                .type(Axis.Type.LOG)
                .tickSettings(ticks)
                .autoRange(Axis.AutoRange.TRUE)
                .build();
        var y = Axis.builder()
                .title("µs")
                .autoRange(Axis.AutoRange.REVERSED)
                .spikes(Axis.Spikes.builder().color("red").dash("dot").build())
                .gridColor("#123456")
                .showZeroLine(true)
                .domain(0.1f, 0.9f)
                .build();
        var y2 = Axis.builder()
                .title("share")
                .side(Axis.Side.right)
                .overlaying(ScatterTrace.YAxis.Y)
                .build();
        var layout = Layout.builder("Settings")
                .titleFont(Font.builder().size(30).color("#ff0000").build())
                .margin(Margin.builder().left(77).build())
                .width(640)
                .height(480)
                .showLegend(true)
                .grid(Grid.builder().rows(1).columns(2).build())
                .barMode(Layout.BarMode.OVERLAY)
                .xAxis(x)
                .yAxis(y)
                .yAxis2(y2)
                .build();
        var line = ScatterTrace.builder(new double[] {1, 10, 100}, new double[] {3, 2, Double.NaN})
                .mode(ScatterTrace.Mode.LINE_AND_MARKERS)
                .line(Line.builder().dash(Line.Dash.DASH).color("#00ff00").build())
                .marker(Marker.builder().symbol(Symbol.DIAMOND).size(9).build())
                .hoverLabel(HoverLabel.builder().font(Font.builder().build()).build())
                .opacity(.5)
                .yAxis(ScatterTrace.YAxis.Y2)
                .name("line")
                .build();
        var histogram = HistogramTrace.builder(new double[] {1, 2, 2, 40})
                .nBinsX(3)
                .opacity(.7)
                .build();
        var figure = new Figure(layout, line, histogram);
        figure.setConfig(Config.builder().displayModeBar(true).responsive(false).build());
        return figure;
    }

    /** Lanes of intervals: horizontal bars with a base, one trace a state, over one another. */
    static Figure timeline() {
        var names = new Object[] {"worker 1", "worker 2", "worker 1"};
        var waits = BarTrace.builder(names, new double[] {2, 1.5, 3})
                .orientation(BarTrace.Orientation.HORIZONTAL)
                .name("waiting")
                .build();
        var runs = BarTrace.builder(names, new double[] {4, 5, 1})
                .orientation(BarTrace.Orientation.HORIZONTAL)
                .name("running")
                .build();
        return JsonFigure.with(
                new Figure(
                        Layout.builder("One waits for the other", "ms").build(),
                        JsonTrace.with(waits, Map.of("base", List.of(4, 5, 7), "width", .5)),
                        JsonTrace.with(runs, Map.of("base", List.of(0, 0, 6), "width", .5))),
                Map.of("barmode", "overlay"));
    }

    static Figure missing() {
        var numbers = DoubleColumn.create("n", 1.5, Double.NaN, 3);
        var days = DateColumn.create("d", LocalDate.of(2026, 1, 1), null, LocalDate.of(2026, 1, 3));
        var whole = IntColumn.create("i", 1, 2);
        whole.appendMissing();
        return new Figure(
                ScatterTrace.builder(days, numbers).build(),
                ScatterTrace.builder(whole, numbers).build(),
                BarTrace.builder(new Object[] {"a", "b"}, new double[] {Double.NaN, Double.POSITIVE_INFINITY})
                        .build());
    }

    /** Writes every figure as a file of JSON into the folder that the first argument names. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 1) {
            throw new IllegalArgumentException("name the folder for the JSON files; further arguments pick figures");
        }
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var only = List.of(arguments).subList(1, arguments.length);
        var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        for (var each : all().entrySet()) {
            if (only.isEmpty() || only.contains(each.getKey())) {
                mapper.writeValue(folder.resolve(each.getKey() + ".json").toFile(), PlotlyJson.of(each.getValue()));
            }
        }
    }
}
