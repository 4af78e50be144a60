package interleave.bench.channel;

import interleave.bench.channel.Cell.Goal;
import interleave.trial.Budget;
import interleave.trial.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Measures the channels against their peers, which needs an idle machine for more than an hour and so is no unit test:
 *
 * <pre>
 * ./mvnw -q -pl lib test-compile exec:exec -Dexec.classpathScope=test -Dexec.executable=java \
 *     -Dexec.args="-cp %classpath interleave.bench.channel.ChannelAcceptance FILE [REGEX]"
 * </pre>
 *
 * <p>Each cell is appended to the file when it is done, as one line of JSON; a cell that the file has is not measured again:
 * an interrupted run goes on where it was, and who deletes a line has that cell measured anew. The regular expression
 * chooses cells by their title, for instance {@code "select.* virtual"}; {@code none} measures nothing. At the end the whole
 * file is printed as a table in Markdown. {@code INTERLEAVE_BUDGET=quick} only shows that everything runs.
 */
final class ChannelAcceptance {

    private ChannelAcceptance() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Usage: ChannelAcceptance FILE [REGEX]");
            System.exit(2);
        }
        var file = Path.of(arguments[0]);
        var chosen = Pattern.compile(arguments.length == 2 ? arguments[1] : "");
        var done = read(file);
        var random = new Random();
        for (var cell : Cell.all()) {
            if (chosen.matcher(cell.title()).find() && !done.containsKey(cell.title())) {
                long start = System.nanoTime();
                var result = new CellRun(cell, Budget.current(), random.nextLong()).measure();
                Files.writeString(file, result.json() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                done.put(cell.title(), result);
                System.err.printf(
                        Locale.ROOT, "%5.0f s %s%n", (System.nanoTime() - start) / 1e9, result.markdown(cell.goal()));
            }
        }
        print(done);
    }

    private static Map<String, CellResult> read(Path file) throws IOException {
        var results = new LinkedHashMap<String, CellResult>();
        if (Files.exists(file)) {
            Files.readAllLines(file).stream().map(CellResult::of).forEach(result -> results.put(result.cell(), result));
        }
        return results;
    }

    private static void print(Map<String, CellResult> done) {
        done.values().stream()
                .map(result -> result.machine().entrySet().stream()
                        .filter(fact -> !fact.getKey().contains("load"))
                        .map(fact -> fact.getKey() + ": " + fact.getValue())
                        .collect(Collectors.joining("; ")))
                .distinct()
                .forEach(System.out::println);
        System.out.println();
        System.out.println("Ratio: the best peer's time over ours in the same round; above 1 ours is faster.");
        System.out.println();
        System.out.println(CellResult.HEAD);
        var measured = Cell.all().stream()
                .filter(cell -> done.containsKey(cell.title()))
                .toList();
        measured.forEach(cell -> System.out.println(done.get(cell.title()).markdown(cell.goal())));
        System.out.println();
        for (var goal : List.of(Goal.TABLE, Goal.FLOOR, Goal.SELECT)) {
            var ratios = measured.stream()
                    .filter(cell -> cell.goal() == goal)
                    .map(cell -> done.get(cell.title()))
                    .filter(result -> !result.peer().isEmpty())
                    .mapToDouble(result -> result.ratios().median())
                    .toArray();
            if (ratios.length > 0) {
                var all = Spread.of(ratios);
                System.out.printf(
                        Locale.ROOT,
                        "%s, at least %.2f: %d of %d cells, median %.2f, least %.2f, most %.2f%n",
                        goal.name().toLowerCase(Locale.ROOT),
                        goal.least,
                        ratios.length,
                        Cell.all().stream().filter(cell -> cell.goal() == goal).count(),
                        all.median(),
                        all.min(),
                        all.max());
            }
        }
    }
}
