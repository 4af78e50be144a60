package interleave.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import interleave.lab.plot.PlotlyJson;
import interleave.lab.plot.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The charts of the chapters, with data of the size that they have there, and the largest and oddest. */
public final class SampleCharts {

    private static final String INTERVAL =
            "Mean of 5 forks with 10 iterations each; whiskers are 99.9 % intervals; less is better";

    private SampleCharts() {}

    /** Returns the charts by name. */
    public static Map<String, Chart> all() {
        Map<String, Chart> all = new LinkedHashMap<>();
        all.put("chart-bars", bars());
        all.put(
                "chart-bars-one",
                Chart.bars(starts().first(1))
                        .category("benchmark")
                        .value("score", "µs per start")
                        .title("One bar"));
        all.put("chart-bars-many", many());
        all.put("chart-grouped", grouped());
        all.put("chart-bars-facets", grouped("counter").facets("payload"));
        all.put("chart-lines", lines(1).band("low", "high"));
        all.put("chart-lines-log", lines(1).band("low", "high").logX().logY());
        all.put("chart-lines-facets", lines(4).facets("work").logX());
        all.put("chart-lines-narrow-log", narrow());
        all.put("chart-dots", totals().reference(200_000, "every update counted"));
        all.put("chart-dots-lanes", lanes());
        all.put(
                "chart-dots-log",
                Chart.dots(starts())
                        .category("benchmark")
                        .value("score", "µs per start")
                        .interval("low", "high")
                        .log()
                        .title("Three orders of magnitude lie between a call and a process")
                        .subtitle(INTERVAL));
        all.put(
                "chart-box",
                Chart.box(samples())
                        .category("lock")
                        .value("wait", "µs")
                        .title("The fair lock waits longest, and varies least")
                        .subtitle("2,000 waits each; box: middle half; less is better"));
        all.put(
                "chart-box-log",
                Chart.box(samples())
                        .category("lock")
                        .value("wait", "µs")
                        .log()
                        .title("The fair lock waits longest, and varies least"));
        all.put("chart-heat", heat(5, 4));
        all.put("chart-heat-large", heat(30, 20));
        all.put("chart-hostile", hostile());
        all.put(
                "chart-title-long",
                bars().title(
                                "A virtual thread starts an order of magnitude faster than a platform thread on this machine, and the gap grows with the number of threads that live at once")
                        .subtitle(
                                INTERVAL
                                        + "; measured with one warm-up fork that is thrown away and a pause of one second between forks"));
        return all;
    }

    private static Table starts() {
        return Table.create(
                "starts",
                StringColumn.create(
                        "benchmark", "plain call", "virtual thread", "pooled thread", "platform thread", "process"),
                DoubleColumn.create("score", 0.021, 1.93, 7.4, 58.2, 812),
                DoubleColumn.create("low", 0.020, 1.62, 6.9, 47.5, Double.NaN),
                DoubleColumn.create("high", 0.023, 2.41, 8.6, 66.0, Double.NaN));
    }

    private static BarChart bars() {
        return Chart.bars(starts().dropRange(4, 5))
                .category("benchmark")
                .value("score", "µs per start")
                .interval("low", "high")
                .title("A virtual thread starts thirty times as fast as a platform thread")
                .subtitle(INTERVAL);
    }

    private static BarChart many() {
        int n = 40;
        return Chart.bars(Table.create(
                        StringColumn.create(
                                "workload",
                                IntStream.range(0, n)
                                        .mapToObj(i -> "workload number " + i + " with a rather long name")),
                        DoubleColumn.create(
                                "time",
                                IntStream.range(0, n)
                                        .mapToDouble(i -> 3 + i * 17 % 41)
                                        .toArray())))
                .category("workload")
                .value("time", "ms per run")
                .title("Forty bars can still be read");
    }

    private static BarChart grouped(String... more) {
        var table = Table.create(
                StringColumn.create("threads"),
                StringColumn.create("counter"),
                StringColumn.create("payload"),
                DoubleColumn.create("score"),
                DoubleColumn.create("low"),
                DoubleColumn.create("high"));
        for (var payload : more.length == 0 ? List.of("none") : List.of("none", "50 ns", "1 µs")) {
            for (int threads : new int[] {1, 2, 4}) {
                for (var counter : List.of("AtomicLong", "LongAdder", "synchronized")) {
                    double score = 40.0
                            * (counter.length() - 8.5)
                            * (counter.equals("LongAdder") ? threads * 2 : 2.0 / threads)
                            / (1 + payload.length());
                    var row = table.appendRow();
                    row.setString("threads", threads + (threads == 1 ? " thread" : " threads"));
                    row.setString("counter", counter);
                    row.setString("payload", payload);
                    row.setDouble("score", score);
                    row.setDouble("low", score * 0.9);
                    row.setDouble("high", score * 1.25);
                }
            }
        }
        return Chart.groupedBars(table)
                .category("threads")
                .series("counter")
                .value("score", "million increments per s")
                .interval("low", "high")
                .title("Only LongAdder gains from a second thread")
                .subtitle("Mean of 5 forks, 99.9 % interval; more is better");
    }

