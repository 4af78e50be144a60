package interleave.lab.plot;

/**
 * The rectangle of the picture in which plots stand, in pixels from the top left.
 *
 * <p>Plotly's paper coordinates run from 0 at its left and bottom to 1 at its right and top.
 */
record Frame(double left, double top, double right, double bottom) {

    double x(double paper) {
        return left + paper * (right - left);
    }

    double y(double paper) {
        return bottom - paper * (bottom - top);
    }
}
