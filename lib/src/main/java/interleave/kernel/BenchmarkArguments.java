package interleave.kernel;

import interleave.trial.Bench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands behind {@code %%benchmark}: numbers of threads, and values of the class's own parameters.
 *
 * @param threads the numbers of threads, or empty for what the class says
 * @param parameters for each parameter its values
 */
record BenchmarkArguments(List<Integer> threads, SequencedMap<String, List<String>> parameters) {

    private static final String THREADS = "threads";
    private static final Pattern FORM = Pattern.compile("([A-Za-z_$][\\w$]*)=(.*)");
    /** What may stand there. */
    static final String HELP =
            "Behind %%benchmark stand threads=1,2,4 and values of the class's @Param fields, size=10,1000, without blanks around = and commas";

    /**
     * Reads the arguments as the kernel splits them, at blanks outside of quotes.
     *
     * @throws IllegalArgumentException if one has not the form {@code name=value,value} or is given twice
     */
    static BenchmarkArguments parse(List<String> arguments) {
        SequencedMap<String, List<String>> parameters = new LinkedHashMap<>();
        for (String argument : arguments) {
            Matcher form = FORM.matcher(argument);
            if (!form.matches()) {
                throw new IllegalArgumentException(
                        "%%%%benchmark does not understand “%s”. %s".formatted(argument, HELP));
            }
            List<String> values = List.of(form.group(2).split(",", -1));
            if (values.contains("")) {
                throw new IllegalArgumentException(
                        "%%%%benchmark: “%s” names an empty value. %s".formatted(argument, HELP));
            }
            if (parameters.put(form.group(1), values) != null) {
                throw new IllegalArgumentException(
                        "%%%%benchmark: %s is given twice. Write all its values behind one =".formatted(form.group(1)));
            }
        }
        List<String> counts = parameters.remove(THREADS);
        return new BenchmarkArguments(counts == null ? List.of() : numbers(counts), parameters);
    }

    private static List<Integer> numbers(List<String> values) {
        List<Integer> numbers = new ArrayList<>();
        for (String value : values) {
            try {
                numbers.add(Integer.valueOf(value));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "%%%%benchmark: threads=%s is no number of threads. %s".formatted(value, HELP));
            }
        }
        return numbers;
    }

    /** Returns the benchmark with these arguments. */
    Bench applyTo(Bench bench) {
        Bench with = bench;
        if (!threads.isEmpty()) {
            with = with.threads(threads.stream().mapToInt(Integer::intValue).toArray());
        }
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            with = with.parameter(parameter.getKey(), parameter.getValue().toArray(String[]::new));
        }
        return with;
    }
}
