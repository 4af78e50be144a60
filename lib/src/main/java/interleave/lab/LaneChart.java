package interleave.lab;

import interleave.lab.plot.JsonFigure;
import interleave.lab.plot.JsonTrace;
import interleave.lab.plot.Markup;
import interleave.lab.plot.Theme;
import interleave.trial.Timeline;
import interleave.trial.flight.Interval;
import interleave.trial.flight.Lane;
import interleave.trial.flight.State;
import interleave.trial.flight.TimelineWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The picture of a timeline: a lane for each thread, a bar for each interval. A wait is a high bar and each kind of it has
 * its own colour and hatching, a thread that does not wait is a thin line: so it reads without colour.
 */
final class LaneChart {

    /** More lanes than these are no picture. */
    private static final int MOST_LANES = 16;

    /** More bars than these are too many for a page. */
    private static final int MOST_BARS = 3_000;

    /** How many pixels a page has for the whole time. */
    private static final int PIXELS = 600;

    /** A shorter bar has no room for hatching. */
    private static final int HATCHED_PIXELS = 5;

    private static final Map<State, Look> LOOKS = looks();

    private LaneChart() {}

    /** How a state looks: its colour in the theme, plotly's name of its hatching, and how much of the lane's height it has. */
    private record Look(String colour, String hatch, double height, String legend) {}

    private static Map<State, Look> looks() {
        var looks = new LinkedHashMap<State, Look>();
        looks.put(State.NOT_WAITING, new Look(Theme.GREEN, "", 0.2, "not waiting"));
        looks.put(State.BLOCKED, new Look(Theme.VERMILION, "x", 0.8, "blocked"));
        looks.put(State.PARKED, new Look(Theme.ORANGE, "/", 0.8, "parked"));
        looks.put(State.WAITING, new Look(Theme.PINK, "|", 0.8, "in wait or join"));
        looks.put(State.SLEEPING, new Look(Theme.SKY, "-", 0.5, "asleep"));
        looks.put(State.NOT_RECORDED, new Look(Theme.GREY, ".", 0.2, "not recorded"));
        return looks;
    }

    /** A unit of time, as an axis names it. */
    private record Unit(String name, double nanos) {

        static Unit of(long span) {
            return span < 1_000_000
                    ? new Unit("µs", 1e3)
                    : span < 10_000_000_000L ? new Unit("ms", 1e6) : new Unit("s", 1e9);
        }
    }

    static JsonFigure of(Timeline timeline) {
        long span = Math.max(1, timeline.took().toNanos());
        var all = timeline.lanes();
        var lanes = chosen(all);
        long pixel = Math.max(1, span / PIXELS);
        var drawn = coarser(lanes, pixel);
        var unit = Unit.of(span);
        var labels = ChartOf.labels(drawn.stream().map(Lane::thread).toList());
        var traces = LOOKS.keySet().stream()
                .map(state -> trace(state, drawn, labels, unit, pixel))
                .flatMap(List::stream)
                .toArray(JsonTrace[]::new);
        var finding = timeline.finding();
        return JsonFigure.of(layout(timeline, drawn, labels, unit, finding), traces)
                .described(description(all, lanes, span));
    }

    /** The caller, and of the others those that waited longest, in the order in which they began. */
    private static List<Lane> chosen(List<Lane> all) {
        if (all.size() <= MOST_LANES) {
            return all;
        }
        var busiest = all.stream()
                .skip(1)
                .sorted(Comparator.comparingLong(Lane::waitedForOthers)
                        .thenComparingLong(Lane::waited)
                        .reversed())
                .limit(MOST_LANES - 1)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(lane -> lane.equals(all.getFirst()) || busiest.contains(lane))
                .limit(MOST_LANES)
                .toList();
    }

    private static List<Lane> coarser(List<Lane> lanes, long pixel) {
        var drawn = lanes.stream().map(lane -> lane.coarser(pixel)).toList();
        for (long grain = pixel * 2; bars(drawn) > MOST_BARS; grain *= 2) {
            long coarse = grain;
            drawn = lanes.stream().map(lane -> lane.coarser(coarse)).toList();
        }
        return drawn;
    }

    private static int bars(List<Lane> lanes) {
        return lanes.stream().mapToInt(lane -> lane.intervals().size()).sum();
    }

