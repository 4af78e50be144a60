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
record Facets(List<String> names, int across, int panelHeight) {

    /** Share of the width between two panels. */
    private static final double GAP_ACROSS = 0.05;

    /** Pixels above a panel for its name, and between it and what stands above. */
    private static final int NAME = 24;

    private static final int GAP_DOWN = 26;
    /** Pixels above and below all panels. */
    private static final int AROUND = 160;

    /** Returns panels one below the other. */
    static Facets below(List<String> names, int panelHeight) {
        return new Facets(names, 1, panelHeight);
    }

    /** Returns panels two by two. */
    static Facets beside(List<String> names, int panelHeight) {
        return new Facets(names, Math.min(2, names.size()), panelHeight);
    }

    /** Returns the axes of a panel's traces. */
    static Map<String, String> axes(int panel) {
        var number = panel == 0 ? "" : String.valueOf(panel + 1);
        return Map.of("xaxis", "x" + number, "yaxis", "y" + number);
    }

    /** Returns the height of the figure. */
    int height() {
        return AROUND + inside();
    }

    private int inside() {
        return down() * (panelHeight + name()) + (down() - 1) * GAP_DOWN;
    }

    private int name() {
        return names.size() > 1 ? NAME : 0;
    }

    private int down() {
        return (names.size() + across - 1) / across;
    }

    /** Returns the axes and the names of the panels. */
    Map<String, Object> layout(String xTitle, String yTitle, Map<String, ?> x, Map<String, ?> y) {
        var layout = new LinkedHashMap<String, Object>();
        var titles = new ArrayList<Map<String, ?>>();
        double width = (1 - GAP_ACROSS * (across - 1)) / across;
        double height = (double) panelHeight / inside();
        for (int panel = 0; panel < names.size(); panel++) {
            int column = panel % across;
            int row = panel / across;
            var number = panel == 0 ? "" : String.valueOf(panel + 1);
            double left = column * (width + GAP_ACROSS);
            double right = Math.min(1, left + width);
            double bottom = Math.max(
                    0, 1 - (row + 1.0) * (panelHeight + name()) / inside() - row * (double) GAP_DOWN / inside());
            double top = Math.min(1, bottom + height);
            var xAxis = new LinkedHashMap<String, Object>(x);
            var yAxis = new LinkedHashMap<String, Object>(y);
            if (names.size() > 1) {
                xAxis.put("domain", List.of(left, right));
                yAxis.put("domain", List.of(bottom, top));
                xAxis.put("anchor", "y" + number);
                yAxis.put("anchor", "x" + number);
                if (panel > 0) {
                    xAxis.put("matches", "x");
                    yAxis.put("matches", "y");
                }
            }
            boolean lowest = panel + across >= names.size();
            if (!lowest) {
                xAxis.put("showticklabels", false);
            } else if (!xTitle.isEmpty()) {
                xAxis.put("title", Map.of("text", xTitle));
            }
            if (column > 0) {
                yAxis.put("showticklabels", false);
            } else if (!yTitle.isEmpty()) {
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