    private static LineChart lines(int works) {
        var table = Table.create(
                IntColumn.create("threads"),
                StringColumn.create("lock"),
                StringColumn.create("work"),
                DoubleColumn.create("score"),
                DoubleColumn.create("low"),
                DoubleColumn.create("high"));
        for (int work = 0; work < works; work++) {
            for (var lock : List.of("ReentrantLock", "StampedLock", "synchronized", "Mutex<T>")) {
                for (int threads = 1; threads <= 64; threads *= 2) {
                    double score =
                            4000.0 * (lock.length() - 7) / Math.pow(threads, 0.5 + lock.length() / 20.0) / (1 + work);
                    var row = table.appendRow();
                    row.setInt("threads", threads);
                    row.setString("lock", lock);
                    row.setString("work", work == 0 ? "no work inside" : work * 50 + " ns inside");
                    row.setDouble("score", score);
                    row.setDouble("low", score * 0.8);
                    row.setDouble("high", score * 1.15);
                }
            }
        }
        return Chart.lines(table)
                .x("threads")
                .series("lock")
                .value("score", "operations per ms")
                .title("Every lock loses throughput once threads outnumber cores")
                .subtitle("Median of 7 rounds; band: smallest to largest; more is better");
    }

    private static LineChart narrow() {
        return Chart.lines(Table.create(
                        IntColumn.create("size", 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120),
                        DoubleColumn.create("time", 12, 14, 19, 25, 33, 41, 52, 66, 80, 99, 120, 151)))
                .x("size")
                .value("time", "µs per call")
                .logY()
                .title("Time grows faster than size");
    }

    private static DotChart totals() {
        var random = new Random(7);
        return Chart.dots(Table.create(
                        IntColumn.create("total", IntStream.range(0, 50).map(i -> 108_000 + random.nextInt(70_000)))))
                .value("total", "increments counted")
                .title("Not one of fifty runs counts every increment")
                .subtitle("Two threads, 100,000 increments each; a dot is a run");
    }

    private static DotChart lanes() {
        var random = new Random(3);
        int n = 60;
        return Chart.dots(Table.create(
                        StringColumn.create(
                                "variant",
                                IntStream.range(0, n)
                                        .mapToObj(i -> List.of("unsafe", "volatile", "atomic")
                                                .get(i % 3))),
                        DoubleColumn.create(
                                "loss",
                                IntStream.range(0, n)
                                        .mapToDouble(
                                                i -> i % 3 == 2 ? 0 : 20 + 10 * (i % 3) + random.nextGaussian() * 6)
                                        .toArray())))
                .category("variant")
                .value("loss", "% of the increments lost")
                .reference(0, "nothing lost")
                .title("Volatile does not help a counter; an atomic does")
                .subtitle("20 runs each; less is better");
    }

    private static Table samples() {
        var random = new Random(5);
        int n = 6000;
        return Table.create(
                StringColumn.create(
                        "lock",
                        IntStream.range(0, n)
                                .mapToObj(i -> List.of("ReentrantLock (fair)", "ReentrantLock", "synchronized")
                                        .get(i % 3))),
                DoubleColumn.create(
                        "wait",
                        IntStream.range(0, n)
                                .mapToDouble(i -> Math.exp(random.nextGaussian() * (0.3 + i % 3 * 0.4) + 3 - i % 3))
                                .toArray()));
    }

    private static HeatChart heat(int across, int down) {
        var table = Table.create(
                StringColumn.create("inside"), StringColumn.create("outside"), DoubleColumn.create("ratio"));
        for (int x = 0; x < across; x++) {
            for (int y = 0; y < down; y++) {
                if (x + y != 3) {
                    var row = table.appendRow();
                    row.setString("inside", x * 50 + " ns");
                    row.setString("outside", y * 100 + " ns");
                    row.setDouble("ratio", 0.4 + x * 0.31 + y * 0.17);
                }
            }
        }
        return Chart.heat(table)
                .x("inside")
                .y("outside")
                .value("ratio", "times as fast as synchronized")
                .title("The lock pays off when the work inside is short")
                .subtitle("Median of 7 rounds; above 1 is better");
    }

    private static BarChart hostile() {
        var text = "Map<String, List<T>> & \"q\" </script> \\ {x} %{y} $a$ 🧵";
        return Chart.bars(Table.create(
                        StringColumn.create(
                                text, text, "interleave.bench.ThreadBenchmark.platformStartAndJoin", "a\nb", "שלום"),
                        DoubleColumn.create("v", 1, 2, 3, Double.NaN)))
                .category(text)
                .value("v", text)
                .title(text)
                .subtitle(text + "\n" + text);
    }

    /** Writes every chart as a file of JSON into the folder that the first argument names, and the colours of dark pages. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length < 1) {
            throw new IllegalArgumentException("name the folder for the JSON files");
        }
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        for (var each : all().entrySet()) {
            mapper.writeValue(
                    folder.resolve(each.getKey() + ".json").toFile(),
                    PlotlyJson.of(each.getValue().figure()));
            System.out.println(each.getKey() + ": " + each.getValue().description());
        }
        mapper.writeValue(folder.resolve("dark-map").toFile(), Theme.dark());
    }
}
