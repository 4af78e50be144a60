package interleave.trial;

import interleave.trial.child.ThreadDump;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How a program in a child JVM ended and what it printed.
 *
 * @param program the class and its arguments
 * @param ended whether it ended by itself; otherwise the deadline passed and it was killed
 * @param exitCode its exit code, of use only if it ended by itself
 * @param took from its start to its end, the start of the JVM included; the whole limit if it did not end
 * @param output its standard output and error in the order in which they arrived, at most a thousand lines
 * @param linesLost how many lines more it printed
 * @param uncaught the first exception that ended one of its threads, and which thread
 * @param dump what its threads did at the deadline, if it was killed then
 */
public record SandboxResult(
        String program,
        boolean ended,
        int exitCode,
        Duration took,
        List<Line> output,
        long linesLost,
        Optional<String> uncaught,
        Optional<ThreadDump> dump)
        implements Tabular {

    /** What a shell and the JDK report of a process that a signal ended, less the signal's number. */
    private static final int ENDED_BY_SIGNAL = 128;

    /** Where a program prints. */
    public enum Stdio {
        STDOUT,
        STDERR;

        /** Returns the usual name, in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One line of output.
     *
     * @param at when it was complete, counted from the start of the child
     * @param stdio where it was printed
     * @param text the line without its end, at most two thousand characters of it
     */
    public record Line(Duration at, Stdio stdio, String text) {}

    /** Keeps a copy of the lines. */
    public SandboxResult {
        output = List.copyOf(output);
        Objects.requireNonNull(uncaught);
        Objects.requireNonNull(dump);
    }

    /** Returns the ending in one sentence. */
    public String ending() {
        var exception = uncaught.map("; "::concat).orElse("");
        if (!ended) {
            return "did not end within %s and was stopped%s%s"
                    .formatted(
                            Seconds.of(took),
                            exception,
                            dump.map(each -> "; " + each.finding()).orElse(""));
        }
        boolean signal = exitCode > ENDED_BY_SIGNAL && exitCode < ENDED_BY_SIGNAL + 32;
        return "ended by itself after %s with exit code %d%s%s"
                .formatted(
                        Seconds.of(took),
                        exitCode,
                        signal ? ", as if signal %d had ended it".formatted(exitCode - ENDED_BY_SIGNAL) : "",
                        exception);
    }

    /** Returns the lines of output with their times; the caption says how the program ended. */
    @Override
    public Table table() {
        var times = LongColumn.create("after (ms)");
        var streams = StringColumn.create("stream");
        var texts = StringColumn.create("output");
        for (var line : output) {
            times.append(line.at().toMillis());
            streams.append(line.stdio().toString());
            texts.append(line.text());
        }
        var lost = linesLost == 0 ? "" : "; %,d more lines are not kept".formatted(linesLost);
        return Table.create(program + " " + ending() + lost, times, streams, texts);
    }

    /** Returns what each thread did at the deadline; without rows if the program ended by itself. */
    public Table threads() {
        var names = StringColumn.create("thread");
        var kinds = StringColumn.create("kind");
        var states = StringColumn.create("state");
        var places = StringColumn.create("at");
        var waits = StringColumn.create("waits for");
        var table = Table.create("threads of %s after %s".formatted(program, Seconds.of(took)));
        for (var known : dump.stream().toList()) {
            for (var thread : known.threads()) {
                names.append(thread.name());
                kinds.append(thread.virtual() ? "virtual" : "platform");
                states.append(thread.state().toString());
                places.append(thread.place());
                waits.append(known.waiting(thread).orElse("").replace("`", "")); // no code face in a table
            }
        }
        return table.addColumns(names, kinds, states, places, waits);
    }
}
