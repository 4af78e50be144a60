package interleave.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import tech.tablesaw.api.Table;

/**
 * What an experiment measured, as it is shown and kept.
 *
 * @param table the result; its name says what was counted or timed
 * @param sketch how the table makes a picture; empty where the table says it as well
 * @param raw every single measurement, by the name of what was measured, in the order of the rounds
 * @param disturbedBy what else used the processor meanwhile; empty if nothing did
 */
public record Evidence(
        Table table, Optional<Sketch> sketch, SequencedMap<String, List<Double>> raw, Optional<String> disturbedBy) {

    /** Refuses a picture of columns that the table has not, and keeps copies; the table is the evidence's own from now on. */
    public Evidence {
        sketch.stream().flatMap(Sketch::columns).forEach(column -> {
            if (!table.containsColumn(column)) {
                throw new IllegalArgumentException("its picture needs a column “%s”".formatted(column));
            }
        });
        var copy = new LinkedHashMap<String, List<Double>>();
        raw.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        raw = Collections.unmodifiableSequencedMap(copy);
    }

    /** Returns the evidence of an experiment that was not run. */
    static Evidence none() {
        return new Evidence(Table.create("nothing was run"), Optional.empty(), new LinkedHashMap<>(), Optional.empty());
    }
}