    private static List<JsonTrace> trace(
            State state, List<Lane> lanes, Map<String, String> labels, Unit unit, long pixel) {
        var look = LOOKS.get(state);
        var names = new ArrayList<String>();
        var starts = new ArrayList<Double>();
        var lengths = new ArrayList<Double>();
        var hatches = new ArrayList<String>();
        var texts = new ArrayList<String>();
        for (var lane : lanes) {
            for (var interval : lane.intervals()) {
                if (interval.state() == state) {
                    names.add(labels.get(lane.thread()));
                    starts.add(interval.from() / unit.nanos());
                    // What is shorter than a pixel would be seen on some screens and not on others.
                    lengths.add(Math.max(interval.length(), state.isWait() ? pixel : 1) / unit.nanos());
                    hatches.add(interval.length() < HATCHED_PIXELS * pixel ? "" : look.hatch());
                    texts.add(words(interval));
                }
            }
        }
        if (names.isEmpty()) {
            return List.of();
        }
        hatches.set(0, look.hatch()); // as which the legend shows all
        var trace = new LinkedHashMap<String, Object>();
        trace.put("type", "bar");
        trace.put("orientation", "h");
        trace.put("name", look.legend());
        trace.put("y", names);
        trace.put("x", lengths);
        trace.put("base", starts);
        trace.put("width", look.height());
        trace.put("text", texts);
        trace.put("textposition", "none");
        trace.put("hovertemplate", "<b>%{y}</b><br>%{text}<extra></extra>");
        trace.put("showlegend", true);
        trace.put(
                "marker",
                Map.of(
                        "color",
                        look.colour(),
                        "line",
                        Map.of("width", 0),
                        "pattern",
                        Map.of(
                                "shape",
                                hatches,
                                "fillmode",
                                "overlay",
                                "fgcolor",
                                Theme.PAPER,
                                "size",
                                8,
                                "solidity",
                                0.25)));
        return List.of(JsonTrace.of(trace));
    }

    private static String words(Interval interval) {
        var length = TimelineWords.time(interval.length());
        if (!interval.state().isWait()) {
            return Markup.literal("%s, %s".formatted(interval.state(), length));
        }
        if (interval.waits() > 1) {
            return Markup.literal("%,d waits in %s, together %s; mostly %s"
                    .formatted(
                            interval.waits(),
                            length,
                            TimelineWords.time(interval.waited()),
                            interval.cause().words()));
        }
        var asleep = interval.state() == State.SLEEPING;
        return Markup.literal("%s %s, %s"
                .formatted(asleep ? "was" : "waited", interval.cause().words(), length));
    }

    private static Map<String, Object> layout(
            Timeline timeline, List<Lane> drawn, Map<String, String> labels, Unit unit, String finding) {
        var layout = new LinkedHashMap<String, Object>();
        layout.put(
                "title",
                Map.of("text", Markup.literal(finding), "subtitle", Map.of("text", subtitle(timeline, drawn))));
        layout.put("barmode", "overlay");
        layout.put("bargap", 0.0);
        layout.put("bargroupgap", 0.0);
        layout.put(
                "xaxis",
                Map.of(
                        "title",
                        Map.of("text", "time since the beginning (%s)".formatted(unit.name())),
                        "range",
                        List.of(0, Math.max(1, timeline.took().toNanos()) / unit.nanos())));
        layout.put(
                "yaxis",
                Map.of(
                        "type",
                        "category",
                        "autorange",
                        "reversed",
                        "categoryorder",
                        "array",
                        "categoryarray",
                        drawn.stream().map(lane -> labels.get(lane.thread())).toList()));
        layout.put("showlegend", true);
        return layout;
    }

    private static String subtitle(Timeline timeline, List<Lane> drawn) {
        var all = timeline.lanes();
        long merged = drawn.stream()
                .flatMap(lane -> lane.intervals().stream())
                .mapToLong(Interval::waits)
                .filter(waits -> waits > 1)
                .sum();
        var lanes = drawn.size() < all.size()
                ? "the caller and the %d of %,d other threads that waited longest"
                        .formatted(drawn.size() - 1, all.size() - 1)
                : "";
        var pixels = merged == 0 ? "" : "%,d waits too short for this picture are drawn in groups".formatted(merged);
        return Markup.literal(Stream.of(
                        "A lane for each thread, over %s"
                                .formatted(TimelineWords.time(timeline.took().toNanos())),
                        lanes,
                        pixels)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ")));
    }

    private static String description(List<Lane> all, List<Lane> shown, long span) {
        return "Timeline of %s over %s: %s."
                .formatted(
                        all.size() == 1 ? "one thread" : "%,d threads".formatted(all.size()),
                        TimelineWords.time(span),
                        shown.stream()
                                .map(lane -> lane.waits() == 0
                                        ? "%s has no recorded wait".formatted(lane.thread())
                                        : "%s waited %s of %s"
                                                .formatted(
                                                        lane.thread(),
                                                        TimelineWords.time(lane.waited()),
                                                        TimelineWords.time(lane.lived())))
                                .collect(Collectors.joining("; ")));
    }
}
