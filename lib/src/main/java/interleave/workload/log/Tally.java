package interleave.workload.log;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Counts entries one by one, for the thread that owns it. */
public final class Tally {

    private final long[] severities = new long[Severity.HIGHEST + 1];
    private final Map<LogFormat, Long> formats = new EnumMap<>(LogFormat.class);
    private long lines;
    private long entries;
    private long unknown;
    private long replaced;

    /** Counts an entry. */
    public void add(LogEntry entry) {
        entries++;
        lines += entry.lines();
        replaced += entry.replaced();
        if (entry.severity().isPresent()) {
            severities[entry.severity().getAsInt()]++;
            formats.merge(entry.format(), 1L, Long::sum);
        } else {
            unknown++;
        }
    }

    /** Returns what has been counted so far. */
    public LogSummary summary() {
        Map<Integer, Long> bySeverity = new TreeMap<>();
        for (int severity = Severity.LOWEST; severity <= Severity.HIGHEST; severity++) {
            bySeverity.put(severity, severities[severity]);
        }
        return new LogSummary(lines, entries, lines - entries, unknown, bySeverity, formats, replaced);
    }
}
