package interleave.kernel;

import interleave.lab.Shown;
import interleave.lab.TableView;
import interleave.trial.Tabular;
import java.util.function.Function;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import tech.tablesaw.api.Table;

/**
 * How values of the library look in a cell: an HTML form and a plain one, sent together. The front end picks the HTML;
 * consoles, screen readers that ask for text, and hosts that show no HTML get the plain form.
 */
final class Renderers {

    private Renderers() {}

    static void register(Renderer renderer) {
        show(renderer, Shown.class, shown -> shown);
        show(renderer, Table.class, TableView::of);
        show(renderer, Tabular.class, tabular -> TableView.of(tabular.table()));
    }

    private static <T> void show(Renderer renderer, Class<T> type, Function<T, Shown> view) {
        renderer.createRegistration(type)
                .preferring(MIMEType.TEXT_HTML, MIMEType.TEXT_PLAIN)
                .register((value, context) -> {
                    Shown shown = view.apply(value);
                    context.renderIfRequested(MIMEType.TEXT_PLAIN, shown::text);
                    context.renderIfRequested(MIMEType.TEXT_HTML, shown::html);
                });
    }
}
