package interleave.trial;

import java.util.Objects;

/**
 * How a table makes a picture of lines. It names columns and draws nothing: this floor knows no chart.
 *
 * @param title what the picture shows, in a few words: the finding
 * @param subtitle what was measured, how often, what the range is, and which direction is better
 * @param x the column across; its name holds its unit
 * @param y the column upwards
 * @param unit what one of {@code y} is
 * @param low the column with the lower end of each point's range; a point may have none
 * @param high the column with the upper end
 * @param series the column whose values tell the lines apart
 * @param scale how the axes are divided
 */
public record Sketch(
        String title,
        String subtitle,
        String x,
        String y,
        String unit,
        String low,
        String high,
        String series,
        Scale scale) {

    /** How axes are divided. */
    public enum Scale {
        /** Equal steps are equally far apart. */
        LINEAR,
        /** Equal factors are equally far apart, on both axes. */
        LOGARITHMIC
    }

    /** Refuses a picture without its words. */
    public Sketch {
        Objects.requireNonNull(scale, "a picture needs a scale");
        if (title.isBlank() || unit.isBlank()) {
            throw new IllegalArgumentException("a picture needs a title and a unit");
        }
    }
}
