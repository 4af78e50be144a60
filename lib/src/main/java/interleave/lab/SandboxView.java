package interleave.lab;

import interleave.trial.SandboxResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tech.tablesaw.api.Table;

/**
 * How a program in a child JVM ended, what it printed and, if it was stopped, what its threads did.
 *
 * <p>The ending comes first: it names a deadlock, an exception or the line at which a thread still ran. A table without
 * rows is left out. Immutable.
 */
public final class SandboxView implements Shown {

    private final SandboxResult result;

    private SandboxView(SandboxResult result) {
        this.result = result;
    }

    /**
     * Returns a view of {@code result}.
     *
     * @throws NullPointerException if {@code result} is {@code null}
     */
    public static SandboxView of(SandboxResult result) {
        return new SandboxView(Objects.requireNonNull(result, "result is null: nothing to show"));
    }

    @Override
    public String html() {
        var html = new StringBuilder("<div class=\"il-sandbox\"><p><strong>")
                .append(Html.escape(result.program()))
                .append("</strong> ")
                .append(Html.sentence(result.ending()))
                .append(".</p>");
        tables().forEach(table -> html.append(TableView.of(table).html()));
        return html.append("</div>").toString();
    }

    @Override
    public String text() {
        var text = new StringBuilder("%s %s.\n".formatted(result.program(), result.ending()));
        tables().forEach(table -> text.append('\n').append(TableView.of(table).text()));
        return text.toString();
    }

    /** Returns the output; which stream a line went to is told only if not all went to standard output. */
    private Table output() {
        boolean plain = result.output().stream().allMatch(line -> line.stdio() == SandboxResult.Stdio.STDOUT);
        return plain ? result.table().removeColumns("stream") : result.table();
    }

    private List<Table> tables() {
        var tables = new ArrayList<Table>();
        if (!result.output().isEmpty()) {
            var lost = result.linesLost() == 0 ? "" : "; %,d more lines are not kept".formatted(result.linesLost());
            tables.add(output().setName("output of " + result.program() + lost));
        }
        var threads = result.threads();
        if (!threads.isEmpty()) {
            tables.add(threads);
        }
        return tables;
    }
}
