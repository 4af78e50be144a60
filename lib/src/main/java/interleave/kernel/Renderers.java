package interleave.kernel;

import interleave.exercise.ExerciseResult;
import interleave.lab.BenchView;
import interleave.lab.Chart;
import interleave.lab.ChartView;
import interleave.lab.ExerciseView;
import interleave.lab.FindingView;
import interleave.lab.InterleavingsView;
import interleave.lab.OutcomesView;
import interleave.lab.Predict;
import interleave.lab.ResultView;
import interleave.lab.SandboxView;
import interleave.lab.ScheduleStepper;
import interleave.lab.ScheduleView;
import interleave.lab.Shown;
import interleave.lab.TableView;
import interleave.lab.TimelineView;
import interleave.trial.BenchResult;
import interleave.trial.Comparison;
import interleave.trial.Finding;
import interleave.trial.Interleavings;
import interleave.trial.Outcomes;
import interleave.trial.SandboxResult;
import interleave.trial.Tabular;
import interleave.trial.Timeline;
import interleave.trial.schedule.Schedule;
import interleave.trial.schedule.ScheduleSteps;
import interleave.trial.store.Results;
import java.io.IOException;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;

/**
 * How values of the library look in a cell: an HTML form and a plain one, sent together. The front end picks the HTML;
 * consoles, screen readers that ask for text, and hosts that show no HTML get the plain form. Whatever the value is: if
 * it answers a question that was asked before, what became of the guess follows it.
 */
final class Renderers {

    /** What front ends with a plotly of their own draw, VS Code among them. */
    private static final MIMEType PLOTLY = MIMEType.parse("application/vnd.plotly.v1+json");

    private Renderers() {}

    static void register(Renderer renderer, PlotlyCarrier plotly) {
        show(renderer, plotly, Shown.class, shown -> shown);
        show(renderer, plotly, Table.class, TableView::of);
        show(renderer, plotly, BenchResult.class, result -> {
            keep(() -> Results.mine().keep(result));
            return BenchView.of(result);
        });
        show(renderer, plotly, Comparison.class, comparison -> {
            keep(() -> Results.mine().keep(comparison));
            return BenchView.of(comparison);
        });
        show(renderer, plotly, Finding.class, FindingView::of);
        show(renderer, plotly, SandboxResult.class, SandboxView::of);
        show(renderer, plotly, Timeline.class, TimelineView::of);
        show(renderer, plotly, Outcomes.class, OutcomesView::of);
        show(renderer, plotly, Interleavings.class, InterleavingsView::of);
        show(renderer, plotly, Schedule.class, ScheduleView::of);
        show(renderer, plotly, ScheduleSteps.class, ScheduleStepper::of);
        show(renderer, plotly, ExerciseResult.class, ExerciseView::of);
        show(renderer, plotly, Tabular.class, ResultView::of);
        show(renderer, plotly, Figure.class, ChartView::of);
        show(renderer, plotly, Chart.class, chart -> ChartView.of(chart.figure()));
    }

    /** What writes a file. */
    private interface Keeping {
        void run() throws IOException;
    }

    /** A claim keeps its own finding; what a cell measures is kept when the cell shows it. */
    private static void keep(Keeping keeping) {
        try {
            keeping.run();
        } catch (IOException e) {
            System.err.println("This result is shown, but not kept: " + e);
        }
    }

    private static <T> void show(Renderer renderer, PlotlyCarrier plotly, Class<T> type, Function<T, Shown> view) {
        renderer.createRegistration(type)
                .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN, PLOTLY)
                .register((value, context) -> {
                    Shown own = view.apply(value);
                    Shown shown = Predict.below(value, own);
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, shown::text);
                    context.renderIfRequested(MIMEType.TEXT_HTML, () -> plotly.complete(shown.html()));
                    if (own instanceof ChartView chart) {
                        context.renderIfRequested(PLOTLY, chart::plotly);
                    }
                });
    }
}
