package interleave.trial;

import tech.tablesaw.api.Table;

/** A result that shows itself as a table: what a program of the lower floors returns to a cell. */
public interface Tabular {

    /** Returns the result as a new table; its name is the table's caption and says what was counted or timed. */
    Table table();
}
