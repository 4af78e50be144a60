package interleave.trial.jmh;

import java.io.Serializable;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** What the child JVM tells while it measures, in the order in which it happens. */
sealed interface Event extends Serializable {

    /** JMH starts the next leg; the first of its forks comes next. */
    record LegStarted() implements Event {}

    /**
     * A fork starts an iteration.
     *
     * @param warmup whether the iteration is not counted
     * @param number which it is of its kind, from 1
     */
    record IterationStarted(boolean warmup, int number) implements Event {}

    /**
     * A fork has ended an iteration.
     *
     * @param score what it measured, in JMH's unit
     */
    record IterationEnded(double score, String unit) implements Event {}

    /** The benchmark has printed a line. */
    record Printed(String line) implements Event {}

    /**
     * The benchmark has printed so much that not each line is told.
     *
     * @param lines the last of the leg by now
     */
    record PrintedLast(List<String> lines) implements Event {

        /** Keeps a copy. */
        public PrintedLast {
            lines = List.copyOf(lines);
        }
    }

    /** All forks of a leg have ended. */
    record LegEnded(RunResult result) implements Event {}

    /**
     * JMH gave up, and the child ends.
     *
     * @param trace what was thrown, as a stack trace prints it
     */
    record Failed(String trace) implements Event {}

    /** The child writes nothing any more: it has ended. */
    record Closed() implements Event {}
}
