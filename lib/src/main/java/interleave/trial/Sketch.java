package interleave.trial;

import java.util.Objects;
import java.util.Optional;

/**
 * How a table makes a picture of lines. It names columns and draws nothing: this floor knows no chart.
 *
 * @param x the column across
 * @param y the column upwards
 * @param low the column with the lower end of each point's range
 * @param high the column with the upper end
 * @param series the column whose values tell the lines apart
 * @param level a level that the lines are compared with
 * @param subtitle what was measured, how often, and what the range is
 */
public record Sketch(Axis x, Axis y, String low, String high, String series, Optional<Level> level, String subtitle) {

    /** Refuses a picture without its columns. */
    public Sketch {
        Objects.requireNonNull(x, "a picture needs a column across");
        Objects.requireNonNull(y, "a picture needs a column upwards");
    }

    /**
     * One axis.
     *
     * @param column the column of the table that it shows
     * @param unit what one of it is
     * @param log whether equal factors, not equal steps, are equally far apart
     */
    public record Axis(String column, String unit, boolean log) {

        /** Returns an axis of equal steps. */
        public static Axis linear(String column, String unit) {
            return new Axis(column, unit, false);
        }

        /** Returns an axis of equal factors. */
        public static Axis log(String column, String unit) {
            return new Axis(column, unit, true);
        }
    }

    /**
     * A level across the whole picture.
     *
     * @param value where it lies on the axis upwards
     * @param label what lies there
     */
    public record Level(double value, String label) {}
}
