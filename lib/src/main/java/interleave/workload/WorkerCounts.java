package interleave.workload;

import interleave.workload.log.LogEntry;
import interleave.workload.log.LogFormat;
import interleave.workload.log.Tally;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What a worker of {@link LogPipeline} counts, entry by entry. Owned by its thread. */
final class WorkerCounts {

    /** How many malformed entries are kept: enough to see what is wrong with them. */
    static final int KEPT = 5;

    private final Tally tally = new Tally();
    private final Map<String, Long> sources = new HashMap<>();

    /** The last one of those that are kept first: entries of several producers do not come in the order of their files. */
    private final PriorityQueue<LogEntry> malformed =
            new PriorityQueue<>(Comparator.comparingLong(LogEntry::id).reversed());

    void add(LogEntry entry) {
        tally.add(entry);
        entry.source().ifPresent(source -> sources.merge(source, 1L, Long::sum));
        if (entry.format() == LogFormat.UNKNOWN) {
            malformed.add(entry);
            if (malformed.size() > KEPT) {
                malformed.remove();
            }
        }
    }

    LogPipeline.Worker result(Waits waits) {
        return new LogPipeline.Worker(tally.summary(), sources, List.copyOf(malformed), waits);
    }
}
