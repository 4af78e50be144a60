package interleave.trial;

import java.time.Duration;
import java.util.List;
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
 */
public record SandboxResult(
        String program, boolean ended, int exitCode, Duration took, List<Line> output, long linesLost)
        implements Tabular {

    /**
     * One line of output.
     *
     * @param at when it was complete, counted from the start of the child
     * @param text the line without its end, at most two thousand characters of it
     */
    public record Line(Duration at, String text) {}

    /** Keeps a copy of the lines. */
    public SandboxResult {
        output = List.copyOf(output);
    }

    /** Returns the ending in one sentence. */
    public String ending() {
        return ended
                ? "ended by itself after %s with exit code %d".formatted(Seconds.of(took), exitCode)
                : "did not end within %s and was stopped".formatted(Seconds.of(took));
    }

    /** Returns the lines of output with their times; the caption says how the program ended. */
    @Override
    public Table table() {
        var times = LongColumn.create("after (ms)");
        var texts = StringColumn.create("output");
        for (var line : output) {
            times.append(line.at().toMillis());
            texts.append(line.text());
        }
        var lost = linesLost == 0 ? "" : "; %,d more lines are not kept".formatted(linesLost);
        return Table.create(program + " " + ending() + lost, times, texts);
    }
}
