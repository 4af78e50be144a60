package interleave.lab;

import interleave.trial.Sketch;
import interleave.trial.Tabular;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;

/** A result of a program as a chart, where it says how its table makes one and the figures fit, and else as the table. */
public final class ResultView {

    private ResultView() {}

    /** Returns a view of a result. */
    public static Shown of(Tabular result) {
        var table = result.table();
        return result.sketch().map(sketch -> drawn(sketch, table)).orElseGet(() -> TableView.of(table));
    }

    /** Figures that no chart can hold, such as a time of 0 on a logarithmic axis, are shown all the same. */
    private static Shown drawn(Sketch sketch, Table table) {
        try {
            return ChartView.of(chart(sketch, table).figure());
        } catch (IllegalArgumentException noChart) {
            return TableView.of(table);
        }
    }

    private static Chart chart(Sketch sketch, Table table) {
        return switch (sketch.shape()) {
            case LINES -> lines(sketch, table);
            case DOTS -> dots(sketch, table);
        };
    }

    private static Chart lines(Sketch sketch, Table table) {
        var chart = Chart.lines(table)
                .x(sketch.x())
                .value(sketch.y(), sketch.unit())
                .title(sketch.title())
                .subtitle(sketch.subtitle());
        sketch.range().ifPresent(range -> chart.band(range.low(), range.high()));
        if (!sketch.series().isEmpty()) {
            chart.series(sketch.series());
        }
        return sketch.scale() == Sketch.Scale.LOGARITHMIC ? chart.logX().logY() : chart;
    }

    private static Chart dots(Sketch sketch, Table table) {
        var chart = Chart.dots(table)
                .value(sketch.y(), sketch.unit())
                .title(sketch.title())
                .subtitle(sketch.subtitle());
        if (table.column(sketch.x()) instanceof NumericColumn<?>) {
            chart.x(sketch.x());
        } else {
            chart.category(sketch.x());
        }
        sketch.range().ifPresent(range -> chart.interval(range.low(), range.high()));
        sketch.level().ifPresent(level -> chart.reference(level.value(), level.label()));
        return sketch.scale() == Sketch.Scale.LOGARITHMIC ? chart.log() : chart;
    }
}
