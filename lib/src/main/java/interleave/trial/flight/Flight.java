package interleave.trial.flight;

import interleave.trial.child.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;

/**
 * A flight recording of this JVM while the calling thread runs something. Several may run at once, in each other too: each
 * has a recording and marks of its own.
 *
 * <p>Belongs to the thread that starts it, which also ends it. What reads and writes files runs on a thread of its own, so
 * that an interrupt spoils no file; it is kept for the caller. Files lie in the folder for temporary files until the
 * flight is closed, about 256 megabytes at most: the recording keeps half of that, beyond which its oldest part is dropped,
 * and is copied to be read. The JVM's own folder for recordings stays, empty, until the JVM ends.
 */
public final class Flight implements AutoCloseable {

    /** The name of the threads that read and write for a flight. */
    static final String THREAD = "interleave-timeline";

    private static final long MOST_BYTES = 128L << 20;

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
     * @param loader which knows the classes that the action knows
     * @throws IllegalStateException if the recording cannot be written or read
     */
    public Recorded end(long begin, ClassLoader loader) {
        long end = System.nanoTime();
        Clock.mark(number, true);
        var caller = Thread.currentThread();
        return apart(() -> {
            var atEnd = AtEnd.now();
            stop();
            Path file = null;
            try {
                file = Files.createTempFile(
                        "interleave-timeline-%d-"
                                .formatted(ProcessHandle.current().pid()),
                        ".jfr");
                recording.dump(file);
                return new Reader(number, caller, begin, end, atEnd, loader).read(file);
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

    private void stop() {
        try {
            recording.stop();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "no timeline, because something else in this JVM ended its recording: %s".formatted(e.getMessage()),
                    e);
        }
    }

    /** Ends the recording, if it runs, and removes what it has written. Throws only if no thread can be started for it. */
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
        var thread = Thread.ofPlatform().daemon().name(THREAD).start(task);
        Uninterrupted.join(thread);
        try {
            return task.get(); // at once, and without a look at the flag
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case IOException cause -> throw new UncheckedIOException(cause);
                default -> throw new IllegalStateException(e.getCause());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the task has ended", e);
        }
    }
}
