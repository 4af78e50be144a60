package interleave.trial;

import interleave.trial.flight.Cause;
import interleave.trial.flight.Flight;
import interleave.trial.flight.Lane;
import interleave.trial.flight.Recorded;
import interleave.trial.flight.State;
import interleave.trial.flight.TimelineWords;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What every thread did while some code ran: when it waited, on what, and for whom where that is known.
 *
 * {@snippet :
 * Timeline.of(() -> SpawnAndJoin.run(steps(4)))
 * }
 *
 * <p>Shown are the thread that calls, here named "caller", and the threads that began meanwhile. Of the threads that were
 * there before, such as those of a pool, nothing tells for whom they work: they are shown if one of the others waited for
 * them, and those of the JDK's common pool if they waited themselves. The JVM's own threads are hidden, among them those
 * that carry virtual threads.
 *
 * <p>It says what was recorded and no more. "Not waiting" is not "on a core": a thread that could run and has no core does
 * not wait, nor does one that reads a file. Short fights for a monitor are settled by spinning before any wait begins, and
 * leave no trace. JDK Flight Recorder hears of every wait of a platform thread once it is over; of a virtual thread it
 * hears of {@code Thread.sleep}, of {@code Object.wait} (when it ended, and since when only if it timed out), and of what
 * this library's own operations tell; the rest of its life is "not recorded".
 *
 * <p>A thread is named with a wait where one is known, and no more is said of it than that. JDK Flight Recorder tells who
 * held a monitor last, just before the waiting thread got it: "last held by". This library's own operations tell who held
 * the primitive "when the wait began". Who held it in between is not known, nor who held a lock of the JDK.
 *
 * <p>A wait that is not over is in no recording. Of threads that wait at the end it is told on what, for whom, and whether
 * they are in a deadlock; since when is not known, so what lies after their last finished wait is "not recorded". An action
 * that waits for threads in a deadlock does not return by itself: interrupt it, or let it wait for a time only.
 *
 * <p>Immutable. Times are nanoseconds after the beginning of the action; added to {@link #startNanos()} they are readings
 * of {@link System#nanoTime()}.
 */
public final class Timeline implements Tabular {

    private final Recorded recorded;
    private final long startNanos;
    private final Object value;
    private final Throwable failure;

    private Timeline(Recorded recorded, long startNanos, Object value, Throwable failure) {
        this.recorded = recorded;
        this.startNanos = startNanos;
        this.value = value;
        this.failure = failure;
    }

    /** Code that returns nothing and may throw anything. */
    @FunctionalInterface
    public interface Action {

        /** Runs the code. */
        void run() throws Exception;
    }

    /**
     * Runs an action on this thread and returns what the threads did meanwhile, and the action's value.
     *
     * <p>It takes as long as the action and some tenths of a second; the first recording of a JVM takes a few more to
     * start. Whatever the action throws is part of the timeline, and nothing that was recorded is lost. If that is an
     * {@link InterruptedException}, or if this thread is interrupted after the action, its flag is set on return. Other
     * timelines may run at the same time, also inside the action.
     *
     * @throws IllegalStateException if this JVM cannot record, or the recording cannot be read; the message says why and what
     *     to do, and what the action has thrown is among its suppressed
     */
    public static Timeline of(Callable<?> action) {
        Objects.requireNonNull(action, "Timeline.of(null): pass what to run, as () -> program()");
        return of(action, action.getClass().getClassLoader());
    }

    /** Runs an action that returns nothing as {@link #of(Callable)} does. */
    public static Timeline of(Action action) {
        Objects.requireNonNull(action, "Timeline.of(null): pass what to run, as () -> program()");
        return of(
                () -> {
                    action.run();
                    return null;
                },
                action.getClass().getClassLoader());
    }

    private static Timeline of(Callable<?> action, ClassLoader loader) {
        try (var flight = Flight.start()) {
            Object value = null;
            Throwable failure = null;
            long begin = flight.begin();
            try {
                value = action.call();
            } catch (Throwable thrown) { // an Error too: what was recorded up to it is of most use then
                failure = thrown;
            }
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt(); // whatever becomes of the recording
            }
            try {
                return new Timeline(flight.end(begin, loader), begin, value, failure);
            } catch (RuntimeException | Error e) {
                if (failure != null && !failure.equals(e)) {
                    e.addSuppressed(failure);
                }
                throw e;
            }
        }
    }

    /** Returns what each thread did: the caller first, then the others in the order of their start. */
    public List<Lane> lanes() {
        return recorded.lanes();
    }

    /** Returns how long the action took, the recording included. */
    public Duration took() {
        return Duration.ofNanos(recorded.nanos());
    }

    /** Returns the beginning of the action, a reading of {@link System#nanoTime()}. */
    public long startNanos() {
        return startNanos;
    }

    /** Returns what the action returned; empty if that was nothing, or it threw. */
    public Optional<Object> value() {
        return Optional.ofNullable(value);
    }

    /** Returns what the action threw. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Returns in one sentence, without a full stop, what there is to see. */
    public String finding() {
        return TimelineWords.finding(recorded);
    }

    /** Returns what a reader has to know to read it right, a sentence each, without full stops; mostly there is nothing. */
    public List<String> remarks() {
        return TimelineWords.remarks(recorded, failure());
    }

    /** Returns one row for each thread: how long it lived and waited, how often, and why. */
    @Override
    public Table table() {
        var threads = StringColumn.create("thread");
        var kinds = StringColumn.create("kind");
        var lived = DoubleColumn.create("there for (ms)");
        var waited = DoubleColumn.create("waited (ms)");
        var shares = DoubleColumn.create("waited (%)");
        var waits = LongColumn.create("waits");
        var longest = DoubleColumn.create("longest wait (ms)");
        var mostly = StringColumn.create("mostly");
        var unknown = DoubleColumn.create("not recorded (ms)");
        var ends = StringColumn.create("at the end");
        for (var lane : lanes()) {
            threads.append(lane.thread());
            kinds.append(lane.virtual() ? "virtual" : "platform");
            lived.append(millis(lane.lived()));
            waited.append(millis(lane.waited()));
            shares.append(Math.round(lane.share() * 1000) / 10.0);
            waits.append(lane.waits());
            longest.append(millis(lane.longest()));
            mostly.append(lane.mostly().map(Cause::words).orElse(""));
            unknown.append(millis(lane.unknown()));
            ends.append(lane.atEnd().orElse(""));
        }
        var table = Table.create(
                "What each thread did in " + TimelineWords.time(recorded.nanos()),
                threads,
                kinds,
                lived,
                waited,
                shares,
                waits,
                longest,
                mostly);
        if (lanes().stream().anyMatch(lane -> lane.unknown() > 0)) {
            table.addColumns(unknown);
        }
        if (lanes().stream().anyMatch(lane -> lane.atEnd().isPresent())) {
            table.addColumns(ends);
        }
        return table;
    }

    /** Returns one row for each wait, or for each group of waits that are kept as one. */
    public Table waits() {
        var threads = StringColumn.create("thread");
        var states = StringColumn.create("state");
        var causes = StringColumn.create("waited");
        var from = DoubleColumn.create("from (ms)");
        var to = DoubleColumn.create("to (ms)");
        var counts = LongColumn.create("waits");
        for (var lane : lanes()) {
            lane.intervals().stream().filter(interval -> interval.waits() > 0).forEach(wait -> {
                threads.append(lane.thread());
                states.append(wait.state().toString());
                causes.append(wait.state() == State.SLEEPING ? "" : wait.cause().words());
                from.append(millis(wait.from()));
                to.append(millis(wait.to()));
                counts.append(wait.waits());
            });
        }
        return Table.create("Waits of all threads", threads, states, causes, from, to, counts);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
