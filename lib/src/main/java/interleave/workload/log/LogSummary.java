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
     * Makes a summary that keeps the equations above. A severity that is left out is counted as 0, and a format that
     * does not occur is left out.
     *
     * @throws IllegalArgumentException if there is a severity other than 1 to 5, if the unknown is among the formats, or
     *     if the numbers contradict one another or are negative
     */
    public LogSummary {
        severities = allSeverities(severities);
        formats = occurring(formats);
        boolean negative =
                continuations < 0 || unknown < 0 || replaced < 0 || hasNegative(severities) || hasNegative(formats);
        boolean accounted = !negative
                && lines == entries + continuations
                && entries == sum(severities) + unknown
                && entries == sum(formats) + unknown;
        if (!accounted) {
            throw new IllegalArgumentException(
                    "the numbers contradict one another or are negative: " + lines + " lines, " + entries
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

    private static Map<Integer, Long> allSeverities(Map<Integer, Long> given) {
        Map<Integer, Long> all = new TreeMap<>();
        for (int severity = Severity.LOWEST; severity <= Severity.HIGHEST; severity++) {
            all.put(severity, 0L);
        }
        given.forEach((severity, count) -> {
            if (all.replace(severity, count) == null) {
                throw new IllegalArgumentException("severity is 1 to 5, not " + severity);
            }
        });
        return Collections.unmodifiableMap(all);
    }

    private static Map<LogFormat, Long> occurring(Map<LogFormat, Long> given) {
        if (given.containsKey(LogFormat.UNKNOWN)) {
            throw new IllegalArgumentException("entries of unknown format are counted by unknown, not by format");
        }
        Map<LogFormat, Long> occurring = new EnumMap<>(LogFormat.class);
        occurring.putAll(given);
        occurring.values().removeIf(count -> count == 0);
        return Collections.unmodifiableMap(occurring);
    }

    private static boolean hasNegative(Map<?, Long> counts) {
        return counts.values().stream().anyMatch(count -> count < 0);
    }

    private static long sum(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
