package interleave.trial;

import java.util.Optional;
import tech.tablesaw.api.Table;

/** A result that shows itself as a table, or as a picture of it: what a program of the lower floors returns to a cell. */
public interface Tabular {

    /** Returns the result as a new table; its name is the table's caption and says what was counted or timed. */
    Table table();

    /** Returns how the table makes a picture; empty if the table says it as well, which is so unless overridden. */
    default Optional<Sketch> sketch() {
        return Optional.empty();
    }
}
