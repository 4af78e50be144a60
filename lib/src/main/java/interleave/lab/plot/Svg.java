package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Draws a figure as a picture, without a browser and without fonts: what is seen where no script runs.
 *
 * <p>The picture shows what plotly shows of the same JSON: the same ranges, ticks, colours and places. It has a white
 * paper of its own, so it reads on any page. Kinds that it cannot draw are named in it. More than a few thousand marks
 * are thinned, which the picture says. Equal JSON gives equal pictures.
 */
public final class Svg {

    private Svg() {}

    /**
     * Returns the picture of a figure as an SVG document.
     *
     * @param figure what {@link PlotlyJson#of} returns
     */
    public static String of(JsonNode figure) {
        return new Picture(figure).draw(Caption.of(figure, Optional.empty()).title());
    }
}
