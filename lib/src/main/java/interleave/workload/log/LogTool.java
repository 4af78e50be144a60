package interleave.workload.log;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Counts a log file from a shell: {@code LogTool [--json] FILE}.
 *
 * <p>Prints tables of severities and formats, or, with {@code --json}, one JSON object and nothing else: {@code lines},
 * {@code entries} (unknown ones included), {@code continuations}, {@code unknown}, {@code severity} with the keys 1 to 5
 * and {@code format} with the names of the formats that occur. Ends with exit code 0, or with 2 and one line on the
 * error stream if it was called wrongly, the file cannot be read or the output cannot be written.
 *
 * <p>Needs the JDK alone, so it starts fast.
 */
public final class LogTool {

    private static final int FAILED = 2;

    private LogTool() {}

    /** Runs the command and ends the JVM. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Runs the command and returns its exit code. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean json = !arguments.isEmpty() && arguments.getFirst().equals("--json");
        List<String> files = json ? arguments.subList(1, arguments.size()) : arguments;
        if (files.size() != 1) {
            return fail(err, "usage: LogTool [--json] FILE");
        }
        try {
            LogSummary summary = LogFile.of(Path.of(files.getFirst())).summary();
            out.print(json ? json(summary) : text(summary));
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return fail(err, e.getMessage());
        }
        return out.checkError() ? fail(err, "the output could not be written") : 0;
    }

    private static int fail(PrintStream err, String message) {
        err.println(message.replaceAll("\\R", " "));
        return FAILED;
    }

    private static String json(LogSummary summary) {
        StringJoiner severities = new StringJoiner(", ", "{", "}");
        summary.severities().forEach((severity, count) -> severities.add("\"" + severity + "\": " + count));
        StringJoiner formats = new StringJoiner(", ", "{", "}");
        summary.formats().forEach((format, count) -> formats.add("\"" + format.label() + "\": " + count));
        return "{\"lines\": " + summary.lines() + ", \"entries\": " + summary.entries() + ", \"continuations\": "
                + summary.continuations() + ", \"unknown\": " + summary.unknown() + ", \"severity\": " + severities
                + ", \"format\": " + formats + "}\n";
    }

    private static String text(LogSummary summary) {
        StringBuilder text = new StringBuilder();
        row(text, "lines", "", summary.lines());
        row(text, "entries", "", summary.entries());
        row(text, "continuations", "", summary.continuations());
        if (summary.replaced() > 0) {
            row(text, "damaged", "characters replaced", summary.replaced());
        }
        text.append('\n');
        row(text, "severity", "meaning", "entries");
        summary.severities()
                .forEach((severity, count) -> row(text, Integer.toString(severity), Severity.meaning(severity), count));
        row(text, "none", "unknown format", summary.unknown());
        text.append('\n');
        row(text, "format", "", "entries");
        summary.formats().forEach((format, count) -> row(text, format.label(), "", count));
        row(text, LogFormat.UNKNOWN.label(), "", summary.unknown());
        return text.toString();
    }

    private static void row(StringBuilder text, String name, String meaning, long count) {
        row(text, name, meaning, String.format(Locale.ROOT, "%,d", count));
    }

    private static void row(StringBuilder text, String name, String meaning, String count) {
        text.append(String.format(Locale.ROOT, "%-14s %-20s %15s%n", name, meaning, count));
    }
}
