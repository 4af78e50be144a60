package interleave.lab;

import interleave.trial.BenchResult.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Divides the rows of a benchmark into charts that can be read. Holds nothing. */
final class BenchParts {

    private BenchParts() {}

    /**
     * Returns the rows in one part if a chart can hold them, else those of each benchmark, and where these are still too
     * many, those of each value of the first parameter that varies, and so on. What has nothing to be divided by stays whole.
     */
    static List<List<Row>> of(List<Row> rows) {
        if (rows.size() <= Chart.READABLE) {
            return List.of(rows);
        }
        var parameters = rows.getFirst().parameters().keySet().stream().map(name ->
                (Function<Row, Object>) row -> String.valueOf(row.parameters().get(name)));
        return Stream.concat(Stream.<Function<Row, Object>>of(Row::benchmark), parameters)
                .map(key -> parts(rows, key))
                // A chart of one bar compares nothing.
                .filter(parts -> parts.size() > 1 && parts.stream().allMatch(part -> part.size() > 1))
                .findFirst()
                .map(parts -> parts.stream().flatMap(part -> of(part).stream()).toList())
                .orElse(List.of(rows));
    }

    private static List<List<Row>> parts(List<Row> rows, Function<Row, Object> key) {
        return new ArrayList<>(rows.stream()
                .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
                .values());
    }
}
