package interleave.workload.log;

import interleave.trial.Tabular;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tech.tablesaw.api.Table;

/**
 * What a log, or a part of one, holds. A value; the summaries of the slices of a file add up to that of the file.
 *
 * <p>It always holds that lines = entries + continuations, and that entries = the sum over the severities + unknown =
 * the sum over the formats + unknown.
 *
 * @param lines how many lines there are
 * @param entries how many of them begin an entry, those of unknown format included
 * @param continuations how many of them belong to the entry above
 * @param unknown how many entries are of unknown format and so have no severity
 * @param severities the number of entries by severity; all of 1 to 5 are keys
 * @param formats the number of entries by format; only formats that occur are keys, and never the unknown
 * @param replaced how many characters stand for damaged bytes
 */
public record LogSummary(
        long lines,
        long entries,
        long continuations,
        long unknown,
        Map<Integer, Long> severities,
        Map<LogFormat, Long> formats,
        long replaced)
        implements Tabular {

    /** The summary of nothing: where adding begins. */
    public static final LogSummary EMPTY = new Tally().summary();

    /**
     * Makes a summary that keeps the equations above.
     *
     * @throws IllegalArgumentException if the numbers contradict one another
     */
    public LogSummary {
        severities = Collections.unmodifiableMap(new TreeMap<>(severities));
        EnumMap<LogFormat, Long> ordered = new EnumMap<>(LogFormat.class);
        ordered.putAll(formats);
        formats = Collections.unmodifiableMap(ordered);
        boolean accounted = lines == entries + continuations
                && entries == sum(severities) + unknown
                && entries == sum(formats) + unknown;
        if (!accounted) {
            throw new IllegalArgumentException("the numbers contradict one another: " + lines + " lines, " + entries
                    + " entries, " + continuations + " continuations, " + unknown + " unknown, by severity "
                    + severities + ", by format " + formats);
        }
    }

    /** Returns the summary of both parts together. */
    public LogSummary plus(LogSummary other) {
        Map<Integer, Long> bySeverity = new TreeMap<>(severities);
        other.severities.forEach((severity, count) -> bySeverity.merge(severity, count, Long::sum));
        Map<LogFormat, Long> byFormat = new EnumMap<>(LogFormat.class);
        byFormat.putAll(formats);
        other.formats.forEach((format, count) -> byFormat.merge(format, count, Long::sum));
        return new LogSummary(
                lines + other.lines,
                entries + other.entries,
                continuations + other.continuations,
                unknown + other.unknown,
                bySeverity,
                byFormat,
                replaced + other.replaced);
    }

    /** Returns how many entries have this severity, 1 to 5. */
    public long severity(int severity) {
        Long count = severities.get(severity);
        if (count == null) {
            throw new IllegalArgumentException("severity is 1 to 5, not " + severity);
        }
        return count;
    }

    /** Returns the entries by severity, and those without one, as a table; its name states the totals. */
    @Override
    public Table table() {
        return SummaryTable.of(this);
    }

    /** Returns the totals in one line: lines, entries, continuations. */
    String totals() {
        return String.format(Locale.ROOT, "%,d lines: %,d entries, %,d continuations", lines, entries, continuations);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
