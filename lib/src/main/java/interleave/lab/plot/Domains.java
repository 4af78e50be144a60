package interleave.lab.plot;

import com.fasterxml.jackson.databind.JsonNode;

/** Which part of the paper each axis has: its own domain, that of the axis it overlays, or its cell of the grid. */
final class Domains {

    private final JsonNode layout;

    Domains(JsonNode layout) {
        this.layout = layout;
    }

    static String key(String id) {
        return id.charAt(0) + "axis" + id.substring(1);
    }

    /** Returns where the axis begins and ends, from 0 to 1. */
    double[] of(String id) {
        var spec = layout.path(key(id));
        var over = spec.path("overlaying").asText("");
        if (over.matches("[xy]\\d*") && !over.equals(id)) {
            return of(over);
        }
        var domain = spec.path("domain");
        if (domain.size() == 2) {
            return new double[] {domain.path(0).asDouble(), domain.path(1).asDouble()};
        }
        var grid = layout.path("grid");
        int rows = grid.path("rows").asInt(grid.path("subplots").size());
        int columns = grid.path("columns").asInt(grid.path("subplots").path(0).size());
        if (rows < 1 || columns < 1) {
            return new double[] {0, 1};
        }
        boolean flat = id.startsWith("x");
        boolean shared = grid.path("pattern").asText("coupled").equals("coupled") && !grid.has("subplots");
        int number = id.length() == 1 ? 0 : Integer.parseInt(id.substring(1)) - 1;
        int cell = shared ? number : flat ? number % columns : number / columns;
        double gap = grid.path(flat ? "xgap" : "ygap").asDouble(shared ? 0.1 : flat ? 0.2 : 0.3);
        int count = flat ? columns : rows;
        if (!flat && !grid.path("roworder").asText("top to bottom").startsWith("bottom")) {
            cell = count - 1 - cell;
        }
        double step = 1 / (count - gap);
        return new double[] {cell * step, cell * step + step * (1 - gap)};
    }
}
