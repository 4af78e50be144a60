package interleave.kernel;

import interleave.trial.Bench;
import interleave.trial.BenchException;
import interleave.trial.BenchResult;
import interleave.trial.child.Compilation;
import interleave.trial.child.CompilationException;
import interleave.trial.child.CompilationException.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.openjdk.jmh.generators.BenchmarkProcessor;

/**
 * {@code %%benchmark threads=1,2 size=10,1000}: measures the benchmark class that is the rest of the cell.
 *
 * <p>The class is compiled here, in memory, with JMH's processor, and measured in JVMs of its own. It sees itself and the
 * library, but nothing that other cells declare. The cell's thread compiles, waits for the measurement and answers an
 * interrupt; then no process is left.
 */
final class BenchmarkMagic implements CellMagic<BenchResult, BaseKernel> {

    /** JMH refuses a class without a package. Every run has the same: its classes are never those of another. */
    private static final String PACKAGE = "cell";

    /**
     * The one line that stands before the learner's. It takes the place of the magic's own, so that the compiler counts
     * lines as the cell does.
     */
    private static final String HEADER = Stream.concat(
                    Stream.of(
                            "package " + PACKAGE + ";",
                            "import org.openjdk.jmh.annotations.*;",
                            "import org.openjdk.jmh.infra.*;"),
                    StartupImports.ofTheLibrary())
            .collect(Collectors.joining(" ", "", "\n"));

    private static final Pattern PLACE = Pattern.compile("(?<file>.*):(?<line>\\d{1,9})");

    private static final String FORM = """
            Below %%benchmark stands a public class with methods marked @Benchmark, for instance
                @State(Scope.Benchmark) public class Increments {
                    int plain;
                    @Benchmark public int plain() { return ++plain; }
                }""";

    /** What a compiler's or JMH's message means here, by words of it. */
    private static final Map<String, String> HINTS = Map.of(
            "cannot find symbol",
            "A benchmark sees itself and the library, but nothing that other cells declare.",
            "does not exist",
            "A benchmark sees itself and the library, but nothing that other cells declare.",
            "only supports public classes",
            "JMH makes objects of the class: write public before it.",
            "not having @State annotation",
            "Write @State(Scope.Benchmark) before the class if its threads share the field, @State(Scope.Thread) if each has its own.");

    @Override
    public BenchResult eval(BaseKernel kernel, List<String> arguments, String body)
            throws MagicException, InterruptedException {
        var wish = parsed(arguments);
        var compiled = compile(body);
        try {
            return applied(wish, Bench.ofSource(compiled, 0)).run();
        } catch (BenchException e) {
            throw new MagicException(told(e, compiled.mainType(), body), e);
        }
    }

    private static BenchmarkArguments parsed(List<String> arguments) throws MagicException {
        try {
            return BenchmarkArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    private static Bench applied(BenchmarkArguments wish, Bench bench) throws MagicException {
        try {
            return wish.applyTo(bench);
        } catch (IllegalArgumentException e) {
            throw new MagicException(e.getMessage(), e);
        }
    }

    /** A failure with the line of the cell where it happened and the last that the benchmark printed. */
    static String told(BenchException e, String mainType, String body) {
        var lines = new ArrayList<String>(List.of(e.getMessage()));
        var file = mainType.substring(mainType.lastIndexOf('.') + 1) + ".java";
        e.at().map(PLACE::matcher)
                // A line of the library's source is none of the cell's.
                .filter(place -> place.matches() && place.group("file").equals(file))
                .map(place -> Integer.parseInt(place.group("line")))
                // The magic's own line is the first.
                .filter(line -> line >= 2)
                .flatMap(line ->
                        body.lines().skip(line - 2L).findFirst().map(text -> "line " + line + ":  " + text.strip()))
                .ifPresent(lines::add);
        if (!e.output().isEmpty()) {
            lines.add("The last that it printed:");
            lines.addAll(e.output());
        }
        if (e.getMessage().contains("no parameter")) {
            lines.add(BenchmarkArguments.HELP);
        }
        return String.join("\n", lines);
    }

    /** Compiles the body of a cell whose first line is the magic. */
    static Compilation compile(String body) throws MagicException {
        if (body.isBlank()) {
            throw new MagicException("There is no benchmark in this cell. " + FORM);
        }
        try {
            var compiled = Compilation.of(HEADER + body, 0, List.of(new BenchmarkProcessor()));
            var list = compiled.resources().getOrDefault("META-INF/BenchmarkList", new byte[0]);
            if (new String(list, StandardCharsets.UTF_8).isBlank()) {
                throw new MagicException("No method of this cell is a benchmark. " + FORM);
            }
            return compiled;
        } catch (CompilationException e) {
            throw new MagicException(explained(e.messages()), e);
        }
    }

    private static String explained(List<Message> messages) {
        if (messages.stream().anyMatch(message -> message.line() == 1)) {
            // It is about our own line: what follows is not what belongs after imports.
            return "This cell holds something else than a benchmark class. " + FORM;
        }
        var lines = new ArrayList<String>();
        messages.forEach(message -> lines.add(message.toString()));
        HINTS.entrySet().stream()
                .filter(hint ->
                        messages.stream().anyMatch(message -> message.text().contains(hint.getKey())))
                .map(Map.Entry::getValue)
                .distinct()
                .forEach(lines::add);
        return String.join("\n", lines);
    }
}
