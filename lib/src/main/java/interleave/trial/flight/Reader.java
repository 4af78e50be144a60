package interleave.trial.flight;

import interleave.event.Parking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Reads the events of one recording, each once, into what is known of each thread.
 *
 * <p>Belongs to the thread that reads. However many events there are, at most {@value #MOST_WAITS} waits are kept: beyond
 * that, neighbours are merged, ever coarser. Of more than {@value #MOST_THREADS} threads the first are kept.
 */
final class Reader {

    static final String MONITOR_ENTER = "jdk.JavaMonitorEnter";
    static final String MONITOR_WAIT = "jdk.JavaMonitorWait";
    static final String PARK = "jdk.ThreadPark";
    static final String SLEEP = "jdk.ThreadSleep";
    static final String THREAD_START = "jdk.ThreadStart";
    static final String THREAD_END = "jdk.ThreadEnd";
    static final String VIRTUAL_START = "jdk.VirtualThreadStart";
    static final String VIRTUAL_END = "jdk.VirtualThreadEnd";
    static final String LOSS = "jdk.DataLoss";
    static final String OWN_WAIT = Parking.EVENT;

    private static final long MILLISECOND = 1_000_000;
    private static final int MOST_WAITS = 200_000;
    private static final int MOST_THREADS = 20_000;
    private static final long FINEST_GRAIN = 1_000;
    private static final long COARSEST_GRAIN = 3_600_000_000_000L;

    private final long flight;
    private final Thread caller;
    private final long begin;
    private final long end;
    private final Map<Long, AtEnd> atEnd;
    private final ClassLoader loader;

    private final Clock clock = new Clock();
    private final Map<Long, ThreadTrace> threads = new HashMap<>();
    /** Of each class that somebody waited on in {@code Object.wait}, whether it is a thread's. */
    private final Map<String, Boolean> threadTypes = new HashMap<>();

    private long waits;
    private long grain = FINEST_GRAIN;
    private long bytesLost;
    private long threadsNotKept;
    private long earliest = Long.MAX_VALUE;

    Reader(long flight, Thread caller, long begin, long end, Map<Long, AtEnd> atEnd, ClassLoader loader) {
        this.flight = flight;
        this.caller = caller;
        this.begin = begin;
        this.end = end;
        this.atEnd = atEnd;
        this.loader = loader;
    }

    Recorded read(Path file) throws IOException {
        try (var events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                take(events.readEvent());
            }
        }
        clock.settle();
        long lostUntil = clock.hasBeginning() ? begin : Math.clamp(clock.nanos(earliest), begin, end);
        return new Lanes(clock, caller, begin, end, lostUntil, bytesLost, atEnd, threads).recorded(threadsNotKept);
    }

    private void take(RecordedEvent event) {
        var type = event.getEventType().getName();
        earliest = Math.min(earliest, Times.nanos(event.getEndTime()));
        switch (type) {
            case Clock.EVENT -> {
                if (event.getLong("flight") == flight) {
                    clock.add(event);
                }
            }
            case LOSS -> bytesLost += event.getLong("amount");
            case THREAD_START -> start(event, event.getThread("thread"), event.getThread("parentThread"));
            case VIRTUAL_START -> start(event, event.getThread(), null);
            case THREAD_END, VIRTUAL_END -> {
                var trace = trace(event.getThread());
                if (trace != null) {
                    trace.ends(Times.nanos(event.getStartTime()));
                }
            }
            case MONITOR_ENTER -> wait(event, State.BLOCKED, "monitorClass", "previousOwner");
            case MONITOR_WAIT -> wait(event, State.WAITING, "monitorClass", "notifier");
            case PARK -> wait(event, State.PARKED, "parkedClass", null);
            case SLEEP -> wait(event, State.SLEEPING, null, null);
            case OWN_WAIT -> wait(event, State.PARKED, "on", "owner");
            default -> {}
        }
    }

    private void start(RecordedEvent event, RecordedThread thread, RecordedThread parent) {
        var trace = trace(thread);
        if (trace == null) {
            threadsNotKept++;
        } else {
            trace.starts(Times.nanos(event.getStartTime()), trace(parent));
        }
    }

    private void wait(RecordedEvent event, State state, String on, String whom) {
        var trace = trace(event.getThread());
        if (trace == null) {
            return;
        }
        RecordedClass type = on == null ? null : event.getClass(on);
        RecordedThread other = whom == null ? null : event.getThread(whom);
        boolean own = event.getEventType().getName().equals(OWN_WAIT);
        long to = Times.nanos(event.getEndTime());
        long from = to - event.getDuration().toNanos();
        if (state == State.WAITING && trace.isVirtual() && to - from < MILLISECOND && event.getBoolean("timedOut")) {
            // JDK 25 writes this event when a virtual thread comes back, as if it had not waited; it waited to its
            // limit.
            from = to - event.getLong("timeout") * MILLISECOND;
        }
        var id = other == null ? "" : Long.toString(other.getJavaThreadId());
        var cause = state == State.WAITING && type != null && isThread(type.getName())
                ? Cause.join(id)
                : new Cause(
                        state,
                        own ? event.getString("operation") : "",
                        type == null ? "" : TypeNames.shown(type.getName()),
                        id);
        waits -= trace.waits().size();
        trace.waits().add(Interval.wait(cause, from, to), own);
        waits += trace.waits().size();
        while (waits > MOST_WAITS && grain < COARSEST_GRAIN) {
            grain *= 4;
            threads.values().forEach(each -> each.waits().compact(grain));
            waits = threads.values().stream()
                    .mapToLong(each -> each.waits().size())
                    .sum();
        }
    }

    /** Whether who waits on an object of this class waits for the end of a thread: {@code join} is such a wait. */
    private boolean isThread(String type) {
        return threadTypes.computeIfAbsent(type, name -> {
            try {
                return Thread.class.isAssignableFrom(Class.forName(name, false, loader));
            } catch (ClassNotFoundException | LinkageError e) {
                return false; // none that the action can name
            }
        });
    }

    /** Returns what is known of a thread; {@code null} if it is none of Java's, or one too many. */
    private ThreadTrace trace(RecordedThread thread) {
        if (thread == null || thread.getJavaThreadId() <= 0) {
            return null;
        }
        var known = threads.get(thread.getJavaThreadId());
        if (known == null && threads.size() < MOST_THREADS) {
            known = ThreadTrace.of(thread);
            threads.put(thread.getJavaThreadId(), known);
        }
        return known;
    }
}
