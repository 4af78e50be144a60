package interleave.lab;

import interleave.lab.plot.Markup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the panels of a chart stand: small multiples on common scales, each under its name. One panel without a name is
 * the plain chart.
 */
record Facets(List<String> names, int across, int rowsInside) {

    /** Share of the figure between two panels. */
    private static final double GAP_ACROSS = 0.09;

    /** Pixels between two panels, for the axis and the next name. */
    private static final int GAP_DOWN = 64;
    /** Pixels above and below all panels. */
    private static final int AROUND = 170;

    /** Returns panels one below the other, each with so many rows. */
    static Facets below(List<String> names, int rowsInside) {
        return new Facets(names, 1, rowsInside);
    }

    /** Returns panels two by two. */
    static Facets beside(List<String> names) {
        return new Facets(names, Math.min(2, names.size()), 0);
    }

    /** Returns the axes of a panel's traces. */
    static Map<String, String> axes(int panel) {
        var number = panel == 0 ? "" : String.valueOf(panel + 1);
        return Map.of("xaxis", "x" + number, "yaxis", "y" + number);
    }

    /** Returns the height of the figure if a row inside a panel takes so many pixels. */
    int height(int row) {
        return AROUND + down() * Math.max(70, row * rowsInside) + (down() - 1) * GAP_DOWN;
    }

    /** Returns the height of the figure if a panel takes so many pixels. */
    int heightOf(int panel) {
        return AROUND + down() * panel + (down() - 1) * GAP_DOWN;
    }

    private int down() {
        return (names.size() + across - 1) / across;
    }

    /** Returns the axes and the names of the panels. */
    Map<String, Object> layout(String xTitle, String yTitle, Map<String, ?> x, Map<String, ?> y) {
        var layout = new LinkedHashMap<String, Object>();
        var titles = new ArrayList<Map<String, ?>>();
        double width = (1 - GAP_ACROSS * (across - 1)) / across;
        double gap = down() == 1 ? 0 : (double) GAP_DOWN / (down() * 160);
        double height = (1 - gap * (down() - 1)) / down();
        for (int panel = 0; panel < names.size(); panel++) {
            int column = panel % across;
            int row = panel / across;
            var number = panel == 0 ? "" : String.valueOf(panel + 1);
            double left = column * (width + GAP_ACROSS);
            double top = 1 - row * (height + gap);
            var xAxis = new LinkedHashMap<String, Object>(x);
            var yAxis = new LinkedHashMap<String, Object>(y);
            if (names.size() > 1) {
                xAxis.put("domain", List.of(left, left + width));
                yAxis.put("domain", List.of(top - height, top));
                xAxis.put("anchor", "y" + number);
                yAxis.put("anchor", "x" + number);
                if (panel > 0) {
                    xAxis.put("matches", "x");
                    yAxis.put("matches", "y");
                }
            }
            boolean lowest = panel + across >= names.size();
            if (lowest && !xTitle.isEmpty()) {
                xAxis.put("title", Map.of("text", xTitle));
            }
            if (column == 0 && !yTitle.isEmpty()) {
                yAxis.put("title", Map.of("text", yTitle));
            }
            layout.put("xaxis" + number, xAxis);
            layout.put("yaxis" + number, yAxis);
            if (!names.get(panel).isEmpty()) {
                titles.add(title(names.get(panel), left, top));
            }
        }
        if (!titles.isEmpty()) {
            layout.put("annotations", titles);
        }
        return layout;
    }

    private static Map<String, ?> title(String name, double left, double top) {
        var title = new LinkedHashMap<String, Object>();
        title.put("text", "<b>" + Markup.literal(name) + "</b>");
        title.putAll(Map.of("xref", "paper", "yref", "paper", "x", left, "y", top));
        title.putAll(Map.of("xanchor", "left", "yanchor", "bottom", "showarrow", false));
        return title;
    }
}
