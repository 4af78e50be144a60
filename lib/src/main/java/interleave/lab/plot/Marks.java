package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;

/** What one trace draws between its two axes. */
interface Marks {

    /** The most marks that a trace draws; beyond it only some are drawn, and the picture says so. */
    int MOST = 3000;

    /** Tells the axes what they have to reach. */
    void reach();

    /** Draws; the axes are placed. */
    void draw(Drawing out);

    /** Returns how many marks there are for each one that is drawn. */
    default int thinned() {
        return 1;
    }

    /** Returns a colour of the trace, or of one of its points where each has its own. */
    static String colour(JsonNode given, int point, String otherwise) {
        var one = given.isArray() ? given.path(point) : given;
        return one.isTextual() ? one.asText() : otherwise;
    }

    /** Returns a number of the trace, or of one of its points where each has its own. */
    static double number(JsonNode given, int point, double otherwise) {
        var one = given.isArray() ? given.path(point) : given;
        return one.isNumber() ? one.asDouble() : otherwise;
    }

    /** Returns the value at an index, or that of an array that counts by itself: {@code x0 + i * dx}. */
    static JsonNode value(JsonNode trace, String name, int index) {
        var values = trace.path(name);
        return values.isArray()
                ? values.path(index)
                : Json.number(trace.path(name + "0").asDouble(0)
                        + index * trace.path("d" + name).asDouble(1));
    }

    static int length(JsonNode trace) {
        int x = trace.path("x").size();
        int y = trace.path("y").size();
        return x == 0 ? y : y == 0 ? x : Math.min(x, y);
    }
}
