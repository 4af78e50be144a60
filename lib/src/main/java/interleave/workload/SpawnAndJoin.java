package interleave.workload;

import interleave.trial.Steps;
import interleave.trial.Tabular;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Two threads that walk at the same time, each noting its own steps, until one waits for the other.
 *
 * <p>Each list of steps belongs to the thread that writes it. The waiting thread reads the other's list after
 * {@code join} has returned, never before: only then is everything that the other has written there to be seen.
 */
public final class SpawnAndJoin {

    private SpawnAndJoin() {}

    /**
     * Starts a thread that makes the given number of steps, makes half as many itself, and waits for the other.
     *
     * @throws InterruptedException if this thread is interrupted; the other ends its walk at once
     */
    public static Walk run(Steps steps) throws InterruptedException {
        var ownSteps = new ArrayList<Step>();
        // Belongs to the other thread until that is joined.
        var itsSteps = new ArrayList<Step>();
        long start = System.nanoTime();
        Runnable itsWalk = () -> walk("spawned", steps.count(), itsSteps, start);
        var spawned = Thread.ofPlatform().name("spawned").start(itsWalk);
        walk("main", steps.count() / 2, ownSteps, start);
        try {
            spawned.join();
        } finally {
            // Of use only if this thread gives up: then the other stops.
            spawned.interrupt();
        }
        return new Walk(Stream.concat(itsSteps.stream(), ownSteps.stream())
                .sorted(Comparator.comparingLong(Step::nanos))
                .toList());
    }

    private static void walk(String thread, int count, List<Step> steps, long start) {
        for (int number = 1; number <= count && pause(); number++) {
            steps.add(new Step(thread, number, System.nanoTime() - start));
        }
    }

    /** Rests for a millisecond; returns false if interrupted, and leaves the flag for the caller of the walk. */
    private static boolean pause() {
        try {
            Thread.sleep(1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * One step of one thread.
     *
     * @param thread which thread made it
     * @param number counted from one in each thread
     * @param nanos when, counted from the start of the program
     */
    public record Step(String thread, int number, long nanos) {}

    /**
     * The steps of both threads.
     *
     * @param steps in the order in which they were made
     */
    public record Walk(List<Step> steps) implements Tabular {

        /** Keeps a copy of the steps. */
        public Walk {
            steps = List.copyOf(steps);
        }

        /** Returns one row for each step, with a column for each thread. */
        @Override
        public Table table() {
            var times = Decimals.column("after (ms)", 2);
            var main = StringColumn.create("main thread");
            var spawned = StringColumn.create("spawned thread");
            for (var step : steps) {
                times.append(step.nanos() / 1e6);
                main.append(step.thread().equals("main") ? "step " + step.number() : "");
                spawned.append(step.thread().equals("main") ? "" : "step " + step.number());
            }
            return Table.create("Steps of two threads, in the order in which they were made", times, main, spawned);
        }
    }
}
