package interleave.bench.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import interleave.bench.channel.Cell.Goal;
import interleave.trial.Budget;
import interleave.trial.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a cell gave. All times are nanoseconds for a message.
 *
 * @param cell the cell's title
 * @param budget how long it was measured; the quick one only shows that all run
 * @param seed what the orders were drawn from
 * @param pilot the time of each implementation in the pilot
 * @param peer the fastest blocking peer of the pilot, or nothing if none finished
 * @param scores of each implementation the time in each round
 * @param cpu the same, of processor time
 * @param unfinished who did not finish, and why
 * @param disturbed what else used the processors
 * @param at when it was done
 * @param machine the machine's card
 */
record CellResult(
        String cell,
        Budget budget,
        long seed,
        Map<String, Double> pilot,
        String peer,
        Map<String, List<Double>> scores,
        Map<String, List<Double>> cpu,
        Map<String, String> unfinished,
        List<String> disturbed,
        String at,
        Map<String, String> machine) {

    static final String HEAD = """
            | cell | ours, ns | best peer | its ns | ratio: median (range) | CPU ns: ours, peer | verdict | remarks |
            |---|--:|---|--:|--:|--:|---|---|""";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Returns one line of JSON. */
    String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what {@link #json} wrote. */
    static CellResult of(String json) {
        try {
            return JSON.readValue(json, CellResult.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a line that this program wrote: " + e.getOriginalMessage(), e);
        }
    }

    /** Returns the peer's time over ours of each round: above 1 ours is faster. */
    Spread ratios() {
        var ours = scores.get(our());
        var its = scores.get(peer);
        return Spread.of(IntStream.range(0, ours.size())
                .mapToDouble(round -> its.get(round) / ours.get(round))
                .toArray());
    }

    private String our() {
        return scores.containsKey("interleave-single") ? "interleave-single" : "interleave";
    }

    /** Returns its line of the table. */
    String markdown(Goal goal) {
        if (peer.isEmpty()) {
            return "| %s | %s | none finished | | | %s | | %s |"
                    .formatted(cell, median(scores.get(our())), median(cpu.get(our())), remarks());
        }
        var ratios = ratios();
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f (%.2f–%.2f) | %s, %s | %s | %s |",
                cell,
                median(scores.get(our())),
                peer,
                median(scores.get(peer)),
                ratios.median(),
                ratios.min(),
                ratios.max(),
                median(cpu.get(our())),
                median(cpu.get(peer)),
                verdict(goal, ratios),
                remarks());
    }

    /** A floor is missed when the whole range lies below it; a win needs the range above 1. */
    private String verdict(Goal goal, Spread ratios) {
        if (!budget.givesVerdicts()) {
            return "withheld";
        }
        if (ratios.max() < goal.least) {
            return "missed";
        }
        if (ratios.median() < goal.least) {
            return "below, not surely";
        }
        return ratios.min() > 1 ? "win" : "holds";
    }

    private String remarks() {
        var remarks = new StringBuilder();
        scores.forEach((name, times) -> {
            if (!name.equals(peer) && !name.equals(our())) {
                remarks.append(name).append(' ').append(median(times)).append("; ");
            }
        });
        unfinished.keySet().forEach(name -> remarks.append(name).append(" did not finish; "));
        if (!disturbed.isEmpty()) {
            remarks.append(disturbed.size()).append(" forks disturbed; ");
        }
        return remarks.toString().replaceFirst("; $", "");
    }

    private static String median(List<Double> values) {
        double median = Spread.of(
                        values.stream().mapToDouble(Double::doubleValue).toArray())
                .median();
        return String.format(Locale.ROOT, median < 100 ? "%.1f" : "%.0f", median);
    }
}
