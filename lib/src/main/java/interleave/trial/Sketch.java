package interleave.trial;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a table makes a picture. It names columns and draws nothing: this floor knows no chart.
 *
 * @param shape lines or dots
 * @param title what the picture shows, in a few words: the finding
 * @param subtitle what was measured, how often, what the range is, and which direction is better
 * @param x the column across, whose name holds its unit; for dots a column of numbers, or a column of names with a
 *     lane for each
 * @param y the column of the value
 * @param unit what one of {@code y} is
 * @param range the columns with the ends of each point's range, if there are ranges; a point may have none
 * @param series the column whose values tell lines apart, or empty for one line
 * @param scale how the axes are divided
 * @param level a level to compare dots with
 */
public record Sketch(
        Shape shape,
        String title,
        String subtitle,
        String x,
        String y,
        String unit,
        Optional<Range> range,
        String series,
        Scale scale,
        Optional<Level> level) {

    /** What stands for a row of the table. */
    public enum Shape {
        /** A point of a line. */
        LINES,
        /** A dot. */
        DOTS
    }

    /** How axes are divided. */
    public enum Scale {
        /** Equal steps are equally far apart. */
        LINEAR,
        /** Equal factors are equally far apart, on every axis of numbers. */
        LOGARITHMIC
    }

    /**
     * Two columns.
     *
     * @param low the column with the lower ends
     * @param high the column with the upper ends
     */
    public record Range(String low, String high) {}

    /**
     * A line across the picture.
     *
     * @param value where it lies
     * @param label what lies there
     */
    public record Level(double value, String label) {}

    /** Refuses a picture without its words. */
    public Sketch {
        Objects.requireNonNull(shape, "a picture needs a shape");
        Objects.requireNonNull(scale, "a picture needs a scale");
        if (title.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("a picture needs a title and a unit");
        }
    }

    /** Returns lines over a column of numbers, each point with its range, a line for each value of a column. */
    public static Sketch lines(
            String title, String subtitle, String x, String y, String unit, Range range, String series) {
        return new Sketch(
                Shape.LINES, title, subtitle, x, y, unit, Optional.of(range), series, Scale.LINEAR, Optional.empty());
    }

    /** Returns dots over a column of numbers, compared with a level. */
    public static Sketch dots(String title, String subtitle, String x, String y, String unit, Level level) {
        return new Sketch(
                Shape.DOTS, title, subtitle, x, y, unit, Optional.empty(), "", Scale.LINEAR, Optional.of(level));
    }

    /** Returns dots in a lane for each value of a column, each with its range. */
    public static Sketch lanes(String title, String subtitle, String x, String y, String unit, Range range) {
        return new Sketch(
                Shape.DOTS, title, subtitle, x, y, unit, Optional.of(range), "", Scale.LINEAR, Optional.empty());
    }

    /** Returns the names of the columns that it needs. */
    Stream<String> columns() {
        return Stream.concat(
                        Stream.of(x, y, series), range.stream().flatMap(ends -> Stream.of(ends.low(), ends.high())))
                .filter(column -> !column.isEmpty());
    }

    /** Returns the same picture under other words. */
    Sketch titled(String otherTitle, String otherSubtitle) {
        return new Sketch(shape, otherTitle, otherSubtitle, x, y, unit, range, series, scale, level);
    }

    /** Returns the same picture with equal factors equally far apart. */
    public Sketch logarithmic() {
        return new Sketch(shape, title, subtitle, x, y, unit, range, series, Scale.LOGARITHMIC, level);
    }
}
