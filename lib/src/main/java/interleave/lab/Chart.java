package interleave.lab;

import interleave.lab.plot.JsonFigure;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * A chart of a Tablesaw table as the chapters need it: a few words say which column is what, and the rules that make a
 * chart honest are part of the words. The value comes with its unit, the title is the finding, and whoever draws an
 * interval says in the subtitle what it is.
 *
 * {@snippet :
 * Chart.bars(table).category("benchmark").value("score", "µs per start").interval("low", "high")
 *         .title("A virtual thread starts faster than a platform thread")
 *         .subtitle("Mean of 5 forks with 99.9 % interval; less is better")
 * }
 *
 * <p>Column names are checked where they are given. Rows without a value are left out, and the subtitle counts them. A
 * chart reads the table when the figure is asked for and keeps no copy; it belongs to one thread.
 */
public abstract sealed class Chart permits ChartOf {

    /** The number of bars, rows or cells along an axis that can still be read. */
    static final int READABLE = 40;

    Chart() {}

    /** Returns horizontal bars, one a row of the table, the largest on top. */
    public static BarChart bars(Table table) {
        return new BarChart(known(table), "bars");
    }

    /** Returns horizontal bars in groups: a group for each category, a bar in it for each series. */
    public static BarChart groupedBars(Table table) {
        return new BarChart(known(table), "groupedBars");
    }

    /** Returns lines over a quantity, one for each series, with a band where an interval is given. */
    public static LineChart lines(Table table) {
        return new LineChart(known(table));
    }

    /** Returns dots: one a row in the table's order, or in lanes by category; a logarithmic axis and a line to compare with. */
    public static DotChart dots(Table table) {
        return new DotChart(known(table));
    }

    /** Returns boxes: median, quartiles and range of each category's rows. */
    public static BoxChart box(Table table) {
        return new BoxChart(known(table));
    }

    /** Returns a heat map: a colour and a number for each pair of two columns' values. */
    public static HeatChart heat(Table table) {
        return new HeatChart(known(table));
    }

    /**
     * Returns the chart as a figure, which any place that takes a {@code Figure} takes.
     *
     * @throws IllegalStateException if something is missing that the chart needs: the message says which word to add
     * @throws IllegalArgumentException if the table holds what cannot be drawn honestly: the message says which row and
     *     what to do
     */
    public abstract JsonFigure figure();

    /** Returns one sentence for those who cannot see the chart: what it shows and its extremes with their unit. */
    public final String description() {
        return figure().description().orElseThrow();
    }

    private static Table known(Table table) {
        return Objects.requireNonNull(table, "the table is null: give the table to draw");
    }
}
