package interleave.trial.flight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import jdk.jfr.Recording;

/**
 * A flight recording of this JVM while the calling thread runs something. Several may run at once, in each other too: each
 * has a recording and marks of its own.
 *
 * <p>Belongs to the thread that starts it, which also ends it. What reads and writes files runs on a thread of its own, so
 * that an interrupt spoils no file; it is kept for the caller. Files lie in the folder for temporary files until the
 * flight is closed, at most 256 megabytes: beyond that the oldest part is dropped.
 */
public final class Flight implements AutoCloseable {

    /** The name of the threads that read and write for a flight. */
    static final String THREAD = "interleave-timeline";

    private static final long MOST_BYTES = 256L << 20;

    private static final List<String> EVENTS = List.of(
            Reader.MONITOR_ENTER,
            Reader.MONITOR_WAIT,
            Reader.PARK,
            Reader.SLEEP,
            Reader.THREAD_START,
            Reader.THREAD_END,
            Reader.VIRTUAL_START,
            Reader.VIRTUAL_END,
            Reader.LOSS,
            Reader.OWN_WAIT,
            Clock.EVENT);

    private static final AtomicLong FLIGHTS = new AtomicLong();

    private final long number = FLIGHTS.incrementAndGet();
    private final Recording recording;

    private Flight(Recording recording) {
        this.recording = recording;
    }

    /**
     * Starts a recording. The first in a JVM takes up to a few seconds, the next some milliseconds.
     *
     * @throws IllegalStateException if this JVM cannot record: the message says why and what to do
     */
    public static Flight start() {
        return apart(() -> {
            Recording recording = null;
            try {
                recording = new Recording();
                recording.setName("timeline");
                recording.setMaxSize(MOST_BYTES);
                for (var event : EVENTS) {
                    recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
                }
                recording.start();
                return new Flight(recording);
            } catch (RuntimeException | LinkageError e) {
                if (recording != null) {
                    recording.close();
                }
                throw new IllegalStateException(
                        "no timeline, because this JVM cannot record: %s. A recording needs JDK Flight Recorder and a folder for temporary files in which it may write; that is %s, chosen by -Djava.io.tmpdir"
                                .formatted(e.getMessage(), System.getProperty("java.io.tmpdir")),
                        e);
            }
        });
    }

    /** Marks the beginning and returns it, a reading of {@link System#nanoTime()}. */
    public long begin() {
        Clock.mark(number, false);
        return System.nanoTime();
    }

    /**
     * Ends the recording and returns what the threads did.
     *
     * @param begin what {@link #begin()} returned
     * @throws IllegalStateException if the recording cannot be written or read
     */
    public Recorded end(long begin) {
        long end = System.nanoTime();
        Clock.mark(number, true);
        var caller = Thread.currentThread();
        return apart(() -> {
            var atEnd = threads();
            recording.stop();
            Path file = null;
            try {
                file = Files.createTempFile(
                        "interleave-timeline-%d-"
                                .formatted(ProcessHandle.current().pid()),
                        ".jfr");
                recording.dump(file);
                return new Reader(number, caller, begin, end, atEnd).read(file);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "no timeline, because the recording cannot be written to the folder for temporary files, %s: %s. Is it full? -Djava.io.tmpdir chooses another"
                                .formatted(System.getProperty("java.io.tmpdir"), e),
                        e);
            } finally {
                if (file != null) {
                    Files.deleteIfExists(file);
                }
            }
        });
    }

    /** Returns the platform threads that are alive, by their number. */
    private static Map<Long, ThreadInfo> threads() {
        var bean = ManagementFactory.getThreadMXBean();
        return Arrays.stream(bean.getThreadInfo(bean.getAllThreadIds(), 0))
                .filter(Objects::nonNull)
                .collect(Collectors.toMap(ThreadInfo::getThreadId, info -> info, (one, other) -> one, HashMap::new));
    }

    /** Ends the recording, if it runs, and removes what it has written. Never throws. */
    @Override
    public void close() {
        apart(() -> {
            recording.close();
            return true;
        });
    }

    /** Runs something on a thread of its own and waits for it; an interrupt is kept until it has ended. */
    private static <T> T apart(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(THREAD).start(task);
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case IOException cause -> throw new UncheckedIOException(cause);
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
