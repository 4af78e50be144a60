package interleave.trial.jmh;

import interleave.trial.BenchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * Which of the benchmarks that there are to measure, and with what: a value, which {@link #cases} makes into cases.
 *
 * @param name what a benchmark's full name must contain, a regular expression as on JMH's command line
 * @param only the methods to measure, in this order, or empty for all
 * @param threads the numbers of threads, or empty for what the class says
 * @param parameters values of parameters instead of those that the class gives
 */
public record Selection(
        Pattern name, List<String> only, List<Integer> threads, SequencedMap<String, List<String>> parameters) {

    /** What a benchmark's full name has behind its class, and nothing else has. */
    public static final String METHOD = "[^.]+$";

    /** Keeps copies. */
    public Selection {
        only = List.copyOf(only);
        threads = List.copyOf(threads);
        parameters = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters));
    }

    /** Selects all whose name matches. */
    public static Selection of(Pattern name) {
        return new Selection(name, List.of(), List.of(), new LinkedHashMap<>());
    }

    /** Returns the same, of these methods only. */
    public Selection withOnly(List<String> methods) {
        return new Selection(name, methods, threads, parameters);
    }

    /** Returns the same with these numbers of threads. */
    public Selection withThreads(List<Integer> counts) {
        return new Selection(name, only, counts, parameters);
    }

    /** Returns the same with these values of a parameter. */
    public Selection withParameter(String parameter, List<String> values) {
        var all = new LinkedHashMap<>(parameters);
        all.put(parameter, values);
        return new Selection(name, only, threads, all);
    }

    /**
     * Returns a case for each method, mode, value of each parameter and number of threads, in this order.
     *
     * @throws BenchException if nothing is left; the message names what there is
     */
    public List<BenchmarkCase> cases(Catalogue catalogue) {
        var cases = new ArrayList<BenchmarkCase>();
        for (var entry : entries(catalogue.entries())) {
            for (var mode : catalogue.modes(entry)) {
                for (var values : values(entry)) {
                    for (int count : counts(entry)) {
                        cases.add(catalogue.benchmarkCase(entry, mode, values, count));
                    }
                }
            }
        }
        return cases;
    }

    private List<BenchmarkListEntry> entries(Collection<BenchmarkListEntry> all) {
        var named = all.stream()
                .filter(entry -> name.matcher(entry.getUsername()).find())
                .toList();
        if (named.isEmpty()) {
            throw new BenchException("No benchmark's name contains “%s”. There are: %s"
                    .formatted(plain(name), names(all.stream().map(BenchmarkListEntry::getUsername))));
        }
        var parameterNames = named.stream()
                .flatMap(entry -> ownValues(entry).keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        for (var parameter : parameters.keySet()) {
            if (!parameterNames.contains(parameter)) {
                throw new BenchException("There is no parameter “%s”: a parameter is a field with @Param. There are: %s"
                        .formatted(parameter, names(parameterNames.stream())));
            }
        }
        return only.isEmpty()
                ? named
                : only.stream().flatMap(method -> of(method, named)).toList();
    }

    private static Stream<BenchmarkListEntry> of(String method, List<BenchmarkListEntry> entries) {
        var found = entries.stream()
                .filter(entry -> entry.getUsername().endsWith("." + method))
                .toList();
        if (found.isEmpty()) {
            throw new BenchException("There is no benchmark “%s” here. There are: %s"
                    .formatted(method, names(entries.stream().map(Selection::method))));
        }
        return found.stream();
    }

    private static String method(BenchmarkListEntry entry) {
        return entry.getUsername().substring(entry.getUsername().lastIndexOf('.') + 1);
    }

    private static String names(Stream<String> names) {
        var text = names.distinct().collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : text;
    }

    private static String plain(Pattern pattern) {
        return pattern.pattern()
                .replace("\\Q", "")
                .replace("\\E", "")
                .replace(METHOD, "")
                .replaceFirst("^\\^", "");
    }

    private static Map<String, String[]> ownValues(BenchmarkListEntry entry) {
        return entry.getParams().orElse(Map.of());
    }

    /** Returns every combination of the parameters' values; the last parameter varies fastest. */
    private List<SortedMap<String, String>> values(BenchmarkListEntry entry) {
        List<SortedMap<String, String>> combinations = List.of(new TreeMap<>());
        for (var parameter : ownValues(entry).entrySet()) {
            var values = parameters.getOrDefault(parameter.getKey(), Arrays.asList(parameter.getValue()));
            if (values.isEmpty()) {
                throw new BenchException(
                        ("The parameter “%1$s” of %2$s has no value: give it one in its @Param, or call"
                                        + " .parameter(\"%1$s\", ...)")
                                .formatted(parameter.getKey(), method(entry)));
            }
            combinations = combinations.stream()
                    .flatMap(before -> values.stream().map(value -> {
                        SortedMap<String, String> with = new TreeMap<>(before);
                        with.put(parameter.getKey(), value);
                        return with;
                    }))
                    .toList();
        }
        return combinations;
    }

    private List<Integer> counts(BenchmarkListEntry entry) {
        if (!threads.isEmpty()) {
            return threads;
        }
        int given = entry.getThreads().orElse(1);
        return List.of(given == Threads.MAX ? Runtime.getRuntime().availableProcessors() : given);
    }

    /** Every mode that an entry stands for. */
    static List<Mode> each(Mode mode) {
        return mode == Mode.All
                ? Arrays.stream(Mode.values()).filter(one -> one != Mode.All).toList()
                : List.of(mode);
    }
}
