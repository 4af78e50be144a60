package interleave.trial.schedule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Schedules of one program, to be gone through step by step side by side. Immutable.
 *
 * @param title what they show
 * @param runs the schedules, at least one
 */
public record ScheduleSteps(String title, List<Run> runs) {

    /**
     * A schedule, and the variables to be watched.
     *
     * @param title how it ends
     * @param schedule the steps; each that writes a watched variable says so as {@code count = 1}
     * @param start the watched variables and their values before the first step, in the order in which they are shown
     */
    public record Run(String title, Schedule schedule, Map<String, String> start) {

        /** Keeps a copy in the same order. */
        public Run {
            start = Collections.unmodifiableMap(new LinkedHashMap<>(start));
        }

        /** Returns the values of the watched variables after each step. */
        public List<Map<String, String>> states() {
            var states = new ArrayList<Map<String, String>>();
            var now = new LinkedHashMap<>(start);
            for (var step : schedule.steps()) {
                int equals = step.text().indexOf(" = ");
                if (step.kind() == Step.Kind.WRITE && equals > 0) {
                    now.computeIfPresent(
                            step.text().substring(0, equals),
                            (name, old) -> step.text().substring(equals + 3));
                }
                states.add(new LinkedHashMap<>(now));
            }
            return states;
        }
    }

    /** Keeps a copy, and refuses to show nothing. */
    public ScheduleSteps {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("there is no schedule to go through");
        }
    }
}
