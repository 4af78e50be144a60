package interleave.trial.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * An order in which the threads of a program took their steps, one at a time. Immutable.
 *
 * @param threads the name of each thread, at least one
 * @param steps what they did, the earliest first
 */
public record Schedule(List<String> threads, List<Step> steps) {

    /** Keeps copies, and refuses a step of a thread that there is not. */
    public Schedule {
        threads = List.copyOf(threads);
        steps = List.copyOf(steps);
        for (var step : steps) {
            if (step.thread() >= threads.size()) {
                throw new IllegalArgumentException("step “%s” is one of thread %d, and there are %d threads"
                        .formatted(step.text(), step.thread(), threads.size()));
            }
        }
    }

    /** Starts a schedule of threads with these names, to which steps are added. */
    public static Builder of(String... threads) {
        return new Builder(List.of(threads));
    }

    /** Returns how often another thread went on than the one before. */
    public int switches() {
        int switches = 0;
        for (int i = 1; i < steps.size(); i++) {
            if (steps.get(i).thread() != steps.get(i - 1).thread()) {
                switches++;
            }
        }
        return switches;
    }

    /** Collects steps, for one thread that builds. */
    public static final class Builder {

        private final List<String> threads;
        private final List<Step> steps = new ArrayList<>();

        private Builder(List<String> threads) {
            this.threads = threads;
        }

        /** Adds a step that reads: {@code read("one", "hits", "0", "Increments.java:21")}. */
        public Builder read(String thread, String variable, String value, String place) {
            return step(thread, Step.Kind.READ, variable + " → " + value, place);
        }

        /** Adds a step that writes. */
        public Builder write(String thread, String variable, String value, String place) {
            return step(thread, Step.Kind.WRITE, variable + " = " + value, place);
        }

        /**
         * Adds a step.
         *
         * @throws IllegalArgumentException if there is no such thread
         */
        public Builder step(String thread, Step.Kind kind, String text, String place) {
            int index = threads.indexOf(thread);
            if (index < 0) {
                throw new IllegalArgumentException("There is no thread “%s”: %s".formatted(thread, threads));
            }
            steps.add(new Step(index, kind, 0, text, place));
            return this;
        }

        /** Returns the schedule with the steps so far. */
        public Schedule build() {
            return new Schedule(threads, steps);
        }
    }
}
